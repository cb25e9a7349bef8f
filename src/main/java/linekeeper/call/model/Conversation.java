package linekeeper.call.model;

import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.LegId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;

/** Caller and party talk, or the caller is held. */
final class Conversation {
  private Conversation() {}

  /** The party answered: both into one bridge, and from now on it is recorded. */
  static Step<Call, CallEffect> begin(Turn turn, Phase.Offered phase) {
    Party party = phase.to().answered();
    turn.cancel(CallAlarm.RING, CallAlarm.WAIT, CallAlarm.ANNOUNCE)
        .ledger(turn.ledger().rang(phase.since(), turn.now).back(turn.now));
    turn.effect(new CallEffect.LeaveQueue());
    Opening.quiet(turn, phase.play());
    turn.tell(new Instruction.OpenBridge(turn.card().bridge()))
        .tell(new Instruction.Join(turn.card().bridge(), List.of(turn.caller(), party.leg())));
    if (party.seat() != null && party.agent() != null) {
      if (turn.ledger().answeredAt() == null) {
        Audio.begin(turn);
      } else {
        Audio.again(turn);
      }
      turn.ledger(turn.ledger().answered(turn.now, party.seat(), party.agent()))
          .happened(
              new CallEvent.Answered(
                  turn.card().id(),
                  turn.now,
                  party.seat(),
                  party.agent(),
                  turn.card().recording(),
                  turn.card().caller()))
          .effect(new CallEffect.SeatAnswered(party.seat()));
    }
    return turn.to(new Phase.Talking(turn.now, party));
  }

  static Step<Call, CallEffect> talking(Turn turn, Phase.Talking phase, CallInput input) {
    return switch (input) {
      case CallInput.LegGone it when it.leg().equals(phase.with().leg()) ->
          Ending.byParty(turn, it);
      case CallInput.Resynced it when it.together() -> stillTogether(turn);
      case CallInput.Resynced _ -> together(turn, List.of(turn.caller(), phase.with().leg()));
      case CallInput.PhoneHold it when it.held() && it.leg().equals(phase.with().leg()) ->
          hold(turn, phase.with(), true);
      case CallInput.Hold it ->
          by(turn, phase.with(), it.by(), () -> hold(turn, phase.with(), false));
      case CallInput.OfRecording it ->
          by(turn, phase.with(), it.by(), () -> Silence.asked(turn, it));
      case CallInput.HangUp it -> by(turn, phase.with(), it.by(), () -> Ending.bySystem(turn));
      case CallInput.TransferToSeat it -> {
        Party to = Party.seat(it.leg(), it.seat(), it.agent());
        yield by(turn, phase.with(), it.by(), () -> pass(turn, phase.with(), to));
      }
      case CallInput.TransferToNumber it -> {
        Party to = Party.outside(it.leg(), it.number());
        yield by(turn, phase.with(), it.by(), () -> pass(turn, phase.with(), to));
      }
      case CallInput.TransferToQueue it ->
          by(turn, phase.with(), it.by(), () -> giveBack(turn, phase.with(), it.queue()));
      case CallInput.ConsultSeat it ->
          by(
              turn,
              phase.with(),
              it.by(),
              () ->
                  Consultation.begin(
                      turn, phase.with(), Party.seat(it.leg(), it.seat(), it.agent())));
      case CallInput.ConsultNumber it ->
          by(
              turn,
              phase.with(),
              it.by(),
              () -> Consultation.begin(turn, phase.with(), Party.outside(it.leg(), it.number())));
      default -> Ending.common(turn, input, null);
    };
  }

  static Step<Call, CallEffect> held(Turn turn, Phase.Held phase, CallInput input) {
    return switch (input) {
      case CallInput.LegGone it when it.leg().equals(phase.with().leg()) ->
          Ending.byParty(turn.ledger(turn.ledger().held(phase.since(), turn.now)), it);
      case CallInput.LegGone it when it.leg().equals(turn.caller()) ->
          Ending.common(turn.ledger(turn.ledger().held(phase.since(), turn.now)), input, null);
      case CallInput.PhoneHold it
          when !it.held() && phase.byPhone() && it.leg().equals(phase.with().leg()) ->
          resume(turn, phase);
      case CallInput.Resume it -> by(turn, phase.with(), it.by(), () -> resume(turn, phase));
      case CallInput.HangUp it ->
          by(
              turn,
              phase.with(),
              it.by(),
              () -> Ending.bySystem(turn.ledger(turn.ledger().held(phase.since(), turn.now))));
      case CallInput.Resynced _ when phase.byPhone() ->
          together(turn, List.of(turn.caller(), phase.with().leg()));
      case CallInput.Resynced _ -> apart(turn, List.of(phase.with().leg()));
      default -> Ending.common(turn, input, null);
    };
  }

