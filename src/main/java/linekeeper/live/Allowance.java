package linekeeper.live;

/** So many a second, and as many again at once; used by one thread. */
final class Allowance {
  private static final double SECOND = 1e9;

  private final int perSecond;
  private double left;
  private long at;

  Allowance(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.left = 2.0 * perSecond;
    this.at = nanos;
  }

  /** Takes one, or says that there is none. */
  boolean take(long nanos) {
    left = Math.min(2.0 * perSecond, left + (nanos - at) / SECOND * perSecond);
    at = nanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
