package linekeeper.call.model;

import java.util.List;
import linekeeper.call.Manner;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.seat.model.SeatInput;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import org.jspecify.annotations.Nullable;

/** Lets a fact find its call or seat. */
final class Hearing {
  private final FloorStep step;

  Hearing(FloorStep step) {
    this.step = step;
  }

  void hear(Fact fact) {
    switch (fact) {
      case Fact.LegArrived it -> arrived(it);
      case Fact.LegRinging it -> leg(it.leg(), new CallInput.LegRinging(it.leg()));
      case Fact.LegUp it -> legUp(it.leg());
      case Fact.LegGone it -> leg(it.leg(), new CallInput.LegGone(it.leg(), it.cause(), false));
      case Fact.LegLeft it -> leg(it.leg(), new CallInput.LegLeft(it.leg()));
      case Fact.LegHeld it -> leg(it.leg(), new CallInput.PhoneHold(it.leg(), true));
      case Fact.LegResumed it -> leg(it.leg(), new CallInput.PhoneHold(it.leg(), false));
      case Fact.DigitPressed it -> leg(it.leg(), new CallInput.KeyPressed(it.leg(), it.digit()));
      case Fact.PlayEnded it ->
          to(step.state.byPlay(it.play()), new CallInput.PlayEnded(it.play(), it.completed()));
      case Fact.BridgeGone _ -> {}
      case Fact.RecordingStarted it ->
          to(step.state.byRecording(it.recording()), new CallInput.RecordingStarted());
      case Fact.RecordingPaused it ->
          to(
              step.state.byRecording(it.recording()),
              new CallInput.RecordingPaused(it.paused(), it.number()));
      case Fact.RecordingStopped it ->
          to(step.state.byRecording(it.recording()), new CallInput.RecordingStopped());
      case Fact.Failed it -> failed(it);
      case Fact.PhoneSeen it -> step.seat(it.seat(), new SeatInput.PhoneSeen(it.reachable()));
      case Fact.LinkChanged it -> new Meanwhile(step).link(it);
      case Fact.Synced it -> new Resyncing(step).compare(it.snapshot());
      case Fact.CallMissed it -> {
        new Meanwhile(step).missed(it.call());
        step.state.ledger = it.place();
      }
      case Fact.LedgerRead it -> step.state.ledger = it.place();
    }
  }

  /** A caller; one whose number is no line of ours hears that it does not exist. */
  void arrived(Fact.LegArrived fact) {
    if (step.state.byLeg(fact.leg()) != null) {
      step.outcome.oddities().add("arrived-twice");
      return;
    }
    if (step.state.over(fact.leg())) {
      step.outcome.oddities().add("arrived-after-its-end");
      step.outcome.instructions().add(new Instruction.HangUp(fact.leg(), Cause.NORMAL));
      return;
    }
    FloorPlan.Line line = step.plan.lines().get(fact.dialled());
    if (line == null) {
      step.outcome.oddities().add("number-unknown");
      step.outcome.instructions().add(new Instruction.HangUp(fact.leg(), Cause.UNALLOCATED));
      return;
    }
    Card card =
        new Card(
            step.ids.call(),
            line.id(),
            line.queue(),
            fact.leg(),
            fact.caller(),
            fact.dialled(),
            step.ids.bridge(),
            step.ids.recording(),
            step.now,
            null,
            Manner.PLAIN);
    // a callback that waits takes no caller's room: each caller turned away would be one more
    if (step.state.crowd() >= step.plan.limits().calls()) {
      step.outcome.oddities().add("floor-full");
      step.turnAway(card);
    } else {
      step.begin(card);
    }
    withdraw(card);
  }

  /** Whom we are about to call is on the line himself: his phone must not ring meanwhile. */
  private void withdraw(Card arrived) {
    for (Call call : List.copyOf(step.state.calls().values())) {
      if (call.card().outbound() && call.card().caller().equals(arrived.caller())) {
        step.call(call.card().id(), new CallInput.Withdraw());
      }
    }
  }

  /** A leg of ours that answers when its call is long gone must not stay up alone. */
  private void legUp(LegId leg) {
    if (step.state.byLeg(leg) == null && leg.value().startsWith(Ids.LEG_PREFIX)) {
      step.outcome.oddities().add("orphan-leg");
      step.outcome.instructions().add(new Instruction.HangUp(leg, Cause.NORMAL));
      return;
    }
    leg(leg, new CallInput.LegUp(leg));
  }

  private void leg(LegId leg, CallInput input) {
    to(step.state.byLeg(leg), input);
  }

  private void to(@Nullable Call call, CallInput input) {
    if (call != null) {
      step.call(call.card().id(), input);
    }
  }

  private void failed(Fact.Failed fact) {
    CallId call = Addresses.call(fact.instruction(), step.state);
    if (call == null) {
      step.outcome.oddities().add("failed-" + fact.instruction().getClass().getSimpleName());
    } else {
      step.call(call, new CallInput.Failed(fact.instruction(), fact.status(), fact.reason()));
    }
  }
}
