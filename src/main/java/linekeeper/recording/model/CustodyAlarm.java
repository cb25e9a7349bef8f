package linekeeper.recording.model;

/** What people are told of: the one effect that custody has besides its next task. */
public enum CustodyAlarm {
  /** A call without its recording. */
  MISSING,
  /** A recording that is not what it should be. */
  CORRUPT,
  /** A recording that does not come to its end: its file grows on and on, or its call does. */
  ENDLESS,
  /** A recording that no call says it has. */
  ORPHAN,
  /** A step failed; it is tried again. */
  RETRY,
  /** A local copy could not be removed, or differs from the stored one, and stays. */
  LOCAL_KEPT,
  /** The store would not keep a recording under its lock, or not for as long as it must be kept. */
  LOCK_REFUSED,
  /** What the store has of a recording is not what was recorded. */
  DIFFERS
}
