package linekeeper.call.model;

import java.time.Instant;
import java.util.List;
import linekeeper.call.event.CallEvent.CallSummary;
import org.jspecify.annotations.Nullable;

/** A call's figures, worked out from its ledger. */
final class Summaries {
  private Summaries() {}

  static CallSummary of(Call call, @Nullable Instant completedAt) {
    Card card = call.card();
    Ledger ledger = call.ledger();
    return new CallSummary(
        card.id(),
        card.line(),
        ledger.queuedAt() == null ? null : card.queue(),
        card.caller(),
        card.dialled(),
        card.arrivedAt(),
        ledger.queuedAt(),
        ledger.offeredAt(),
        ledger.answeredAt(),
        ledger.endedAt(),
        completedAt,
        ledger.waitMillis(),
        ledger.ringMillis(),
        ledger.talkMillis(),
        ledger.holdMillis(),
        ledger.wrapMillis(),
        ledger.lossType(),
        ledger.agent(),
        ledger.answeredBy(),
        ledger.recorded() ? List.of(card.recording()) : List.of(),
        ledger.inferred(),
        card.attempt());
  }
}
