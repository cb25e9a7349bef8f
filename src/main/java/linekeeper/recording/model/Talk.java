package linekeeper.recording.model;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a call with one party. From the first answer to the end each moment of a call, held
 * or not, is in one of its talks; a consultation lies beside them, unheard by the caller.
 *
 * @param number its place among the call's talks, growing with time
 * @param with a seat, or a masked number
 * @param agent who sat there, where that is known
 * @param recording which recording has it, by the id that was chosen before
 * @param to when it was over; null while it goes on
 */
public record Talk(
    CallId call,
    long number,
    Kind kind,
    String with,
    @Nullable AgentId agent,
    RecordingId recording,
    Instant from,
    @Nullable Instant to) {

  /** What kind of talk. */
  public enum Kind {
    /** With a seat that answered. */
    ANSWERED,
    /** Passed on: somebody is rung, or talks. */
    TRANSFERRED,
    /** All three together. */
    THREE_WAY,
    /** A seat asks somebody while the caller is held. */
    CONSULTATION
  }
}
