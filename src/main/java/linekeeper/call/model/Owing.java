package linekeeper.call.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.Step;

/**
 * A citizen whom we owe a call waits for a seat, in the place that he had when he was lost. His
 * phone is left in peace until a seat is his.
 */
final class Owing {
  private Owing() {}

  /** Takes his place, and gives it up at {@code until}: from then on he is not to be called. */
  static Step<Call, CallEffect> begin(Turn turn, Phase.Due due, Instant until) {
    return waits(turn, due)
        .effect(new CallEffect.SetAlarm(CallAlarm.WAIT, until))
        .effect(new CallEffect.JoinQueue(due.placeAt()))
        .to(due);
  }

  static Step<Call, CallEffect> due(Turn turn, Phase.Due phase, CallInput input) {
    return switch (input) {
      case CallInput.OfferTo it ->
          Outgoing.begin(turn, Party.seat(it.leg(), it.seat(), it.agent()), phase);
      case CallInput.Withdraw _ -> withdrawn(turn);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.WAIT -> withdrawn(turn);
      // he was not dialled, so that is another leg's end
      case CallInput.LegGone _, CallInput.LegLeft _ -> turn.stay();
      default -> Ending.common(turn, input, null);
    };
  }

  /** The seat's phone was not answered: back to his place, and on to the next seat. */
  static Step<Call, CallEffect> again(Turn turn, Phase.Calling phase, OfferEnd end) {
    Phase.Due due = Objects.requireNonNull(phase.due());
    turn.cancel(CallAlarm.RING).ledger(turn.ledger().rang(phase.since(), turn.now));
    Offering.ended(turn, phase.with(), end);
    return waits(turn, due).to(due);
  }

  private static Turn waits(Turn turn, Phase.Due due) {
    Card card = turn.card();
    return turn.happened(
        new CallEvent.CallbackWaits(
            card.id(), turn.now, Objects.requireNonNull(card.attempt()), due.placeAt()));
  }

  private static Step<Call, CallEffect> withdrawn(Turn turn) {
    return Ending.unreached(turn, AttemptEnd.WITHDRAWN, Set.of());
  }
}
