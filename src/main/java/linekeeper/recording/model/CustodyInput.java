package linekeeper.recording.model;

import java.time.Instant;
import linekeeper.platform.retention.PurgeOrder;
import org.jspecify.annotations.Nullable;

/** What custody hears: from the call, from the spool, from the store. Any of it may come twice. */
public sealed interface CustodyInput {

  /** The switch stopped writing, or the call is over. */
  record StopHeard(Instant at) implements CustodyInput {}

  /**
   * The spool was looked at; size is null where there is no file.
   *
   * @param brief whether it stopped so soon that there may have been nothing to hear
   * @param overdue whether it should have come to its end long ago
   */
  record FileSeen(@Nullable Long size, boolean brief, boolean overdue) implements CustodyInput {
    /** As it is seen at first, when there is no reason to wonder. */
    public FileSeen(@Nullable Long size, boolean brief) {
      this(size, brief, false);
    }

    /** The same, long after it should have come to its end. */
    public FileSeen late() {
      return new FileSeen(size, brief, true);
    }
  }

  /** The file was made playable and a second opinion agrees. */
  record Played(Audio audio) implements CustodyInput {}

  /** The file is not what it should be. */
  record Unplayable(String reason) implements CustodyInput {}

  /** The file was read to its end. */
  record Digested(String digest) implements CustodyInput {}

  /** A place in the store was chosen. */
  record PlaceChosen(Place place) implements CustodyInput {}

  /** What was read back from the store is what was sent. */
  record ReadBackSame() implements CustodyInput {}

  /** What was read back from the store is something else. */
  record ReadBackDifferent() implements CustodyInput {}

  /** The local copy is gone. */
  record LocalRemoved() implements CustodyInput {}

  /** The local copy is not the one that was stored, and stays. */
  record LocalDiffers(String reason) implements CustodyInput {}

  /** The file that a step needs is not there any more. */
  record FileGone() implements CustodyInput {}

  /** Something outside did not work: the disk, the store, a program. */
  record StepFailed(String reason) implements CustodyInput {}

  /** It may be deleted, and is to be. */
  record PurgeOrdered(PurgeOrder order) implements CustodyInput {}

  /** Nothing of it is left, here or in the store. */
  record NothingLeft() implements CustodyInput {}

  /** Something refers to it as its evidence. */
  record ActNamed(String act) implements CustodyInput {}
}
