package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.LegId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;

/**
 * One step of a call while it is being decided: the call as it will be, and what has been gathered
 * to be done.
 */
final class Turn {
  final CallRules rules;
  final Surroundings around;
  final Instant now;
  private Call call;
  private final List<CallEffect> effects = new ArrayList<>();

  Turn(Call call, CallRules rules, Surroundings around, Instant now) {
    this.call = call;
    this.rules = rules;
    this.around = around;
    this.now = now;
  }

  Call call() {
    return call;
  }

  Card card() {
    return call.card();
  }

  Ledger ledger() {
    return call.ledger();
  }

  LegId caller() {
    return call.card().callerLeg();
  }

  Turn tell(Instruction instruction) {
    effects.add(new CallEffect.Tell(instruction));
    return this;
  }

  Turn happened(CallEvent event) {
    effects.add(new CallEffect.Happened(event));
    return this;
  }

  Turn effect(CallEffect effect) {
    effects.add(effect);
    return this;
  }

  Turn alarm(CallAlarm alarm, Duration in) {
    return effect(new CallEffect.SetAlarm(alarm, now.plus(in)));
  }

  Turn cancel(CallAlarm... alarms) {
    for (CallAlarm alarm : alarms) {
      effects.add(new CallEffect.CancelAlarm(alarm));
    }
    return this;
  }

  Turn ledger(Ledger ledger) {
    call = call.with(ledger);
    return this;
  }

  Turn queue(QueueId queue) {
    call = new Call(call.card().in(queue), call.ledger(), call.phase());
    return this;
  }

  /** Ends the step in this phase. */
  Step<Call, CallEffect> to(Call.Phase phase) {
    return Step.to(call.in(phase), effects);
  }

  /** Ends the step where it began, with what was gathered. */
  Step<Call, CallEffect> stay() {
    return Step.to(call, effects);
  }

  /** An input that means nothing here and should not have come. */
  Step<Call, CallEffect> odd(String what) {
    effects.add(new CallEffect.Odd(what));
    return stay();
  }

  Step<Call, CallEffect> refused(String code, String message) {
    return Step.refused(call, Refusal.of(code, message));
  }
}
