package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The floor's running figures: since midnight, and over the rolling 24 hours of K-01. A request
 * counts for the minute in which it joined the queue, also when its outcome comes after midnight.
 */
// the order of Measure is kept for good, because snapshots hold these arrays
@SuppressWarnings("EnumOrdinal")
public final class Tally {
  private static final int SECONDS = 60;
  private static final Duration WINDOW = Duration.ofHours(24);

  private final ZoneId zone;
  private final TreeMap<Long, long[]> minutes = new TreeMap<>();
  private final long[] rolling = new long[Measure.values().length];
  private long[] today = new long[Measure.values().length];
  private long dayBegins;

  Tally(ZoneId zone, Instant now) {
    this.zone = zone;
    this.dayBegins = dayOf(now);
  }

  /** The sum since midnight. */
  public long today(Measure measure) {
    return today[measure.ordinal()];
  }

  /** The sum over the last 24 hours. */
  public long rolling(Measure measure) {
    return rolling[measure.ordinal()];
  }

  /** Counts for the minute of {@code when}, which may be somewhat past. */
  void add(Instant when, Measure measure, long amount) {
    long minute = Math.floorDiv(when.getEpochSecond(), SECONDS);
    minutes.computeIfAbsent(minute, _ -> new long[Measure.values().length])[measure.ordinal()] +=
        amount;
    rolling[measure.ordinal()] += amount;
    if (minute * SECONDS >= dayBegins) {
      today[measure.ordinal()] += amount;
    }
  }

  /** Lets go of what is older than 24 hours, and begins a new day where one has begun. */
  void roll(Instant now) {
    long oldest = Math.floorDiv(now.minus(WINDOW).getEpochSecond(), SECONDS);
    while (!minutes.isEmpty() && minutes.firstKey() < oldest) {
      long[] gone = minutes.pollFirstEntry().getValue();
      for (int i = 0; i < gone.length; i++) {
        rolling[i] -= gone[i];
      }
    }
    long day = dayOf(now);
    if (day != dayBegins) {
      dayBegins = day;
      today = new long[Measure.values().length];
      minutes.tailMap(Math.floorDiv(day, SECONDS)).values().forEach(it -> addTo(today, it));
    }
  }

  /** The minutes kept, for the snapshot. */
  Map<Long, long[]> minutes() {
    return minutes;
  }

  /** Takes up what a snapshot kept. */
  void restore(Map<Long, long[]> kept, Instant now) {
    kept.forEach((minute, counts) -> {
      // a snapshot of an earlier version counted less
      minutes.put(minute, Arrays.copyOf(counts, rolling.length));
      addTo(rolling, counts);
    });
    dayBegins = 0;
    roll(now);
  }

  private static void addTo(long[] sum, long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      sum[i] += counts[i];
    }
  }

  private long dayOf(Instant now) {
    return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toEpochSecond();
  }
}
