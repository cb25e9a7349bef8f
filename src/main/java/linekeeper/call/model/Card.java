package linekeeper.call.model;

import java.time.Instant;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.RecordingId;

/**
 * What a call is; it stays the same from the first ring to the end, except that a transfer may name
 * another queue.
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
    Instant arrivedAt) {
  Card in(QueueId other) {
    return new Card(id, line, other, callerLeg, caller, dialled, bridge, recording, arrivedAt);
  }
}
