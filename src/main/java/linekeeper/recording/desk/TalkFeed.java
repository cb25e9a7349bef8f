package linekeeper.recording.desk;

import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.Subscriber;
import linekeeper.recording.model.Talk;
import linekeeper.recording.store.TalkStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes down who talked when, from what calls tell and from nothing of what was recorded: the
 * other side of the completeness ledger.
 */
@Component
final class TalkFeed implements Subscriber<CallEvent> {
  private final TalkStore talks;

  TalkFeed(TalkStore talks) {
    this.talks = talks;
  }

  @Override
  public String name() {
    return "talks";
  }

  @Override
  public Class<CallEvent> type() {
    return CallEvent.class;
  }

  @Override
  public boolean inOneTransaction() {
    return true;
  }

  @Override
  public void on(long number, CallEvent event) {
    switch (event) {
      case CallEvent.Answered it -> {
        talks.claim(it.recording(), it.call());
        talks.begin(
            new Talk(
                it.call(),
                number,
                Talk.Kind.ANSWERED,
                it.seat().value(),
                it.agent(),
                it.recording(),
                it.at(),
                null));
      }
      case CallEvent.Transferred it -> transferred(number, it);
      case CallEvent.Consulted it -> consulted(number, it);
      case CallEvent.Ended it -> {
        talks.close(it.call(), number, it.at());
        it.summary().recordingIds().forEach(id -> talks.claim(id, it.call()));
      }
      case CallEvent.Arrived _, CallEvent.Queued _, CallEvent.Offered _ -> {}
      case CallEvent.OfferEnded _, CallEvent.Lost _, CallEvent.Completed _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
      case CallEvent.CalledOut _, CallEvent.CallbackWaits _, CallEvent.AttemptOver _ -> {}
    }
  }

  /** With somebody else, in the same recording. */
  private void transferred(long number, CallEvent.Transferred it) {
    boolean all = it.kind() == TransferKind.THREE_WAY;
    Talk.Kind kind = all ? Talk.Kind.THREE_WAY : Talk.Kind.TRANSFERRED;
    String with = all ? name(it.fromSeat()) + ", " + it.to() : it.to();
    AgentId agent = all ? null : it.agent();
    for (RecordingId recording : talks.recordingOf(it.call())) {
      talks.begin(new Talk(it.call(), number, kind, with, agent, recording, it.at(), null));
    }
  }

  private void consulted(long number, CallEvent.Consulted it) {
    for (RecordingId recording : talks.recordingOf(it.call())) {
      talks.begin(
          new Talk(
              it.call(),
              number,
              Talk.Kind.CONSULTATION,
              it.asked(),
              null,
              recording,
              it.since(),
              it.at()));
    }
  }

  private static String name(@Nullable SeatId seat) {
    return seat == null ? "" : seat.value();
  }
}
