package linekeeper.recording.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Bookkeeping;
import linekeeper.recording.model.Bookkeeping.Kept;
import linekeeper.recording.model.FullSpan;
import linekeeper.recording.model.LedgerEntry;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import linekeeper.recording.model.Pause;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Talk;
import linekeeper.recording.store.FullSpanStore;
import linekeeper.recording.store.ObjectStock;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.recording.store.TalkStore;
import linekeeper.recording.store.TalkStore.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * For every talk of every call: audio, or the reason why there is none, or that it is missing; and
 * for every recording a call. Talks and recordings are tied by the id that the call chose before it
 * was recorded, never by time.
 */
@Component
public final class CompletenessLedger {
  private static final int BATCH = 2_000;

  private final TalkStore talks;
  private final RecordingStore recordings;
  private final PauseStore pauses;
  private final ObjectStock objects;
  private final FullSpanStore full;
  private final InstantSource clock;

  CompletenessLedger(
      TalkStore talks,
      RecordingStore recordings,
      PauseStore pauses,
      ObjectStock objects,
      FullSpanStore full,
      InstantSource clock) {
    this.talks = talks;
    this.recordings = recordings;
    this.pauses = pauses;
    this.objects = objects;
    this.full = full;
    this.clock = clock;
  }

  /**
   * How many there are of each, none left out.
   *
   * @param verdicts of all talks of the period
   * @param reasons the same by reason, but for what is simply recorded
   */
  public record Totals(Map<Verdict, Long> verdicts, Map<Reason, Long> reasons) {
    /** No totals at all. */
    public static final Totals UNCOUNTED = new Totals(Map.of(), Map.of());

    /** Copies the maps. */
    public Totals {
      verdicts = Map.copyOf(verdicts);
      reasons = Map.copyOf(reasons);
    }
  }

  /**
   * Which entries are wanted.
   *
   * @param only those of which this can be said; null for all
   * @param after those after this place; null for the first
   */
  public record Wanted(@Nullable Verdict only, @Nullable Place after, int most) {}

  /**
   * Some entries, in order.
   *
   * @param totals of the whole period; {@link Totals#UNCOUNTED} after the first page, so that
   *     reading all pages reads the period twice at most
   */
  public record Account(List<LedgerEntry> entries, Totals totals) {
    /** Copies the list. */
    public Account {
      entries = List.copyOf(entries);
    }
  }

  /** The talks that began in {@code [from, to)}. */
  public Account between(Instant from, Instant to, Wanted wanted) {
    List<LedgerEntry> entries = new ArrayList<>();
    Place begin = Place.before(from);
    Place after = wanted.after();
    if (after == null) {
      return new Account(entries, read(from, to, entry -> pick(wanted, entry, entries)));
    }
    each(after.compareTo(begin) > 0 ? after : begin, to, entry -> pick(wanted, entry, entries));
    return new Account(entries, Totals.UNCOUNTED);
  }

  /** Takes what is wanted; false when there is enough. */
  private static boolean pick(Wanted wanted, LedgerEntry entry, List<LedgerEntry> picked) {
    boolean wants = wanted.only() == null || wanted.only() == entry.verdict();
    if (wants && picked.size() < wanted.most()) {
      picked.add(entry);
    }
    return picked.size() < wanted.most();
  }

  /** Those that began in {@code [from, to)} and that no call says it has. */
  public List<RecordingId> orphans(Instant from, Instant to, int most) {
    Instant settled = clock.instant().minus(Bookkeeping.SETTLED);
    return talks.orphans(from, to.isBefore(settled) ? to : settled, most);
  }

  /** The recordings that the store was seen not to have any more, whenever they were. */
  public List<RecordingId> gone(int most) {
    return objects.gone(most);
  }

  /** Reads all of a period and counts it. */
  Totals read(Instant from, Instant to, Consumer<LedgerEntry> reader) {
    Map<Verdict, Long> verdicts = none(Verdict.class);
    Map<Reason, Long> reasons = none(Reason.class);
    each(
        Place.before(from),
        to,
        entry -> {
          verdicts.merge(entry.verdict(), 1L, Long::sum);
          if (entry.reason() != null) {
            reasons.merge(entry.reason(), 1L, Long::sum);
          }
          reader.accept(entry);
          return true;
        });
    return new Totals(verdicts, reasons);
  }

  /** Reads what comes after a place, a batch at a time, as long as the reader wants more. */
  private void each(Place begin, Instant to, Predicate<LedgerEntry> reader) {
    Place place = begin;
    List<Talk> batch;
    do {
      batch = talks.after(place, to, BATCH);
      for (LedgerEntry entry : entries(batch)) {
        if (!reader.test(entry)) {
          return;
        }
        place = Place.of(entry.talk());
      }
    } while (batch.size() == BATCH);
  }

  private List<LedgerEntry> entries(List<Talk> batch) {
    Set<RecordingId> ids = new HashSet<>();
    batch.forEach(talk -> ids.add(talk.recording()));
    Map<RecordingId, TakenRecording> kept =
        recordings.all(ids).stream()
            .collect(Collectors.toMap(TakenRecording::id, Function.identity()));
    Set<RecordingId> gone = objects.gone(ids);
    Map<RecordingId, List<Pause>> silent = pauses.of(ids);
    Instant now = clock.instant();
    List<FullSpan> spans =
        batch.isEmpty() ? List.of() : full.touching(batch.getFirst().from(), now);
    return batch.stream()
        .map(talk ->
            Bookkeeping.entry(
                talk,
                new Kept(
                    kept.get(talk.recording()),
                    gone.contains(talk.recording()),
                    silent.getOrDefault(talk.recording(), List.of()),
                    spans),
                now))
        .toList();
  }

  private static <K extends Enum<K>> Map<K, Long> none(Class<K> kinds) {
    Map<K, Long> counts = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      counts.put(kind, 0L);
    }
    return counts;
  }
}
