package linekeeper.kernel;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * New ids for one step: time-ordered like UUID version 7, and a function of the moment and the seed
 * alone, so that a step replayed yields the same ids.
 */
public final class Ids {
  private final long millis;
  private final SplittableRandom random;

  /** Ids for the step taken at this moment with this seed. */
  public Ids(Instant at, long seed) {
    this.millis = at.toEpochMilli();
    this.random = new SplittableRandom(seed);
  }

  /** A new call's id. */
  public CallId call() {
    return new CallId(next());
  }

  /**
   * The id of a leg that we are going to dial; every leg of ours begins with {@value #LEG_PREFIX}.
   */
  public LegId leg() {
    return new LegId(LEG_PREFIX + next());
  }

  /** A new bridge's id. */
  public BridgeId bridge() {
    return new BridgeId(next());
  }

  /** A new playing's id. */
  public PlayId play() {
    return new PlayId(next());
  }

  /** A new recording's id. */
  public RecordingId recording() {
    return new RecordingId(next());
  }

  /** What every leg that we dial begins with, so that it is never taken for an inbound caller. */
  public static final String LEG_PREFIX = "lk-";

  private String next() {
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
