package linekeeper.call.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Instruction.Destination;
import org.jspecify.annotations.Nullable;

/**
 * We call a citizen: the seat's phone first, so that an agent is there when he answers; unless his
 * card says {@link CitizenFirst}.
 */
final class Outgoing {
  private static final int NEVER_HEARD = 0;

  private Outgoing() {}

  /** A seat calls him: in which order is said by his card. */
  static Step<Call, CallEffect> begin(Turn turn, Party seat, Phase.@Nullable Due due) {
    return turn.card().manner().citizenFirst()
        ? CitizenFirst.fetch(turn, seat, due)
        : ring(turn, seat, due);
  }

  /** Rings at a seat; {@code due} is where he waits if it is not answered, or null for nowhere. */
  private static Step<Call, CallEffect> ring(Turn turn, Party seat, Phase.@Nullable Due due) {
    turn.happened(calledOut(turn, seat));
    Offering.ring(turn, seat);
    return turn.to(new Phase.Calling(turn.now, seat, false, due));
  }

  static CallEvent.CalledOut calledOut(Turn turn, Party seat) {
    Card card = turn.card();
    return new CallEvent.CalledOut(
        card.id(),
        turn.now,
        requireNonNull(card.attempt()),
        card.line(),
        card.caller(),
        card.dialled(),
        requireNonNull(seat.seat()),
        requireNonNull(seat.agent()));
  }

  static Step<Call, CallEffect> calling(Turn turn, Phase.Calling phase, CallInput input) {
    Party with = phase.with();
    return switch (input) {
      case CallInput.LegRinging it when it.leg().equals(with.leg()) ->
          turn.effect(new CallEffect.SeatRings(requireNonNull(with.seat())))
              .to(new Phase.Calling(phase.since(), with, true, phase.due()));
      case CallInput.LegUp it when it.leg().equals(with.leg()) -> dial(turn, phase);
      case CallInput.LegGone it when it.leg().equals(with.leg()) ->
          seatGone(turn, phase, Offering.end(it));
      case CallInput.Failed it when dialling(it, with) ->
          seatGone(turn, phase, OfferEnd.UNREACHABLE);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RING ->
          seatOff(turn, phase, AttemptEnd.AGENT_NO_ANSWER);
      case CallInput.OfferWithdrawn it when it.seat().equals(with.seat()) ->
          seatOff(turn, phase, AttemptEnd.AGENT_LEFT);
      case CallInput.Decline it when it.by().equals(with.seat()) ->
          seatOff(turn, phase, AttemptEnd.AGENT_DECLINED);
      case CallInput.HangUp it when it.by().equals(with.seat()) ->
          seatOff(turn, phase, AttemptEnd.AGENT_DECLINED);
      case CallInput.Withdraw _ -> withdrawn(turn);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.WAIT -> withdrawn(turn);
      // he was not dialled yet
      case CallInput.LegGone it when it.leg().equals(turn.caller()) -> turn.stay();
      default -> Ending.common(turn, input, null);
    };
  }

  static Step<Call, CallEffect> reaching(Turn turn, Phase.Reaching phase, CallInput input) {
    Party with = phase.with();
    return switch (input) {
      case CallInput.LegRinging it when it.leg().equals(turn.caller()) ->
          turn.to(new Phase.Reaching(phase.since(), with, true, false));
      case CallInput.LegUp it when it.leg().equals(turn.caller()) -> connect(turn, phase);
      case CallInput.LegGone it when it.leg().equals(turn.caller()) ->
          it.inferred()
              ? turn.to(new Phase.Reaching(phase.since(), with, phase.ringing(), true))
              : Ending.unreached(turn, ofCitizen(it.cause()), Set.of(turn.caller()));
      case CallInput.Resynced _ when phase.lost() -> again(turn, phase);
      case CallInput.LegGone it when it.leg().equals(with.leg()) ->
          Ending.unreached(turn, AttemptEnd.AGENT_LEFT, Set.of(with.leg()));
      case CallInput.Failed it when dialling(it, turn) -> failed(turn, it);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RING ->
          Ending.unreached(turn, AttemptEnd.NO_ANSWER, Set.of());
      case CallInput.HangUp it ->
          Conversation.by(
              turn, with, it.by(), () -> Ending.unreached(turn, AttemptEnd.AGENT_LEFT, Set.of()));
      case CallInput.Withdraw _ -> Ending.unreached(turn, AttemptEnd.WITHDRAWN, Set.of());
      default -> Ending.common(turn, input, null);
    };
  }

  /** Tells how the attempt ended, at the end of a call that we made. */
  static void over(Turn turn) {
    Card card = turn.card();
    if (card.attempt() == null) {
      return;
    }
    Ledger ledger = turn.ledger();
    AttemptEnd end = ledger.attemptEnd() == null ? AttemptEnd.FAILED : ledger.attemptEnd();
    turn.happened(
        new CallEvent.AttemptOver(
            card.id(),
            turn.now,
            card.attempt(),
            ledger.answeredAt() == null ? end : AttemptEnd.CONNECTED,
            ledger.dialledAt(),
            ledger.talkMillis()));
  }

  /** What the attempt's end says about the seat's offer. */
  static OfferEnd offerEnd(@Nullable AttemptEnd end) {
    return switch (end) {
      case AGENT_NO_ANSWER -> OfferEnd.NO_ANSWER;
      case AGENT_DECLINED -> OfferEnd.DECLINED;
      case AGENT_UNREACHABLE -> OfferEnd.UNREACHABLE;
      case null, default -> OfferEnd.WITHDRAWN;
    };
  }

