package linekeeper.recording.model;

/** What a recording is of, as far as how long it is kept depends on it. */
public enum RecordingKind {
  /** An answered call that came in. */
  ORDINARY,
  /** A call that we made because we owed it. */
  CALLBACK,
  /** A caller whom the fallback recorded and nobody answered. */
  UNANSWERED,
  /** It proves an act: something refers to it. */
  EVIDENCE
}