  /** The link is back: whatever of it was not heard, these legs talk with each other. */
  static Step<Call, CallEffect> together(Turn turn, List<LegId> legs) {
    turn.tell(new Instruction.OpenBridge(turn.card().bridge()))
        .tell(new Instruction.StopMusic(turn.caller()))
        .tell(new Instruction.Join(turn.card().bridge(), legs));
    Audio.again(turn);
    return turn.stay();
  }

  /**
   * The link is back, and they were seen together: hundreds are, and the switch has other things to
   * do. Nobody there hears music: it is always told to stop before a join, and to begin after a
   * leave.
   */
  private static Step<Call, CallEffect> stillTogether(Turn turn) {
    Audio.again(turn);
    return turn.stay();
  }

  /** The link is back: the caller hears music, and these legs are in the bridge without him. */
  static Step<Call, CallEffect> apart(Turn turn, List<LegId> legs) {
    turn.tell(new Instruction.OpenBridge(turn.card().bridge()))
        .tell(new Instruction.Join(turn.card().bridge(), legs));
    aside(turn);
    Audio.again(turn);
    return turn.stay();
  }

  /** Lets only the seat that holds the call do it. */
  static Step<Call, CallEffect> by(
      Turn turn, Party with, SeatId seat, java.util.function.Supplier<Step<Call, CallEffect>> act) {
    return seat.equals(with.seat())
        ? act.get()
        : turn.refused("call.not-yours", "this call is not in hand at your seat");
  }

  private static Step<Call, CallEffect> hold(Turn turn, Party with, boolean byPhone) {
    if (!byPhone) {
      aside(turn);
    }
    seatHolds(turn, with, true);
    return turn.to(new Phase.Held(turn.now, with, byPhone));
  }

  private static Step<Call, CallEffect> resume(Turn turn, Phase.Held phase) {
    if (!phase.byPhone()) {
      back(turn);
    }
    seatHolds(turn, phase.with(), false);
    return turn.ledger(turn.ledger().held(phase.since(), turn.now))
        .to(new Phase.Talking(turn.now, phase.with()));
  }

  /** Takes the caller out of the conversation; he hears music. */
  static void aside(Turn turn) {
    turn.tell(new Instruction.Leave(turn.card().bridge(), turn.caller()))
        .tell(new Instruction.StartMusic(turn.caller()));
  }

  /** Takes the caller back into the conversation. */
  static void back(Turn turn) {
    turn.tell(new Instruction.StopMusic(turn.caller()))
        .tell(new Instruction.Join(turn.card().bridge(), List.of(turn.caller())));
  }

  static void seatHolds(Turn turn, Party with, boolean held) {
    if (with.seat() != null) {
      turn.effect(new CallEffect.SeatHolds(with.seat(), held));
    }
  }

  /** Ends a party's part in the call. */
  static void release(Turn turn, Party party) {
    turn.tell(new Instruction.HangUp(party.leg(), Cause.NORMAL));
    if (party.seat() != null) {
      turn.effect(new CallEffect.SeatDone(party.seat()));
    }
  }

  private static Step<Call, CallEffect> pass(Turn turn, Party from, Party to) {
    aside(turn);
    release(turn, from);
    turn.happened(
        new CallEvent.Transferred(
            turn.card().id(), turn.now, from.seat(), to.name(), TransferKind.BLIND, null));
    Offering.ring(turn.ledger(turn.ledger().away(turn.now)), to);
    return turn.to(new Phase.Offered(turn.now, to, false, null, turn.card().arrivedAt()));
  }

  private static Step<Call, CallEffect> giveBack(Turn turn, Party from, QueueId queue) {
    turn.tell(new Instruction.Leave(turn.card().bridge(), turn.caller()));
    release(turn, from);
    turn.happened(
        new CallEvent.Transferred(
            turn.card().id(), turn.now, from.seat(), queue.value(), TransferKind.BLIND, null));
    return Opening.join(
        turn.queue(queue).ledger(turn.ledger().away(turn.now)), turn.card().arrivedAt());
  }
}
