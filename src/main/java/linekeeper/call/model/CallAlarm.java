package linekeeper.call.model;

/** What a call is reminded of. */
public enum CallAlarm {
  /** The seat's phone has rung long enough, also where the switch forgot to say so. */
  RING,
  /** The caller has waited as long as the queue allows. */
  WAIT,
  /** Time to tell the caller his place. */
  ANNOUNCE,
  /** Time to tell the caller that he may be called back instead of waiting. */
  INVITE,
  /** A prompt or an answer that the switch owes us has not come. */
  STUCK,
  /** The switch did not answer when it was told about the recording: time to tell it again. */
  RECORD,
  /** Silence has been recorded long enough. */
  PAUSE,
  /** What should be over after the end is not. */
  REAP
}
