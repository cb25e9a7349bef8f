package linekeeper.call.store;

import java.time.Instant;
import java.util.List;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** One call as it is stored; see domain 3.3 Call. Durations are milliseconds. */
public record StoredCall(
    String id,
    String line,
    @Nullable String queue,
    PhoneNumber caller,
    String dialled,
    Instant arrivedAt,
    @Nullable Instant queuedAt,
    @Nullable Instant offeredAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Instant completedAt,
    long waitMillis,
    long ringMillis,
    long talkMillis,
    long holdMillis,
    long wrapMillis,
    @Nullable String lossType,
    @Nullable String agent,
    @Nullable String seat,
    List<String> recordings,
    boolean inferred,
    String direction) {
  /** Copies the list. */
  public StoredCall {
    recordings = List.copyOf(recordings);
  }
}
