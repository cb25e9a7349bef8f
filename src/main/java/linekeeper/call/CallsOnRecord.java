package linekeeper.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import org.jspecify.annotations.Nullable;

/** The calls that are on record, for whoever holds them against something else. */
public interface CallsOnRecord {

  /** The calls that began in {@code [from, to)}, in either direction. */
  List<CallOnRecord> begun(Instant from, Instant to);

  /** The calls that came in by these legs. */
  List<CallOnRecord> ofLegs(Collection<LegId> legs);

  /** Which of these calls are on record. */
  Collection<CallId> known(Collection<CallId> calls);

  /**
   * A call.
   *
   * @param inbound whether he called us
   * @param leg the caller's leg; null where we called, and in calls from before it was kept
   */
  record CallOnRecord(
      CallId id,
      boolean inbound,
      @Nullable LegId leg,
      Instant arrivedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      long talkMillis) {}
}
