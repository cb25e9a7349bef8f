package linekeeper.call.model;

import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.LegId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;

/**
 * The party asks somebody while the caller waits, and what may come of it: a transfer, three
 * together, or back to the caller.
 */
final class Consultation {
  private Consultation() {}

  static Step<Call, CallEffect> begin(Turn turn, Party with, Party asked) {
    Conversation.aside(turn);
    Conversation.seatHolds(turn, with, true);
    if (asked.seat() != null && asked.agent() != null) {
      turn.happened(new CallEvent.Offered(turn.card().id(), turn.now, asked.seat(), asked.agent()));
    }
    Offering.dial(turn, asked);
    return turn.alarm(CallAlarm.RING, turn.rules.ring())
        .to(new Phase.Consulting(turn.now, with, asked));
  }

  static Step<Call, CallEffect> consulting(Turn turn, Phase.Consulting phase, CallInput input) {
    return switch (input) {
      case CallInput.LegRinging it when it.leg().equals(phase.asked().leg()) -> rings(turn, phase);
      case CallInput.LegUp it when it.leg().equals(phase.asked().leg()) -> answered(turn, phase);
      case CallInput.LegGone it when it.leg().equals(phase.asked().leg()) ->
          alone(turn, phase, Offering.end(it));
      case CallInput.Failed it
          when it.instruction() instanceof Instruction.Dial dial
              && dial.leg().equals(phase.asked().leg()) ->
          alone(turn, phase, OfferEnd.UNREACHABLE);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RING ->
          cancel(turn, phase, OfferEnd.NO_ANSWER);
      case CallInput.Decline it when it.by().equals(phase.asked().seat()) && !phase.asked().up() ->
          cancel(turn, phase, OfferEnd.DECLINED);
      case CallInput.OfferWithdrawn it when it.seat().equals(phase.asked().seat()) ->
          cancel(turn, phase, OfferEnd.WITHDRAWN);
      case CallInput.CancelConsult it ->
          Conversation.by(
              turn, phase.with(), it.by(), () -> cancel(turn, phase, OfferEnd.WITHDRAWN));
      case CallInput.CompleteTransfer it ->
          Conversation.by(turn, phase.with(), it.by(), () -> complete(turn, phase));
      case CallInput.ThreeWay it ->
          Conversation.by(turn, phase.with(), it.by(), () -> threeWay(turn, phase));
      case CallInput.LegGone it when it.leg().equals(phase.with().leg()) -> askerGone(turn, phase);
      case CallInput.HangUp it ->
          Conversation.by(turn, phase.with(), it.by(), () -> Ending.bySystem(waited(turn, phase)));
      case CallInput.Resynced _ -> Conversation.apart(turn, inBridge(phase));
      case CallInput.LegGone it when it.leg().equals(turn.caller()) ->
          Ending.common(waited(turn, phase), input, null);
      default -> Ending.common(turn, input, null);
    };
  }

  static Step<Call, CallEffect> threeWay(Turn turn, Phase.ThreeWay phase, CallInput input) {
    return switch (input) {
      case CallInput.LegGone it when it.leg().equals(phase.third().leg()) -> {
        seatDone(turn, phase.third());
        yield turn.to(new Phase.Talking(turn.now, phase.with()));
      }
      case CallInput.LegGone it when it.leg().equals(phase.with().leg()) -> {
        seatDone(turn, phase.with());
        yield turn.to(new Phase.Talking(turn.now, phase.third()));
      }
      case CallInput.Resynced _ ->
          Conversation.together(
              turn, List.of(turn.caller(), phase.with().leg(), phase.third().leg()));
      case CallInput.HangUp it ->
          Conversation.by(turn, phase.with(), it.by(), () -> Ending.bySystem(turn));
      case CallInput.CompleteTransfer it ->
          Conversation.by(
              turn,
              phase.with(),
              it.by(),
              () -> {
                Conversation.release(turn, phase.with());
                return turn.to(new Phase.Talking(turn.now, phase.third()));
              });
      case CallInput.CancelConsult it ->
          Conversation.by(
              turn,
              phase.with(),
              it.by(),
              () -> {
                Conversation.release(turn, phase.third());
                return turn.to(new Phase.Talking(turn.now, phase.with()));
              });
      default -> Ending.common(turn, input, null);
    };
  }

  private static List<LegId> inBridge(Phase.Consulting phase) {
    return phase.asked().up()
        ? List.of(phase.with().leg(), phase.asked().leg())
        : List.of(phase.with().leg());
  }

