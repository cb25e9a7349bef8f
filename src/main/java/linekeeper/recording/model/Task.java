package linekeeper.recording.model;

import java.time.Instant;
import java.util.Optional;
import linekeeper.recording.model.Custody.Absent;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Hashed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Pending;
import linekeeper.recording.model.Custody.Probed;
import linekeeper.recording.model.Custody.Purged;
import linekeeper.recording.model.Custody.Purging;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Custody.Uploading;

/**
 * What is to be done next with a recording. It follows from its state alone, so a crash forgets
 * nothing; each can be done any number of times.
 */
public enum Task {
  /** See whether the file still grows. */
  LOOK,
  /** Make it a file that plays, and have that confirmed. */
  PLAY,
  /** Work out its digest. */
  DIGEST,
  /** Choose its place in the store. */
  CHOOSE_PLACE,
  /** Send it unless it is there, and read it back. */
  SHIP,
  /** Remove the local copy. */
  REMOVE_LOCAL,
  /** Delete all of it, here and in the store, and see that it is gone. */
  PURGE;

  /** A task and when it is due. */
  public record Due(Task task, Instant at) {}

  /** The next one for a state, or nothing while there is only waiting or nothing left to do. */
  public static Optional<Due> next(Custody custody) {
    return Optional.ofNullable(
        switch (custody) {
          case Recording recording ->
              recording.lookAt() == null ? null : new Due(LOOK, recording.lookAt());
          case Pending pending -> new Due(of(pending), Instant.EPOCH);
          case FailedRetryable failed -> new Due(of(failed.before()), failed.dueAt());
          case Stored stored ->
              stored.removeAt() == null ? null : new Due(REMOVE_LOCAL, stored.removeAt());
          case Absent absent ->
              absent.reason().equals(Absent.EMPTY) ? new Due(REMOVE_LOCAL, Instant.EPOCH) : null;
          case Purging purging -> new Due(PURGE, purging.dueAt());
          case Linked _, Corrupt _, Purged _ -> null;
        });
  }

  private static Task of(Pending pending) {
    return switch (pending) {
      case Recording _ -> LOOK;
      case FileClosed _ -> PLAY;
      case Probed _ -> DIGEST;
      case Hashed _ -> CHOOSE_PLACE;
      case Uploading _ -> SHIP;
    };
  }
}
