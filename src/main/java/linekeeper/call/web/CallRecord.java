package linekeeper.call.web;

import java.time.Instant;
import java.util.List;
import linekeeper.call.store.StoredCall;
import org.jspecify.annotations.Nullable;

/**
 * A call as people see it: the number masked, durations in seconds with their milliseconds beside
 * them.
 *
 * @param outcome {@code ANSWERED}, {@code LOST}, {@code IN_PROGRESS} or, where we called and nobody
 *     talked, {@code NOT_REACHED}
 * @param direction {@code IN} or {@code OUT}
 */
record CallRecord(
    String callId,
    String line,
    @Nullable String queue,
    String callerMasked,
    String dialled,
    Instant arrivedAt,
    @Nullable Instant queuedAt,
    @Nullable Instant offeredAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Instant completedAt,
    double waitSec,
    double ringSec,
    double talkSec,
    double holdSec,
    double wrapSec,
    String outcome,
    @Nullable String lossType,
    @Nullable String agentId,
    @Nullable String seatId,
    List<String> recordingIds,
    boolean inferred,
    String direction) {
  private static final double MILLIS = 1000.0;

  static CallRecord of(StoredCall it) {
    return new CallRecord(
        it.id(),
        it.line(),
        it.queue(),
        it.caller().masked(),
        it.dialled(),
        it.arrivedAt(),
        it.queuedAt(),
        it.offeredAt(),
        it.answeredAt(),
        it.endedAt(),
        it.completedAt(),
        it.waitMillis() / MILLIS,
        it.ringMillis() / MILLIS,
        it.talkMillis() / MILLIS,
        it.holdMillis() / MILLIS,
        it.wrapMillis() / MILLIS,
        outcome(it),
        it.lossType(),
        it.agent(),
        it.seat(),
        it.recordings(),
        it.inferred(),
        it.direction());
  }

  private static String outcome(StoredCall it) {
    if (it.lossType() != null) {
      return "LOST";
    }
    if (it.endedAt() == null) {
      return "IN_PROGRESS";
    }
    if (it.answeredAt() != null) {
      return "ANSWERED";
    }
    return it.direction().equals("OUT") ? "NOT_REACHED" : "IN_PROGRESS";
  }
}