  private static Turn waited(Turn turn, Phase.Consulting phase) {
    return turn.ledger(turn.ledger().held(phase.since(), turn.now));
  }

  private static Step<Call, CallEffect> rings(Turn turn, Phase.Consulting phase) {
    if (phase.asked().seat() != null) {
      turn.effect(new CallEffect.SeatRings(phase.asked().seat()));
    }
    return turn.stay();
  }

  private static Step<Call, CallEffect> answered(Turn turn, Phase.Consulting phase) {
    Party asked = phase.asked().answered();
    turn.cancel(CallAlarm.RING)
        .tell(new Instruction.Join(turn.card().bridge(), List.of(asked.leg())));
    if (asked.seat() != null) {
      turn.effect(new CallEffect.SeatAnswered(asked.seat()));
    }
    return turn.to(new Phase.Consulting(phase.since(), phase.with(), asked));
  }

  /** Whom was asked is gone, or never came: the asking seat still holds the caller. */
  private static Step<Call, CallEffect> alone(Turn turn, Phase.Consulting phase, OfferEnd end) {
    turn.cancel(CallAlarm.RING);
    over(turn, phase);
    if (phase.asked().up()) {
      seatDone(turn, phase.asked());
    } else {
      Offering.ended(turn, phase.asked(), end);
    }
    return back(turn, phase);
  }

  private static Step<Call, CallEffect> cancel(Turn turn, Phase.Consulting phase, OfferEnd end) {
    turn.tell(new Instruction.HangUp(phase.asked().leg(), Cause.NORMAL));
    return alone(turn, phase, end);
  }

  private static Step<Call, CallEffect> back(Turn turn, Phase.Consulting phase) {
    Conversation.back(turn);
    Conversation.seatHolds(turn, phase.with(), false);
    return waited(turn, phase).to(new Phase.Talking(turn.now, phase.with()));
  }

  private static Step<Call, CallEffect> complete(Turn turn, Phase.Consulting phase) {
    if (!phase.asked().up()) {
      return turn.refused("consult.not-answered", "whom you asked has not answered yet");
    }
    Conversation.back(turn);
    Conversation.release(turn, phase.with());
    return transferred(turn, phase, TransferKind.ATTENDED);
  }

  private static Step<Call, CallEffect> threeWay(Turn turn, Phase.Consulting phase) {
    if (!phase.asked().up()) {
      return turn.refused("consult.not-answered", "whom you asked has not answered yet");
    }
    Conversation.back(turn);
    Conversation.seatHolds(turn, phase.with(), false);
    over(turn, phase);
    told(turn, phase, TransferKind.THREE_WAY);
    return waited(turn, phase).to(new Phase.ThreeWay(turn.now, phase.with(), phase.asked()));
  }

  /**
   * The asking phone is gone: whoever was asked and is there takes the caller over, else he waits
   * again, first.
   */
  private static Step<Call, CallEffect> askerGone(Turn turn, Phase.Consulting phase) {
    seatDone(turn, phase.with());
    if (phase.asked().up()) {
      Conversation.back(turn);
      return transferred(turn, phase, TransferKind.ATTENDED);
    }
    turn.cancel(CallAlarm.RING).tell(new Instruction.HangUp(phase.asked().leg(), Cause.NORMAL));
    Offering.ended(turn, phase.asked(), OfferEnd.WITHDRAWN);
    waited(turn, phase).ledger(turn.ledger().away(turn.now));
    return Opening.join(turn, turn.card().arrivedAt());
  }

  private static Step<Call, CallEffect> transferred(
      Turn turn, Phase.Consulting phase, TransferKind kind) {
    over(turn, phase);
    told(turn, phase, kind);
    return waited(turn, phase).to(new Phase.Talking(turn.now, phase.asked()));
  }

  /** Where they talked, that is on record: the caller heard nothing of it. */
  static void over(Turn turn, Phase.Consulting phase) {
    if (phase.asked().up()) {
      turn.happened(
          new CallEvent.Consulted(
              turn.card().id(),
              turn.now,
              phase.since(),
              phase.with().seat(),
              phase.asked().name()));
    }
  }

  private static void told(Turn turn, Phase.Consulting phase, TransferKind kind) {
    turn.happened(
        new CallEvent.Transferred(
            turn.card().id(),
            turn.now,
            phase.with().seat(),
            phase.asked().name(),
            kind,
            phase.asked().agent()));
  }

  private static void seatDone(Turn turn, Party party) {
    if (party.seat() != null) {
      turn.effect(new CallEffect.SeatDone(party.seat()));
    }
  }
}
