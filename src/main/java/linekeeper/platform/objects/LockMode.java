package linekeeper.platform.objects;

import io.minio.messages.RetentionMode;
import org.jspecify.annotations.Nullable;

/** How firmly a store that can is asked to keep objects (S3 Object Lock). */
public enum LockMode {
  /** Not asked at all. */
  OFF(null),
  /** Nobody deletes in time but who has the store's own right to bypass. */
  GOVERNANCE(RetentionMode.GOVERNANCE),
  /** Nobody deletes in time, the store's administrators neither; no mistake can be undone. */
  COMPLIANCE(RetentionMode.COMPLIANCE);

  private final @Nullable RetentionMode mode;

  LockMode(@Nullable RetentionMode mode) {
    this.mode = mode;
  }

  /** As the client names it; null where nothing is asked. */
  @Nullable RetentionMode mode() {
    return mode;
  }
}
