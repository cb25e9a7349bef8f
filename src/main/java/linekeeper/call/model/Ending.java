package linekeeper.call.model;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.LossType;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import org.jspecify.annotations.Nullable;

/** How calls end, from wherever they are, and what is waited for afterwards. */
final class Ending {
  private Ending() {}

  /**
   * What every phase answers alike: the caller goes, the audio begins or ends, and what means
   * nothing here.
   */
  static Step<Call, CallEffect> common(Turn turn, CallInput input, @Nullable LossType loss) {
    return switch (input) {
      case CallInput.LegGone it when it.leg().equals(turn.caller()) -> callerGone(turn, it, loss);
      case CallInput.LegLeft it when it.leg().equals(turn.caller()) -> callerGone(turn, loss);
      case CallInput.RecordingStarted _ -> Audio.started(turn).stay();
      case CallInput.RecordingStopped _ -> Audio.stopped(turn).stay();
      case CallInput.Failed it when Audio.concerns(it) -> Audio.failed(turn, it).stay();
      case CallInput.RecordingPaused it -> Silence.heard(turn, it).stay();
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RECORD -> Audio.again(turn).stay();
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.PAUSE -> Silence.end(turn).stay();
      case CallInput.WrapUpDone it -> turn.ledger(turn.ledger().wrapped(it.millis())).stay();
      case CallInput.Failed it -> turn.odd("failed-" + it.instruction().getClass().getSimpleName());
      case CallInput.Resynced _, CallInput.PlayEnded _, CallInput.PhoneHold _, CallInput.LegUp _ ->
          turn.stay();
      case CallInput.LegRinging _,
          CallInput.LegGone _,
          CallInput.LegLeft _,
          CallInput.KeyPressed _,
          CallInput.AlarmRang _ ->
          turn.stay();
      case CallInput.Withdraw _ -> turn.stay();
      case CallInput.OfferTo _, CallInput.OfferWithdrawn _, CallInput.TurnedAway _ ->
          turn.odd("queue-out-of-step");
      case CallInput.Decline _,
          CallInput.Hold _,
          CallInput.Resume _,
          CallInput.OfRecording _,
          CallInput.HangUp _,
          CallInput.TransferToSeat _,
          CallInput.TransferToNumber _,
          CallInput.TransferToQueue _,
          CallInput.ConsultSeat _,
          CallInput.ConsultNumber _,
          CallInput.CompleteTransfer _,
          CallInput.CancelConsult _,
          CallInput.ThreeWay _ ->
          notNow(turn);
    };
  }

  private static Step<Call, CallEffect> notNow(Turn turn) {
    String state = Words.state(turn.call());
    return turn.refused("call.wrong-state", "the call is " + state + ": this cannot be done now");
  }

  private static Step<Call, CallEffect> callerGone(
      Turn turn, CallInput.LegGone input, @Nullable LossType loss) {
    if (input.inferred() && CitizenFirst.waits(turn)) {
      return unreached(
          turn.ledger(turn.ledger().markInferred()), AttemptEnd.FAILED, Set.of(turn.caller()));
    }
    if (!input.inferred()) {
      return callerGone(turn, loss);
    }
    boolean lost = loss != null && loss.request() && turn.ledger().lossType() == null;
    return callerGone(
        turn.ledger(turn.ledger().markInferred()), lost ? LossType.SYSTEM_BREAK : loss);
  }

  private static Step<Call, CallEffect> callerGone(Turn turn, @Nullable LossType loss) {
    if (CitizenFirst.waits(turn)) {
      AttemptEnd end = turn.ledger().attemptEnd();
      return unreached(turn, end == null ? AttemptEnd.ABANDONED : end, Set.of(turn.caller()));
    }
    return end(turn, turn.ledger().answeredAt() == null ? loss : null, Set.of(turn.caller()));
  }

  /** The party hung up. */
  static Step<Call, CallEffect> byParty(Turn turn, CallInput.LegGone input) {
    if (input.inferred()) {
      turn.ledger(turn.ledger().markInferred());
    }
    Party party = turn.call().party();
    return end(turn, null, party == null ? Set.of() : Set.of(party.leg()));
  }

  /** We end it: because the seat asked, or after a farewell whose loss the ledger bears. */
  static Step<Call, CallEffect> bySystem(Turn turn) {
    return end(turn, turn.ledger().lossType(), Set.of());
  }

