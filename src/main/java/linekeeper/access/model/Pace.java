package linekeeper.access.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast one network address may fail: a number of failures at once, then one per interval. It
 * slows guessing across many names without ever locking out a whole office for long.
 *
 * @param spentUntil when everything spent so far will have been forgiven
 */
public record Pace(Instant spentUntil) {

  /** One more failure. */
  public Pace fail(Instant now, Duration interval) {
    Instant from = spentUntil.isAfter(now) ? spentUntil : now;
    return new Pace(from.plus(interval));
  }

  /**
   * How long to wait before the next attempt; zero or less where none is needed.
   *
   * @param atOnce how many failures are allowed at once
   */
  public Duration wait(Instant now, Duration interval, int atOnce) {
    return Duration.between(now, spentUntil).minus(interval.multipliedBy(atOnce)).plusNanos(1);
  }
}
