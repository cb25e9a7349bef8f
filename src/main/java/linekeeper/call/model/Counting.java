package linekeeper.call.model;

import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;

/** Which events count for what. */
final class Counting {
  private static final long FIFTEEN_SECONDS = 15_000;
  private static final long TWENTY_SECONDS = 20_000;

  private Counting() {}

  static void count(CallEvent event, FloorState state) {
    Call call = state.call(event.call());
    if (call == null || call.card().outbound()) {
      // K-01 to K-07 are about those who call us
      return;
    }
    Tally tally = state.tally;
    switch (event) {
      case CallEvent.Queued it -> tally.add(it.at(), Measure.REQUESTS, 1);
      case CallEvent.Answered it -> answered(call, it, tally, 1);
      case CallEvent.Lost it -> lost(call, it, tally);
      // K-07 is about the answered
      case CallEvent.Completed it when it.summary().lossType() != null -> {}
      case CallEvent.Completed it -> {
        tally.add(joined(call), Measure.TALK, it.summary().talkMillis());
        tally.add(joined(call), Measure.HOLD, it.summary().holdMillis());
        tally.add(joined(call), Measure.WRAP, it.summary().wrapMillis());
      }
      case CallEvent.Arrived _,
          CallEvent.CalledOut _,
          CallEvent.CallbackWaits _,
          CallEvent.AttemptOver _,
          CallEvent.Offered _,
          CallEvent.OfferEnded _,
          CallEvent.Transferred _,
          CallEvent.Consulted _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _, CallEvent.Ended _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
    }
  }

  private static void answered(Call call, CallEvent.Answered event, Tally tally, int sign) {
    if (event.at().equals(call.ledger().answeredAt())) {
      answered(call, tally, sign);
    }
  }

  private static void answered(Call call, Tally tally, int sign) {
    long wait = call.ledger().waitMillis();
    tally.add(joined(call), Measure.ANSWERED, sign);
    tally.add(joined(call), Measure.ANSWER_WAIT, sign * wait);
    if (wait <= FIFTEEN_SECONDS) {
      tally.add(joined(call), Measure.WITHIN_15S, sign);
    }
    if (wait <= TWENTY_SECONDS) {
      tally.add(joined(call), Measure.WITHIN_20S, sign);
    }
  }

  private static void lost(Call call, CallEvent.Lost event, Tally tally) {
    tally.add(joined(call), Measure.of(event.lossType()), 1);
    if (event.lossType() == LossType.ZERO_TALK) {
      // it was counted as answered when the agent took it: K-01 wants talk
      answered(call, tally, -1);
    }
  }

  private static Instant joined(Call call) {
    Instant queuedAt = call.ledger().queuedAt();
    return queuedAt == null ? call.card().arrivedAt() : queuedAt;
  }
}