  /** There is no room for one more: a request, lost before it could wait. */
  static Step<Call, CallEffect> turnAway(Turn turn) {
    turn.tell(new Instruction.HangUp(turn.caller(), Cause.CONGESTION));
    return close(turn, LossType.QUEUE_FULL, Set.of(turn.caller()));
  }

  /**
   * We call, and it came to no conversation; {@code gone} are the legs that are over, or never
   * were.
   */
  static Step<Call, CallEffect> unreached(Turn turn, AttemptEnd end, Set<LegId> gone) {
    return end(turn.ledger(turn.ledger().attempt(end)), null, gone);
  }

  /** The leg was gone before it could be answered. */
  static Step<Call, CallEffect> neverThere(Turn turn) {
    return callerGone(turn, LossType.GREETING_ABANDON);
  }

  /** The switch let us down before the caller was greeted. */
  static Step<Call, CallEffect> breakOff(Turn turn) {
    return end(turn, LossType.SYSTEM_BREAK, Set.of());
  }

  /** Ends the call; {@code gone} are the legs that are over already. */
  private static Step<Call, CallEffect> end(Turn turn, @Nullable LossType loss, Set<LegId> gone) {
    Set<LegId> open = new LinkedHashSet<>(turn.call().legs());
    open.removeAll(gone);
    if (turn.ledger().recording() && open.contains(turn.caller())) {
      // told while the leg is up, the switch says when the file is complete; at a hang-up it does
      // not
      turn.tell(new Instruction.StopRecording(turn.card().recording(), turn.caller()));
    }
    open.forEach(leg -> turn.tell(new Instruction.HangUp(leg, Cause.NORMAL)));
    return close(turn, loss, open);
  }

  /** Closes the books; {@code open} are the legs that were told to end. */
  private static Step<Call, CallEffect> close(Turn turn, @Nullable LossType loss, Set<LegId> open) {
    turn.cancel(
            CallAlarm.STUCK,
            CallAlarm.WAIT,
            CallAlarm.ANNOUNCE,
            CallAlarm.INVITE,
            CallAlarm.RING,
            CallAlarm.RECORD,
            CallAlarm.PAUSE)
        .effect(new CallEffect.LeaveQueue());
    leaveSeats(turn, turn.call().phase());
    if (turn.ledger().answeredAt() != null) {
      turn.tell(new Instruction.CloseBridge(turn.card().bridge()));
    }
    turn.ledger(turn.ledger().back(turn.now).ended(turn.now, loss));
    if (!turn.card().outbound() && turn.ledger().zeroTalk(turn.rules.zeroTalk())) {
      turn.ledger(turn.ledger().losing(LossType.ZERO_TALK));
    }
    tell(turn);
    turn.alarm(CallAlarm.REAP, CallRules.PATIENCE);
    return settle(
        turn, new Phase.Ended(turn.now, open, turn.ledger().recording(), turn.around.holding()));
  }

  private static void tell(Turn turn) {
    Card card = turn.card();
    LossType loss = turn.ledger().lossType();
    if (loss != null && loss.request() && turn.ledger().queuedAt() == null) {
      // a request that was lost before it could join a queue is a request all the same
      turn.ledger(turn.ledger().queued(turn.now))
          .happened(new CallEvent.Queued(card.id(), turn.now, card.queue()));
    }
    if (loss != null) {
      turn.happened(
          new CallEvent.Lost(
              card.id(),
              turn.now,
              loss,
              card.caller(),
              card.line(),
              turn.ledger().waitMillis(),
              turn.ledger().keptPlace()));
    }
    Outgoing.over(turn);
    turn.happened(new CallEvent.Ended(card.id(), turn.now, Summaries.of(turn.call(), null)));
  }

