package linekeeper.callback.desk;

import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.PhoneNumber;
import linekeeper.platform.journal.Subscriber;
import org.springframework.stereotype.Component;

/**
 * Hears of lost callers, of those who call again, and of our own attempts. Each event may come
 * twice: losses are known by their call, attempts by their id, and an old call of a caller says
 * nothing about a later loss.
 */
@Component
final class CallbackFeed implements Subscriber<CallEvent> {
  private final Callbacks callbacks;
  private final Rules rules;
  private final Ringer ringer;

  CallbackFeed(Callbacks callbacks, Rules rules, Ringer ringer) {
    this.callbacks = callbacks;
    this.rules = rules;
    this.ringer = ringer;
  }

  @Override
  public String name() {
    return "callbacks";
  }

  @Override
  public Class<CallEvent> type() {
    return CallEvent.class;
  }

  @Override
  public void on(long number, CallEvent event) {
    switch (event) {
      case CallEvent.Arrived it ->
          caller(it.caller(), new CallbackInput.CallerBack(it.call(), it.at()));
      case CallEvent.Lost it -> lost(it);
      case CallEvent.Ended it -> ended(it.summary());
      case CallEvent.CalledOut it ->
          callbacks
              .begun(it, rules.change(new CallbackInput.AttemptOffered(it.attempt(), it.agent())))
              .ifPresent(ringer::withdraw);
      case CallEvent.CallbackWaits it ->
          callbacks
              .waits(it, rules.change(new CallbackInput.AttemptWaits(it.attempt())))
              .ifPresent(ringer::withdraw);
      case CallEvent.Answered it -> answered(it);
      case CallEvent.AttemptOver it ->
          callbacks.over(
              it,
              rules.change(
                  new CallbackInput.AttemptOver(
                      it.attempt(), it.end(), it.dialledAt(), it.talkMillis())));
      case CallEvent.Queued _, CallEvent.Offered _, CallEvent.OfferEnded _ -> {}
      case CallEvent.Transferred _, CallEvent.Consulted _, CallEvent.Completed _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
    }
  }

  private void lost(CallEvent.Lost event) {
    if (event.lossType().request()) {
      callbacks
          .lost(event, rules.change(CallbackInput.LostAgain.of(event)), rules.opening().open(event))
          .ifPresent(ringer::withdraw);
    }
  }

  private void ended(CallSummary summary) {
    if (summary.attempt() != null || summary.endedAt() == null) {
      return;
    }
    boolean served = summary.answeredAt() != null && summary.lossType() == null;
    caller(
        summary.caller(),
        served
            ? new CallbackInput.CallerServed(summary.callId(), summary.endedAt())
            : new CallbackInput.CallerLeft(summary.callId()));
  }

  private void caller(PhoneNumber heard, CallbackInput input) {
    PhoneNumber citizen = rules.opening().citizen(heard);
    if (!citizen.withheld()) {
      callbacks.changeOpen(citizen, rules.change(input)).ifPresent(ringer::withdraw);
    }
  }

  private void answered(CallEvent.Answered event) {
    callbacks
        .attemptOf(event.call())
        .ifPresent(attempt ->
            callbacks.answered(
                attempt,
                event,
                rules.change(
                    new CallbackInput.AttemptAnswered(attempt.id(), event.agent(), event.call()))));
  }
}
