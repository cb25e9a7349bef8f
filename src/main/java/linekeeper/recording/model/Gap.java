package linekeeper.recording.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a talk without audio.
 *
 * @param by who wanted it so; null where nobody did
 * @param why what for
 */
public record Gap(Kind kind, Instant from, Instant to, @Nullable String by, @Nullable String why) {

  /** Why there is none. */
  public enum Kind {
    /** An agent had silence recorded, for a reason. */
    PAUSED,
    /** The spool's disk was full meanwhile: what there is may lack some of it. */
    NO_ROOM,
    /** A fault: the switch began to record later than it should. */
    BEGAN_LATE,
    /** A fault: it stopped before the talk was over. */
    ENDED_EARLY
  }
}
