package linekeeper.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import org.jspecify.annotations.Nullable;

/** What somebody's earlier calls came to, for whoever is about to talk to him. */
public interface PastCalls {

  /**
   * The calls that came in under any of these numbers, the newest first: those before that moment,
   * and of those at that moment the ones with a lesser id.
   */
  List<PastCall> of(Collection<PhoneNumber> numbers, Instant beforeAt, String beforeId, int limit);

  /**
   * A call that came in.
   *
   * @param lossType how it was lost, or null where it was not, or is not over
   * @param agent who talked, at last, or null where nobody did
   * @param waitMillis how long he waited in the queue
   */
  record PastCall(
      CallId id,
      LineId line,
      @Nullable QueueId queue,
      Instant arrivedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      @Nullable LossType lossType,
      @Nullable AgentId agent,
      long waitMillis,
      long talkMillis) {}
}
