package linekeeper.platform.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: while it holds, what it is of is not deleted, whatever its rule says.
 *
 * @param lifted who lifted it, when and why; null while it holds
 */
public record Hold(UUID id, String reason, String by, Instant at, @Nullable Lifted lifted) {

  /** Its end. */
  public record Lifted(String reason, String by, Instant at) {}
}
