package linekeeper.recording.model;

import java.time.Instant;
import linekeeper.platform.retention.PurgeOrder;
import org.jspecify.annotations.Nullable;

/**
 * Where a recording is on its way from the switch's spool into the object store. Each state carries
 * what is known by then, and all of it is durable, so that any of them is a place to begin again.
 *
 * <pre>
 * Recording -> FileClosed -> Probed -> Hashed -> Uploading -> Stored -> Linked -> Purging -> Purged
 *     |            |           |          |          |
 *     +------------+-----------+----------+----------+--> FailedRetryable (and on from there)
 *     |            |           |          |          +--> Corrupt
 *     +------------+-----------+----------+-------------> Missing
 *     +-------------------------------------------------> Unheard
 * </pre>
 */
public sealed interface Custody {

  /** The state's name to the outside and in the database. */
  String name();

  /**
   * Whether it can be worked out again, as the file is in the spool still and nothing removes it.
   */
  default boolean repeatable() {
    return false;
  }

  /** Somebody still has work with it. */
  sealed interface Pending extends Custody {
    @Override
    default boolean repeatable() {
      return true;
    }
  }

  /**
   * The switch writes, or is finishing.
   *
   * @param stoppedAt when the switch was heard to stop; null while it talks
   * @param seen what the file looked like when last seen after that
   * @param lookAt when to look next
   * @param endlessAt when people were told that it does not come to its end; null while nothing is
   *     wrong
   */
  record Recording(
      @Nullable Instant stoppedAt,
      @Nullable Look seen,
      @Nullable Instant lookAt,
      @Nullable Instant endlessAt)
      implements Pending {
    /** The switch has just begun. */
    public static final Recording BEGUN = new Recording(null, null, null);

    /** One with which nothing is wrong. */
    public Recording(@Nullable Instant stoppedAt, @Nullable Look seen, @Nullable Instant lookAt) {
      this(stoppedAt, seen, lookAt, null);
    }

    @Override
    public String name() {
      return "RECORDING";
    }
  }

  /** The file no longer grows. */
  record FileClosed() implements Pending {
    @Override
    public String name() {
      return "FILE_CLOSED";
    }
  }

  /** It is a file that plays. */
  record Probed(Audio audio) implements Pending {
    @Override
    public String name() {
      return "PROBED";
    }
  }

  /** Its digest is known: from here on any change would show. */
  record Hashed(Audio audio, String digest) implements Pending {
    @Override
    public String name() {
      return "HASHED";
    }
  }

  /**
   * It may be in the store, in part or whole; nobody has looked.
   *
   * @param mismatches how often something else was read back
   */
  record Uploading(Audio audio, String digest, Place place, int mismatches) implements Pending {
    @Override
    public String name() {
      return "UPLOADING";
    }
  }

  /**
   * The store holds it: read back, and the same by size and digest.
   *
   * @param removeAt when the local copy is to be removed next; null once it is gone
   */
  record Stored(
      Audio audio, String digest, Place place, Instant storedAt, @Nullable Instant removeAt)
      implements Custody {
    @Override
    public String name() {
      return "STORED";
    }
  }

  /** It proves an act: something refers to it as its evidence. */
  record Linked(Stored stored, String act) implements Custody {
    @Override
    public String name() {
      return "LINKED";
    }
  }

  /**
   * It is to be deleted, everywhere: there is no way back.
   *
   * @param act what it proved, or null
   * @param dueAt when that is tried next
   * @param refusal why it could not be done yet: the store keeps it still, for one; or null
   */
  record Purging(
      Stored stored,
      @Nullable String act,
      PurgeOrder order,
      Instant dueAt,
      @Nullable String refusal)
      implements Custody {
    @Override
    public String name() {
      return "PURGING";
    }
  }

  /**
   * It was deleted, and seen not to be there any more.
   *
   * @param goneAt when that was seen
   */
  record Purged(Stored stored, @Nullable String act, PurgeOrder order, Instant goneAt)
      implements Custody {
    @Override
    public String name() {
      return "PURGED";
    }
  }

  /**
   * A step failed for a reason outside; it is tried again.
   *
   * @param before the state it is still in, as far as the recording goes
   * @param attempts how often in a row
   */
  record FailedRetryable(Pending before, int attempts, Instant dueAt, String reason)
      implements Custody {
    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public String name() {
      return "FAILED_RETRYABLE";
    }
  }

  /** There is no audio: no file, or nothing in it. */
  sealed interface Absent extends Custody {
    /** The empty file is there still. */
    String EMPTY = "empty file";

    /** It is removed. */
    String EMPTY_REMOVED = "empty file, removed";

    /** It could not be removed. */
    String EMPTY_STAYS = "empty file, stays";

    /** What is there instead. */
    String reason();

    /** The same for another reason. */
    Absent because(String reason);
  }

  /** There was something to be heard, and there is no audio of it. Raises an alarm. */
  record Missing(String reason) implements Absent {
    @Override
    public String name() {
      return "MISSING";
    }

    @Override
    public Absent because(String other) {
      return new Missing(other);
    }
  }

  /** Hung up before anything could be heard: there is nothing to keep, and nothing is wrong. */
  record Unheard(String reason) implements Absent {
    @Override
    public String name() {
      return "UNHEARD";
    }

    @Override
    public Absent because(String other) {
      return new Unheard(other);
    }
  }

  /** There is something, and it is not what it should be. Kept wherever it is; raises an alarm. */
  record Corrupt(Pending before, String reason) implements Custody {
    @Override
    public String name() {
      return "CORRUPT";
    }
  }

  /**
   * A file as it was seen.
   *
   * @param size in bytes
   * @param since since when it has had this size
   */
  record Look(long size, Instant since) {}
}
