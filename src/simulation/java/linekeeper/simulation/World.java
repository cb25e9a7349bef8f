package linekeeper.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time, and the one source of chance. */
final class World {
  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

  final SplittableRandom chance;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::nanos).thenComparingLong(Happening::order));
  private long nanos;
  private long order;
  private long clockIsOffBy;

  private record Happening(long nanos, long order, Runnable what) {}

  World(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  /** Nanoseconds that have really passed. */
  long nanos() {
    return nanos;
  }

  /** What the application's clock shows. */
  Instant clock() {
    return BEGIN.plusNanos(nanos + clockIsOffBy);
  }

  /** Somebody sets the application's clock. */
  void setClock(Duration by) {
    clockIsOffBy += by.toNanos();
  }

  /** Something will happen after so many milliseconds. */
  void after(long millis, Runnable what) {
    afterNanos(millis * 1_000_000, what);
  }

  void afterNanos(long delay, Runnable what) {
    ahead.add(new Happening(nanos + Math.max(0, delay), order++, what));
  }

  /** Lets the next thing happen; false where nothing is ahead. */
  boolean next() {
    Happening next = ahead.poll();
    if (next == null) {
      return false;
    }
    nanos = Math.max(nanos, next.nanos());
    next.what().run();
    return true;
  }

  // chance

  /** True so many times in a thousand. */
  boolean seldom(int inThousand) {
    return chance.nextInt(1_000) < inThousand;
  }

  long between(long from, long to) {
    return chance.nextLong(from, to + 1);
  }

  /** Milliseconds with this mean, exponentially distributed. */
  long about(long mean) {
    return Math.min(20 * mean, Math.round(-Math.log(1 - chance.nextDouble()) * mean));
  }
}
