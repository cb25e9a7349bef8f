package linekeeper.access.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failed sign-ins under one name, and the rule that locks it. An attempt counts from the moment
 * it is made and is forgiven when it succeeds, so that guesses made side by side count too.
 *
 * @param failures since the last success, or since the last lock or pause ended
 * @param lockedUntil when the lock ends, where there was one
 */
public record Attempts(int failures, Instant lastAt, @Nullable Instant lockedUntil) {

  /** None so far. */
  public static Attempts none(Instant now) {
    return new Attempts(0, now, null);
  }

  /** How long the name stays locked; zero or less where it is not. */
  public Duration lockedFor(Instant now) {
    return lockedUntil == null ? Duration.ZERO : Duration.between(now, lockedUntil);
  }

  /** Whether it is locked. */
  public boolean locked(Instant now) {
    return lockedFor(now).isPositive();
  }

  /**
   * One more, which locks where it is the last one allowed.
   *
   * @param limit how many are allowed in a row
   * @param period how long a lock lasts, and how long without an attempt forgives all
   */
  public Attempts oneMore(Instant now, int limit, Duration period) {
    if (locked(now)) {
      return this;
    }
    boolean forgiven = lockedUntil != null || lastAt.plus(period).isBefore(now);
    int count = (forgiven ? 0 : failures) + 1;
    return new Attempts(count, now, count >= limit ? now.plus(period) : null);
  }
}
