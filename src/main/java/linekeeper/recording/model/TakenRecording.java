package linekeeper.recording.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.Retained;
import org.jspecify.annotations.Nullable;

/**
 * One recording with whose it is.
 *
 * @param kind what it is of; what something refers to is evidence
 * @param agents who talked in it: those whose own it is
 * @param caller who called, or was called, masked; null where that is not told yet
 * @param startedAt when it was due to begin: at the answer
 * @param heardFrom when the switch said that it records; null where it has not
 * @param endedAt when the switch was heard to stop
 */
public record TakenRecording(
    RecordingId id,
    CallId call,
    RecordingKind kind,
    Set<AgentId> agents,
    @Nullable String caller,
    Instant startedAt,
    @Nullable Instant heardFrom,
    @Nullable Instant endedAt,
    Custody custody)
    implements Retained {
  /** Who hangs up this soon may do so before a file is begun or a word is said. */
  private static final Duration BRIEF = Duration.ofSeconds(2);

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
    RecordingKind of = next instanceof Custody.Linked ? RecordingKind.EVIDENCE : kind;
    return new TakenRecording(id, call, of, agents, caller, startedAt, heardFrom, ended, next);
  }

  @Override
  public String retentionKind() {
    return kind.name();
  }

  @Override
  public Instant begunAt() {
    return startedAt;
  }

  @Override
  public Instant keptFrom() {
    return endedAt == null ? startedAt : endedAt;
  }

  /** Whether it stopped so soon that there may have been nothing to hear. */
  public boolean brief() {
    Instant ended = endedAt;
    return ended != null
        && !ended.isBefore(startedAt)
        && Duration.between(startedAt, ended).compareTo(BRIEF) < 0;
  }
}
