package linekeeper.platform.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store itself keeps of something, as it confirmed: whoever goes around us is refused as
 * well.
 *
 * @param until until when it refuses to delete it; null where it was never asked, or cannot
 * @param held whether it refuses also after that
 * @param refusal why it did not do what it was last asked for; null where it did
 */
public record StoreLock(@Nullable Instant until, boolean held, @Nullable String refusal) {
  /** It was never asked for anything. */
  public static final StoreLock NONE = new StoreLock(null, false, null);

  /** Whose refusal somebody meets who deletes it before its day. */
  public GuardedBy guardedBy() {
    return until == null ? GuardedBy.LINEKEEPER : GuardedBy.STORE;
  }

  /** Who refuses to delete it before its day. */
  public enum GuardedBy {
    /** The store itself, whoever asks. */
    STORE,
    /** Linekeeper alone: who has the store's keys is not bound. */
    LINEKEEPER
  }
}
