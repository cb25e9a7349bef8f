package linekeeper.recording.model;

/** How much room the spool's disk has (decision 0046). */
public enum Room {
  /** Enough. */
  AMPLE,
  /** People have to make some; nothing is to lie there twice. */
  TIGHT,
  /** Not enough for another recording; calls go on without. */
  EXHAUSTED,
  /** The spool is not there. */
  UNKNOWN;

  /**
   * What so many bytes are.
   *
   * @param bytes that can still be written; negative where nobody knows
   * @param keepFree less is tight
   * @param reserve less is exhausted
   */
  public static Room of(long bytes, long keepFree, long reserve) {
    if (bytes < 0) {
      return UNKNOWN;
    }
    if (bytes < reserve) {
      return EXHAUSTED;
    }
    return bytes < keepFree ? TIGHT : AMPLE;
  }
}
