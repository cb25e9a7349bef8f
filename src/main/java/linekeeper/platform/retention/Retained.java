package linekeeper.platform.retention;

import java.time.Instant;

/** What is kept for a time that a rule gives it. */
public interface Retained {

  /** The kind that rules name. */
  String retentionKind();

  /** Which rule holds: the one of this moment. */
  Instant begunAt();

  /** From when on the time is counted. */
  Instant keptFrom();
}
