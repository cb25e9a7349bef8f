package linekeeper.call.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * We call a citizen, and only when he has answered the phone of the seat that is kept for him. From
 * then on he is a caller who waits: for that seat, and if it does not come, in his place for the
 * next.
 */
final class CitizenFirst {
  private CitizenFirst() {}

  /**
   * Keeps the seat, and rings him; {@code due} is where he waited, or null where an agent asked.
   */
  static Step<Call, CallEffect> fetch(Turn turn, Party seat, Phase.@Nullable Due due) {
    turn.happened(Outgoing.calledOut(turn, seat))
        .ledger(turn.ledger().dialled(turn.now))
        .cancel(CallAlarm.WAIT)
        .effect(new CallEffect.LeaveQueue());
    Outgoing.dialCitizen(turn);
    return turn.to(new Phase.Fetching(turn.now, seat, false, false, due));
  }

  static Step<Call, CallEffect> fetching(Turn turn, Phase.Fetching phase, CallInput input) {
    Party kept = phase.kept();
    return switch (input) {
      case CallInput.LegRinging it when it.leg().equals(turn.caller()) ->
          turn.to(new Phase.Fetching(phase.since(), kept, true, false, phase.due()));
      case CallInput.LegUp it when it.leg().equals(turn.caller()) -> offer(turn, phase);
      case CallInput.LegGone it when it.leg().equals(turn.caller()) ->
          it.inferred()
              ? turn.to(new Phase.Fetching(phase.since(), kept, phase.ringing(), true, phase.due()))
              : Ending.unreached(turn, Outgoing.ofCitizen(it.cause()), Set.of(turn.caller()));
      case CallInput.Resynced _ when phase.lost() -> again(turn, phase);
      case CallInput.Failed it when Outgoing.dialling(it, turn) -> Outgoing.failed(turn, it);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.RING ->
          Ending.unreached(turn, AttemptEnd.NO_ANSWER, Set.of());
      case CallInput.OfferWithdrawn it when it.seat().equals(kept.seat()) ->
          Ending.unreached(turn, AttemptEnd.AGENT_LEFT, Set.of());
      case CallInput.HangUp it ->
          Conversation.by(
              turn, kept, it.by(), () -> Ending.unreached(turn, AttemptEnd.AGENT_LEFT, Set.of()));
      case CallInput.Decline it ->
          Conversation.by(
              turn, kept, it.by(), () -> Ending.unreached(turn, AttemptEnd.AGENT_LEFT, Set.of()));
      case CallInput.Withdraw _ -> Ending.unreached(turn, AttemptEnd.WITHDRAWN, Set.of());
      default -> Ending.common(turn, input, null);
    };
  }

  /** Whether he has answered, waits, and nobody has talked to him yet. */
  static boolean waits(Turn turn) {
    Phase phase = turn.call().phase();
    boolean there =
        phase instanceof Phase.Offered
            || phase instanceof Phase.Queued
            || phase instanceof Phase.Farewell;
    return there && turn.card().outbound() && turn.ledger().answeredAt() == null;
  }

  /** The seat that was kept for him did not come: he is told, and waits in the place he had. */
  static Step<Call, CallEffect> waitsOn(Turn turn, Phase.Offered phase) {
    PlayId play = turn.around.play();
    Opening.quiet(turn, phase.play());
    turn.tell(new Instruction.Play(play, turn.caller(), List.of("agent-no-answer")))
        .alarm(CallAlarm.WAIT, turn.rules.maxWait())
        .effect(new CallEffect.JoinQueue(phase.placeAt()));
    Opening.nextAnnouncement(turn);
    return turn.to(new Phase.Queued(turn.now, play));
  }

  /** He is there: the kept seat rings at once, and he hears who calls him. */
  private static Step<Call, CallEffect> offer(Turn turn, Phase.Fetching phase) {
    PlayId play = turn.around.play();
    List<String> words = new ArrayList<>(turn.rules.greeting());
    words.add("connecting");
    turn.ledger(turn.ledger().rang(phase.since(), turn.now));
    Party seat = phase.kept().by(play);
    Offering.ring(turn, seat);
    turn.tell(new Instruction.Play(play, turn.caller(), words));
    Instant placeAt = phase.due() == null ? turn.card().arrivedAt() : phase.due().placeAt();
    return turn.to(new Phase.Offered(turn.now, seat, false, play, placeAt));
  }

  private static Step<Call, CallEffect> again(Turn turn, Phase.Fetching phase) {
    Outgoing.dialCitizen(turn);
    return turn.to(new Phase.Fetching(phase.since(), phase.kept(), false, false, phase.due()));
  }
}
