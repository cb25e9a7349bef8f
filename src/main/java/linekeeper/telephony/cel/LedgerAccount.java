package linekeeper.telephony.cel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.LegId;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerPlace.Mark;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.SwitchLedger;

/** Reads the ledger anew each time it is asked, from about the first line that matters. */
public final class LedgerAccount implements SwitchLedger {
  /** Clocks are set, and lines may stand a little out of order. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final Path ledger;

  /** The account that this file gives. */
  public LedgerAccount(Path ledger) {
    this.ledger = ledger;
  }

  @Override
  public Account between(Instant from, Instant to) {
    Period period = new Period(from, to);
    LedgerFiles files = new LedgerFiles(ledger, period);
    try {
      Optional<Instant> begins = files.begins();
      files.read(files.before(from.minus(MARGIN)), Instant.EPOCH, Integer.MAX_VALUE);
      return new Account(begins.orElse(null), period.calls());
    } catch (IOException failure) {
      throw new SwitchFailure("the switch's ledger cannot be read: " + failure.getMessage());
    }
  }

  /** Keeps the calls of one period only. */
  private static final class Period implements LedgerFiles.Taker {
    private final Instant from;
    private final Instant to;
    private final LedgerCalls open = new LedgerCalls();
    private final Map<LegId, LedgerCall> over = new LinkedHashMap<>();
    private long lines;

    Period(Instant from, Instant to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void line(Mark begin, String text, Mark end) {
      LedgerLine.parse(text)
          .flatMap(line -> open.take(new Spot(lines++, begin), line))
          .map(LedgerCalls.Over::call)
          .filter(this::within)
          .ifPresent(call -> over.putIfAbsent(call.leg(), call));
    }

    @Override
    public void odd(String what) {
      // whoever follows the ledger counts it
    }

    List<LedgerCall> calls() {
      List<LedgerCall> calls = new ArrayList<>(over.values());
      open.open().stream()
          .filter(this::within)
          .filter(call -> !over.containsKey(call.leg()))
          .forEach(calls::add);
      return calls;
    }

    private boolean within(LedgerCall call) {
      return !call.arrivedAt().isBefore(from) && call.arrivedAt().isBefore(to);
    }
  }
}
