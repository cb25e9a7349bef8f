package linekeeper.recording.desk;

import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Subscriber;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import org.springframework.stereotype.Component;

/**
 * Hears of calls and takes their recordings into custody. From the answer on a row exists, so a
 * recording that never came to be is missed.
 */
@Component
final class CustodyFeed implements Subscriber<CallEvent> {
  private final RecordingStore rows;
  private final PauseStore pauses;
  private final Custodian custodian;

  CustodyFeed(RecordingStore rows, PauseStore pauses, Custodian custodian) {
    this.rows = rows;
    this.pauses = pauses;
    this.custodian = custodian;
  }

  @Override
  public String name() {
    return "recordings";
  }

  @Override
  public Class<CallEvent> type() {
    return CallEvent.class;
  }

  @Override
  public void on(long number, CallEvent event) {
    switch (event) {
      case CallEvent.Answered it -> {
        rows.begin(it.recording(), it.call(), it.at());
        rows.talks(it.recording(), it.agent());
      }
      case CallEvent.RecordingStarted it -> {
        rows.begin(it.recording(), it.call(), it.at());
        rows.heard(it.recording(), it.at());
      }
      case CallEvent.RecordingPaused it ->
          pauses.begin(it.recording(), number, it.agent(), it.why(), it.at());
      case CallEvent.RecordingResumed it -> pauses.end(it.recording(), number, it.at());
      case CallEvent.RecordingStopped it -> {
        pauses.end(it.recording(), number, it.at());
        stopped(it.recording(), it.at());
      }
      case CallEvent.Ended it -> {
        it.summary().recordingIds().forEach(id -> pauses.end(id, number, it.at()));
        ended(it.summary(), it.at());
      }
      case CallEvent.Arrived _, CallEvent.Queued _, CallEvent.Offered _ -> {}
      case CallEvent.Transferred it -> joined(it);
      case CallEvent.OfferEnded _, CallEvent.Consulted _ -> {}
      case CallEvent.Lost _, CallEvent.Completed _ -> {}
      case CallEvent.CalledOut _, CallEvent.CallbackWaits _, CallEvent.AttemptOver _ -> {}
    }
  }

  /** Who takes a call over, or joins it, talks in what is being recorded. */
  private void joined(CallEvent.Transferred it) {
    AgentId agent = it.agent();
    if (agent != null) {
      rows.ofCall(it.call()).stream()
          .filter(recording -> recording.endedAt() == null)
          .forEach(recording -> rows.talks(recording.id(), agent));
    }
  }

  /** The end says once more what there has to be, should anything before it have been lost. */
  private void ended(CallSummary summary, Instant at) {
    AgentId agent = summary.agentId();
    Instant answeredAt = summary.answeredAt();
    for (RecordingId id : summary.recordingIds()) {
      rows.begin(id, summary.callId(), answeredAt == null ? at : answeredAt);
      rows.about(id, kind(summary), summary.caller().masked());
      if (agent != null) {
        rows.talks(id, agent);
      }
    }
    // also what the switch would not record: who was answered is due a recording
    for (TakenRecording recording : rows.ofCall(summary.callId())) {
      if (recording.endedAt() == null) {
        stopped(recording.id(), at);
      }
    }
  }

  private static RecordingKind kind(CallSummary summary) {
    if (summary.attempt() != null) {
      return RecordingKind.CALLBACK;
    }
    return summary.answeredAt() == null ? RecordingKind.UNANSWERED : RecordingKind.ORDINARY;
  }

  private void stopped(RecordingId id, Instant at) {
    custodian.hear(id, new CustodyInput.StopHeard(at));
    custodian.nudge();
  }
}
