package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import linekeeper.call.CallableNumbers;
import org.jspecify.annotations.Nullable;

/**
 * How those who wait on a line are told that they may press a key and be called back in their turn.
 *
 * @param after how long one waits before he is told; from then on the key counts
 * @param every how often he is told again; zero for once
 * @param to who could be called back; nobody else is told
 */
public record Invitation(Duration after, Duration every, CallableNumbers to) {

  /** Refuses times that would never come, or all the time. */
  public Invitation {
    if (after.isNegative() || after.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("invitation: after must be more than nothing");
    }
  }

  /** Whether one who waits since then has waited long enough. */
  boolean open(Instant since, Instant now) {
    return !now.isBefore(since.plus(after));
  }

  /** How long until he is told next, or null where he was told for the last time. */
  @Nullable Duration next(Instant since, Instant now) {
    Duration waited = Duration.between(since, now);
    if (waited.compareTo(after) < 0) {
      return after.minus(waited);
    }
    if (every.isZero()) {
      return null;
    }
    long told = waited.minus(after).dividedBy(every) + 1;
    return after.plus(every.multipliedBy(told)).minus(waited);
  }
}