  private static void leaveSeats(Turn turn, Phase phase) {
    switch (phase) {
      case Phase.Offered it -> {
        turn.ledger(turn.ledger().rang(it.since(), turn.now));
        Offering.ended(turn, it.to(), OfferEnd.WITHDRAWN);
      }
      case Phase.Calling it -> {
        turn.ledger(turn.ledger().rang(it.since(), turn.now));
        Offering.ended(turn, it.with(), Outgoing.offerEnd(turn.ledger().attemptEnd()));
      }
      case Phase.Reaching it -> done(turn, it.with());
      case Phase.Fetching it ->
          turn.effect(new CallEffect.OfferOver(Objects.requireNonNull(it.kept().seat()), false));
      case Phase.Talking it -> done(turn, it.with());
      case Phase.Held it -> done(turn, it.with());
      case Phase.ThreeWay it -> {
        done(turn, it.with());
        done(turn, it.third());
      }
      case Phase.Consulting it -> {
        done(turn, it.with());
        Consultation.over(turn, it);
        if (it.asked().up()) {
          done(turn, it.asked());
        } else {
          Offering.ended(turn, it.asked(), OfferEnd.WITHDRAWN);
        }
      }
      case Phase.Arrived _, Phase.Greeting _, Phase.Queued _, Phase.Farewell _ -> {}
      case Phase.Due _, Phase.Ended _ -> {}
    }
  }

  private static void done(Turn turn, Party party) {
    if (party.seat() != null) {
      turn.effect(new CallEffect.SeatDone(party.seat()));
    }
  }

  /** After the end: legs, audio and wrap-up close in any order. */
  static Step<Call, CallEffect> ended(Turn turn, Phase.Ended phase, CallInput input) {
    return switch (input) {
      case CallInput.LegGone it -> settle(turn, without(phase, it.leg()));
      case CallInput.LegLeft it -> settle(turn, without(phase, it.leg()));
      case CallInput.LegUp it -> turn.tell(new Instruction.HangUp(it.leg(), Cause.NORMAL)).stay();
      case CallInput.RecordingStopped _ -> settle(Audio.stopped(turn), silent(phase));
      case CallInput.Failed it when it.instruction() instanceof Instruction.StartRecording ->
          settle(Audio.failed(turn, it), silent(phase));
      case CallInput.WrapUpDone it -> {
        Set<SeatId> left = new LinkedHashSet<>(phase.wrapUp());
        left.remove(it.seat());
        turn.ledger(turn.ledger().wrapped(it.millis()));
        yield settle(turn, new Phase.Ended(phase.since(), phase.open(), phase.recording(), left));
      }
      case CallInput.Resynced _ -> {
        phase.open().forEach(leg -> turn.tell(new Instruction.HangUp(leg, Cause.NORMAL)));
        if (turn.ledger().answeredAt() != null) {
          turn.tell(new Instruction.CloseBridge(turn.card().bridge()));
        }
        yield turn.stay();
      }
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.REAP -> reap(turn, phase);
      default -> common(turn, input, null);
    };
  }

  private static Phase.Ended without(Phase.Ended phase, LegId leg) {
    Set<LegId> open = new LinkedHashSet<>(phase.open());
    open.remove(leg);
    return new Phase.Ended(phase.since(), open, phase.recording(), phase.wrapUp());
  }

  private static Phase.Ended silent(Phase.Ended phase) {
    return new Phase.Ended(phase.since(), phase.open(), false, phase.wrapUp());
  }

  /**
   * What the switch never told us is not waited for any longer; a resync finds what is really left
   * over.
   */
  private static Step<Call, CallEffect> reap(Turn turn, Phase.Ended phase) {
    if (!turn.around.linkUp()) {
      // forgotten now, a caller's leg that could not be ended would look like a new caller later
      return turn.alarm(CallAlarm.REAP, CallRules.PATIENCE).stay();
    }
    if (!phase.open().isEmpty()) {
      phase.open().forEach(leg -> turn.tell(new Instruction.HangUp(leg, Cause.NORMAL)));
      turn.effect(new CallEffect.Odd("leg-end-not-heard"));
    }
    if (phase.recording()) {
      Audio.stopped(turn.effect(new CallEffect.Odd("recording-end-not-heard")));
    }
    return settle(turn, new Phase.Ended(phase.since(), Set.of(), false, phase.wrapUp()));
  }

  private static Step<Call, CallEffect> settle(Turn turn, Phase.Ended phase) {
    if (phase.open().isEmpty() && !phase.recording() && phase.wrapUp().isEmpty()) {
      turn.cancel(CallAlarm.REAP)
          .happened(
              new CallEvent.Completed(
                  turn.card().id(), turn.now, Summaries.of(turn.call(), turn.now)))
          .effect(new CallEffect.Done());
    }
    return turn.to(phase);
  }
}
