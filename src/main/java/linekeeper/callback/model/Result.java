package linekeeper.callback.model;

/** What came of talking to the citizen. */
public enum Result {
  /** He was answered. */
  ANSWERED,
  /** A work order came of it. */
  ORDER_CREATED,
  /** He no longer wants anything. */
  DECLINED
}
