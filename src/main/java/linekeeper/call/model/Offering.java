package linekeeper.call.model;

import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.LossType;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Instruction.Destination;

/** While a phone rings for the caller. */
final class Offering {
  private static final int BUSY = 17;
  private static final int NO_ANSWER = 19;
  private static final int REJECTED = 21;

  private Offering() {}

  /** The queue's turn: rings at a seat. */
  static Step<Call, CallEffect> offer(Turn turn, Phase.Queued phase, CallInput.OfferTo input) {
    Party party = Party.seat(input.leg(), input.seat(), input.agent());
    turn.cancel(CallAlarm.ANNOUNCE, CallAlarm.INVITE);
    Instant placeAt = phase.since();
    ring(turn, party);
    return turn.to(new Phase.Offered(turn.now, party, false, phase.play(), placeAt));
  }

  /** Dials a party, tells who keeps it, and sets the alarm for a phone that rings for ever. */
  static void ring(Turn turn, Party party) {
    turn.ledger(turn.ledger().offered(turn.now));
    if (party.seat() != null && party.agent() != null) {
      turn.happened(new CallEvent.Offered(turn.card().id(), turn.now, party.seat(), party.agent()));
    }
    dial(turn, party);
    turn.alarm(CallAlarm.RING, turn.rules.ring());
  }

  /** Tells the switch to ring a party's phone. */
  static void dial(Turn turn, Party party) {
    Destination to =
        party.seat() != null
            ? new Destination.Phone(party.seat())
            : new Destination.Outside(java.util.Objects.requireNonNull(party.number()));
    String shown = turn.card().caller().masked();
    // the switch gives up a little later than we do, so that there is one who decides
    int seconds = (int) Math.min(300, turn.rules.ring().toSeconds() + 5);
    turn.tell(new Instruction.Dial(party.leg(), to, shown, seconds));
  }

  static Step<Call, CallEffect> offered(Turn turn, Phase.Offered phase, CallInput input) {
    return switch (input) {
      case CallInput.LegRinging it when it.leg().equals(phase.to().leg()) -> ringing(turn, phase);
      case CallInput.LegUp it when it.leg().equals(phase.to().leg()) ->
          Conversation.begin(turn, phase);
      case CallInput.LegGone it when it.leg().equals(phase.to().leg()) ->
          over(turn, phase, end(it));
      case CallInput.Failed it
          when it.instruction() instanceof Instruction.Dial dial
              && dial.leg().equals(phase.to().leg()) ->
          over(turn, phase, OfferEnd.UNREACHABLE);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RING ->
          over(
              turn.tell(new Instruction.HangUp(phase.to().leg(), Cause.NO_ANSWER)),
              phase,
              OfferEnd.NO_ANSWER);
      case CallInput.OfferWithdrawn it when it.seat().equals(phase.to().seat()) ->
          over(
              turn.tell(new Instruction.HangUp(phase.to().leg(), Cause.NORMAL)),
              phase,
              OfferEnd.WITHDRAWN);
      case CallInput.Decline it when it.by().equals(phase.to().seat()) ->
          over(
              turn.tell(new Instruction.HangUp(phase.to().leg(), Cause.NORMAL)),
              phase,
              OfferEnd.DECLINED);
      default -> meanwhile(turn, phase, input);
    };
  }

  /** What he hears while the phone rings, and what he does. */
  private static Step<Call, CallEffect> meanwhile(Turn turn, Phase.Offered phase, CallInput input) {
    return switch (input) {
      case CallInput.PlayEnded it when it.play().equals(phase.play()) -> music(turn, phase);
      case CallInput.Failed it when it.played(phase.play()) -> music(turn, phase);
      case CallInput.Resynced it -> {
        Opening.alone(turn, phase.play(), it.bridged());
        yield music(turn, phase);
      }
      // his patience is measured, but not cut off while somebody may answer any moment
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.WAIT ->
          turn.alarm(CallAlarm.WAIT, turn.rules.ring()).stay();
      case CallInput.KeyPressed it when Inviting.asks(turn, it) -> Inviting.keepPlace(turn).stay();
      default ->
          Ending.common(
              turn,
              input,
              Inviting.asked(turn) ? LossType.CALLBACK_REQUESTED : LossType.RING_ABANDON);
    };
  }

  private static Step<Call, CallEffect> ringing(Turn turn, Phase.Offered phase) {
    if (phase.to().seat() != null) {
      turn.effect(new CallEffect.SeatRings(phase.to().seat()));
    }
    return turn.to(
        new Phase.Offered(phase.since(), phase.to(), true, phase.play(), phase.placeAt()));
  }

  private static Step<Call, CallEffect> music(Turn turn, Phase.Offered phase) {
    return turn.tell(new Instruction.StartMusic(turn.caller()))
        .to(new Phase.Offered(phase.since(), phase.to(), phase.ringing(), null, phase.placeAt()));
  }

  /** Nobody came: the caller waits again, in his old place. */
  private static Step<Call, CallEffect> over(Turn turn, Phase.Offered phase, OfferEnd end) {
    turn.cancel(CallAlarm.RING).ledger(turn.ledger().rang(phase.since(), turn.now));
    ended(turn, phase.to(), end);
    boolean waiting = turn.ledger().answeredAt() == null && phase.to().seat() != null;
    if (waiting && turn.card().outbound() && turn.ledger().offers() == 1) {
      return CitizenFirst.waitsOn(turn, phase);
    }
    if (waiting && Inviting.asked(turn)) {
      return Opening.farewell(turn, phase.play(), LossType.CALLBACK_REQUESTED);
    }
    if (waiting) {
      Opening.nextAnnouncement(turn);
      Inviting.next(turn);
      return turn.to(new Phase.Queued(phase.placeAt(), phase.play()));
    }
    // a transfer that failed: the caller has waited long enough to come first
    return Opening.join(turn, turn.card().arrivedAt());
  }

  /** Tells the seat and those who keep it how an offer ended. */
  static void ended(Turn turn, Party party, OfferEnd end) {
    if (party.seat() == null || party.agent() == null) {
      return;
    }
    turn.happened(
        new CallEvent.OfferEnded(turn.card().id(), turn.now, party.seat(), party.agent(), end));
    turn.effect(new CallEffect.OfferOver(party.seat(), end != OfferEnd.WITHDRAWN));
  }

  static OfferEnd end(CallInput.LegGone input) {
    if (input.inferred()) {
      // it ended while nobody could hear how: that is not held against the seat
      return OfferEnd.WITHDRAWN;
    }
    return switch (input.cause()) {
      case BUSY, REJECTED -> OfferEnd.DECLINED;
      case NO_ANSWER -> OfferEnd.NO_ANSWER;
      default -> OfferEnd.UNREACHABLE;
    };
  }
}
