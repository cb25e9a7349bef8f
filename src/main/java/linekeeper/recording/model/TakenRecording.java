package linekeeper.recording.model;

import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import org.jspecify.annotations.Nullable;

/**
 * One recording with whose it is.
 *
 * @param agents who talked in it: those whose own it is
 * @param endedAt when the switch was heard to stop
 */
public record TakenRecording(
    RecordingId id,
    CallId call,
    Set<AgentId> agents,
    Instant startedAt,
    @Nullable Instant endedAt,
    Custody custody) {

  /** Copies the agents. */
  public TakenRecording {
    agents = Set.copyOf(agents);
  }

  /** The same recording, further on its way; when it ended is said once. */
  public TakenRecording with(Custody next) {
    Instant ended = endedAt;
    if (ended == null && next instanceof Custody.Recording recording) {
      ended = recording.stoppedAt();
    }
    return new TakenRecording(id, call, agents, startedAt, ended, next);
  }
}
