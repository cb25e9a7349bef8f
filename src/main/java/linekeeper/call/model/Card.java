package linekeeper.call.model;

import java.time.Instant;
import java.util.Objects;
import linekeeper.call.Manner;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.RecordingId;
import org.jspecify.annotations.Nullable;

/**
 * What a call is; it stays the same from the first ring to the end, except that a transfer may name
 * another queue.
 *
 * @param callerLeg the leg of the person outside, also where we call him
 * @param dialled our own number: the one he called, or the one that he is shown
 * @param attempt the attempt by which we call him, or null where he calls us
 * @param manner how we call him
 */
public record Card(
    CallId id,
    LineId line,
    QueueId queue,
    LegId callerLeg,
    PhoneNumber caller,
    String dialled,
    BridgeId bridge,
    RecordingId recording,
    Instant arrivedAt,
    @Nullable AttemptId attempt,
    Manner manner) {

  /** A floor of an earlier version knows no manner. */
  public Card {
    manner = Objects.requireNonNullElse(manner, Manner.PLAIN);
  }

  /** Whether we call him. */
  public boolean outbound() {
    return attempt != null;
  }

  Card in(QueueId other) {
    return new Card(
        id, line, other, callerLeg, caller, dialled, bridge, recording, arrivedAt, attempt, manner);
  }
}
