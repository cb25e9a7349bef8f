package linekeeper.telephony.cel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import linekeeper.kernel.LegId;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LedgerPlace.Mark;
import linekeeper.telephony.cel.LedgerCalls.Over;
import org.jspecify.annotations.Nullable;

/**
 * Finds in the ledger the calls that are over and of which nobody was told. Each comes with the
 * place to go on from, so that whoever keeps both together is told each call once; should it be
 * told twice even so (a cut-off file, a lost tail), the caller's leg is the same.
 */
public final class LedgerReader {
  /** What is on its way over the link arrives within this, and then the call is not unheard of. */
  private static final Duration HEARD_BY_THEN = Duration.ofSeconds(3);

  /** What is older than this nobody wants to hear of where no place is remembered. */
  private static final Duration FIRST_LOOK = Duration.ofHours(24);

  private static final int MOST_LINES = 100_000;
  private static final Mark BEFORE_ALL = new Mark("", 0);

  private final LedgerFiles files;
  private final LedgerCalls calls = new LedgerCalls();
  private final Predicate<LegId> known;
  private final Consumer<String> odd;
  private final Map<LegId, Ended> unheard = new LinkedHashMap<>();
  private final @Nullable LedgerPlace remembered;
  private boolean first;
  private boolean met;
  private @Nullable Mark read;
  private long lines;
  private Instant readAt = Instant.EPOCH;
  private Instant now = Instant.EPOCH;

  /** A call of which nobody was told, and the place that is reached with it. */
  public record Missed(LedgerCall call, LedgerPlace place) {}

  /** A call that ended with this line, and when we saw that. */
  private record Ended(Over over, Spot line, Instant seen) {}

  /**
   * A reader of this file.
   *
   * @param from the place that was reached before, or null where none is remembered
   * @param known whether a caller's leg was told of by the link
   * @param odd counts what should not be in a ledger
   */
  public LedgerReader(
      Path ledger, @Nullable LedgerPlace from, Predicate<LegId> known, Consumer<String> odd) {
    this.files = new LedgerFiles(ledger, new Lines());
    this.known = known;
    this.odd = odd;
    this.remembered = from;
    this.first = from == null;
    if (from != null) {
      read = from.from();
      readAt = from.at();
    }
  }

  /**
   * Reads what has come since the last time.
   *
   * @param moment of a clock that never runs backwards
   */
  public List<Missed> read(Instant moment) throws IOException {
    now = moment;
    boolean whole = files.read(read, readAt, MOST_LINES);
    if (first && whole) {
      unheard.values().removeIf(it -> !it.over.call().fallback() || old(it));
      first = false;
    }
    return first ? List.of() : tell();
  }

  /** The callers' legs of all calls that are not over. */
  public Set<String> open() {
    return calls.legs();
  }

  /** The switch can say no more of this call: it ended before the call did. */
  public void close(String leg) {
    calls.close(leg).ifPresent(over -> over(over, here()));
  }

  /** The place that is reached. */
  public LedgerPlace place() {
    Spot told = unheard.isEmpty() ? here() : unheard.values().iterator().next().line;
    Spot from = told;
    for (Ended ended : unheard.values()) {
      from = from.earlier(ended.over.began());
    }
    Spot oldest = calls.oldest();
    from = oldest == null ? from : from.earlier(oldest);
    return new LedgerPlace(from.mark(), told.mark(), readAt);
  }

  private List<Missed> tell() {
    List<Missed> missed = new ArrayList<>();
    for (Iterator<Ended> it = unheard.values().iterator(); it.hasNext(); ) {
      Ended ended = it.next();
      LedgerCall call = ended.over.call();
      if (known.test(call.leg())) {
        it.remove();
      } else if (call.fallback() || !now.isBefore(ended.seen.plus(HEARD_BY_THEN))) {
        it.remove();
        missed.add(new Missed(call, place()));
      }
    }
    return missed;
  }

  private void over(Over over, Spot line) {
    if (!known.test(over.call().leg())) {
      unheard.putIfAbsent(over.call().leg(), new Ended(over, line, now));
    }
    while (first && !unheard.isEmpty() && old(unheard.values().iterator().next())) {
      unheard.remove(unheard.keySet().iterator().next());
    }
  }

  private boolean old(Ended ended) {
    Instant at = ended.over.call().endedAt();
    return at == null || at.isBefore(readAt.minus(FIRST_LOOK));
  }

  private Spot here() {
    return new Spot(lines, read == null ? BEFORE_ALL : read);
  }

  /** Whether the ends before this line were told before we began. */
  private boolean settled(Mark begin, Instant at) {
    if (remembered == null) {
      return false;
    }
    if (begin.file().equals(remembered.told().file())) {
      met = true;
      return begin.offset() < remembered.told().offset();
    }
    return !met && !at.isAfter(remembered.at());
  }

  private final class Lines implements LedgerFiles.Taker {
    @Override
    public void line(Mark begin, String text, Mark end) {
      Spot spot = new Spot(lines++, begin);
      read = end;
      LedgerLine.parse(text).ifPresentOrElse(line -> take(spot, line), () -> odd("ledger-garbage"));
    }

    @Override
    public void odd(String what) {
      odd.accept(what);
    }
  }

  private void take(Spot spot, LedgerLine line) {
    readAt = line.at();
    boolean settled = settled(spot.mark(), line.at());
    calls.take(spot, line).filter(_ -> !settled).ifPresent(over -> over(over, spot));
  }
}
