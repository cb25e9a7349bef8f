package linekeeper.recording.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many recordings that are to be deleted because their time is over.
 *
 * @param decision what somebody else decided; null while nobody has
 */
public record PurgeBatch(
    UUID id, String reason, String proposedBy, Instant proposedAt, @Nullable Decided decision) {

  /** By whom, when, and whether it is to be done. */
  public record Decided(String by, Instant at, boolean confirmed) {}

  /** How far it is. */
  public enum State {
    /** Somebody else is to decide. */
    PROPOSED,
    /** It is not done. */
    WITHDRAWN,
    /** It is being done. */
    RUNNING,
    /** Each recording is deleted and certified, or was refused. */
    DONE
  }

  /**
   * What became of its recordings.
   *
   * @param left those whose turn has not come
   * @param ordered those that are being deleted, or were
   * @param refused those that are not deleted: held meanwhile, for one
   * @param certified those of the ordered that are gone, with a certificate
   */
  public record Tally(long total, long left, long ordered, long refused, long certified) {}

  /** How far it is, with this tally. */
  public State state(Tally tally) {
    if (decision == null) {
      return State.PROPOSED;
    }
    if (!decision.confirmed()) {
      return State.WITHDRAWN;
    }
    return tally.left() == 0 && tally.certified() == tally.ordered() ? State.DONE : State.RUNNING;
  }

  /** In whose name its recordings are deleted: both. */
  public String by() {
    return decision == null ? proposedBy : proposedBy + ", " + decision.by();
  }
}