  /** The agent is there: the citizen's turn, through the fence. */
  private static Step<Call, CallEffect> dial(Turn turn, Phase.Calling phase) {
    Party with = phase.with().answered();
    turn.ledger(turn.ledger().rang(phase.since(), turn.now).dialled(turn.now))
        .cancel(CallAlarm.WAIT)
        .effect(new CallEffect.LeaveQueue())
        .effect(new CallEffect.SeatAnswered(requireNonNull(with.seat())))
        .tell(new Instruction.StartMusic(with.leg()));
    dialCitizen(turn);
    return turn.to(new Phase.Reaching(turn.now, with, false, false));
  }

  /** Rings him, through the fence. */
  static void dialCitizen(Turn turn) {
    Card card = turn.card();
    boolean listen = card.manner().listen();
    // his leg counts as answered only after he was listened to
    Duration rings =
        listen ? CallRules.CITIZEN_RINGS.plus(CallRules.LISTENING) : CallRules.CITIZEN_RINGS;
    Destination citizen =
        new Destination.Citizen(card.caller(), requireNonNull(card.attempt()), listen);
    turn.tell(
            new Instruction.Dial(
                turn.caller(), citizen, card.dialled(), (int) rings.toSeconds() + 5))
        .alarm(CallAlarm.RING, rings);
  }

  /**
   * The link is back and he is not there: he was never dialled, or it ended unheard. The fence
   * knows which, so telling again is how it is found out.
   */
  private static Step<Call, CallEffect> again(Turn turn, Phase.Reaching phase) {
    dialCitizen(turn);
    return turn.to(new Phase.Reaching(phase.since(), phase.with(), false, false));
  }

  /** The citizen answered: both into one bridge, and from now on it is recorded. */
  private static Step<Call, CallEffect> connect(Turn turn, Phase.Reaching phase) {
    Party with = phase.with();
    turn.cancel(CallAlarm.RING)
        .ledger(turn.ledger().rang(phase.since(), turn.now))
        .tell(new Instruction.StopMusic(with.leg()))
        .tell(new Instruction.OpenBridge(turn.card().bridge()))
        .tell(new Instruction.Join(turn.card().bridge(), List.of(turn.caller(), with.leg())));
    Audio.begin(turn);
    turn.ledger(
            turn.ledger()
                .answered(turn.now, requireNonNull(with.seat()), requireNonNull(with.agent())))
        .happened(
            new CallEvent.Answered(
                turn.card().id(),
                turn.now,
                requireNonNull(with.seat()),
                requireNonNull(with.agent()),
                turn.card().recording(),
                turn.card().caller()));
    return turn.to(new Phase.Talking(turn.now, with));
  }

  /** No answer at all to the instruction says nothing while the link is down: the resync will. */
  static Step<Call, CallEffect> failed(Turn turn, CallInput.Failed input) {
    if (input.status() == NEVER_HEARD && !turn.around.linkUp()) {
      return turn.stay();
    }
    return Ending.unreached(turn, AttemptEnd.FAILED, Set.of());
  }

  private static boolean dialling(CallInput.Failed input, Party party) {
    return input.instruction() instanceof Instruction.Dial dial && dial.leg().equals(party.leg());
  }

  static boolean dialling(CallInput.Failed input, Turn turn) {
    return input.instruction() instanceof Instruction.Dial dial && dial.leg().equals(turn.caller());
  }

  /** The seat's phone stops ringing; the citizen's never began to. */
  private static Step<Call, CallEffect> seatOff(Turn turn, Phase.Calling phase, AttemptEnd end) {
    return phase.due() == null
        ? Ending.unreached(turn, end, Set.of(turn.caller()))
        : Owing.again(
            turn.tell(new Instruction.HangUp(phase.with().leg(), Cause.NORMAL)),
            phase,
            offerEnd(end));
  }

  private static Step<Call, CallEffect> seatGone(Turn turn, Phase.Calling phase, OfferEnd end) {
    return phase.due() == null
        ? Ending.unreached(turn, ofSeat(end), Set.of(turn.caller(), phase.with().leg()))
        : Owing.again(turn, phase, end);
  }

  private static Step<Call, CallEffect> withdrawn(Turn turn) {
    return Ending.unreached(turn, AttemptEnd.WITHDRAWN, Set.of(turn.caller()));
  }

  private static AttemptEnd ofSeat(OfferEnd end) {
    return switch (end) {
      case DECLINED -> AttemptEnd.AGENT_DECLINED;
      case NO_ANSWER -> AttemptEnd.AGENT_NO_ANSWER;
      case UNREACHABLE -> AttemptEnd.AGENT_UNREACHABLE;
      // it ended unheard, or the switch never heard of it: that is not held against the seat
      case WITHDRAWN -> AttemptEnd.FAILED;
    };
  }

  /** The Q.850 cause of the citizen's leg; 101, 120 and 121 are our own dialplan's. */
  static AttemptEnd ofCitizen(int cause) {
    return switch (cause) {
      case 17 -> AttemptEnd.BUSY;
      case 18, 19, 20 -> AttemptEnd.NO_ANSWER;
      case 21 -> AttemptEnd.REJECTED;
      case 1, 22, 28 -> AttemptEnd.NUMBER_INVALID;
      case 27, 34, 38, 41, 42, 44 -> AttemptEnd.CONGESTION;
      case 101 -> AttemptEnd.FENCED;
      case Destination.Citizen.VOICEMAIL -> AttemptEnd.VOICEMAIL;
      case Destination.Citizen.FAX -> AttemptEnd.FAX;
      default -> AttemptEnd.FAILED;
    };
  }
}
