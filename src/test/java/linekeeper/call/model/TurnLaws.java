package linekeeper.call.model;

import static linekeeper.call.model.Law.demand;

import java.util.Optional;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.QueueRules;
import linekeeper.queue.model.Waiting;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;
import org.jspecify.annotations.Nullable;

/**
 * Live callers and those owed a call share the seats: after one who was owed a call comes a live
 * caller, and calls to the owed never take more seats than are free for that.
 */
final class TurnLaws implements Law {
  private final FloorPlan plan;
  private boolean owedLast;

  TurnLaws(FloorPlan plan) {
    this.plan = plan;
  }

  @Override
  public void check(Seen.Standing before, Seen step) {
    for (Object event : step.events()) {
      switch (event) {
        case CallEvent.CalledOut it -> {
          Call.Phase.Due due = due(it, step);
          if (due != null) {
            owedGetsASeat(it, due, step);
          }
        }
        case CallEvent.Offered it when !isOurs(it, step) -> owedLast = false;
        default -> {}
      }
    }
  }

  private void owedGetsASeat(CallEvent.CalledOut event, Call.Phase.Due due, Seen step) {
    demand(
        Room.of(step.standing()).holds(due.owed()),
        "callbacks never take more seats than are free for them",
        event,
        step.standing().seats());
    if (owedLast) {
      nobodyLiveIsPassedOver(event, step);
    }
    owedLast = true;
  }

  private void nobodyLiveIsPassedOver(CallEvent.CalledOut event, Seen step) {
    int given = priority(event, step);
    for (Queue queue : step.standing().queues()) {
      for (Waiting it : queue.waiting()) {
        boolean passedOver = it.live() && it.offeredTo() == null && it.priority() >= given;
        demand(
            !passedOver || !serves(event.seat(), queue, it, step.standing()),
            "after a callback comes a live caller",
            event,
            it);
      }
    }
  }

  private boolean serves(SeatId seat, Queue queue, Waiting who, Seen.Standing standing) {
    Session session =
        standing.seats().stream()
            .filter(it -> it.id().equals(seat))
            .map(Seat::session)
            .findFirst()
            .orElseThrow();
    return session != null
        && session.skills().containsAll(rules(queue.id().value()).skills())
        && session.skills().containsAll(who.skills());
  }

  private int priority(CallEvent.CalledOut event, Seen step) {
    return call(event, step)
        .map(it -> rules(it.card().queue().value()).priority())
        .orElse(Integer.MAX_VALUE);
  }

  private QueueRules rules(String queue) {
    return plan.queues().stream()
        .filter(it -> it.id().value().equals(queue))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Whether the seat got its turn for a call that we make, not for a caller. Whom we called and who
   * was given to a queue is a live caller there.
   */
  private static boolean isOurs(CallEvent.Offered event, Seen step) {
    return step.standing().calls().stream()
        .filter(it -> it.card().id().equals(event.call()))
        .anyMatch(it -> it.phase() instanceof Call.Phase.Calling || keptFor(it));
  }

  /** Whether the seat that rings was kept for him while his own phone rang. */
  private static boolean keptFor(Call call) {
    return call.card().outbound()
        && call.ledger().answeredAt() == null
        && call.ledger().offers() == 1;
  }

  /** The place from which this seat was given to it, where it rings there now. */
  private static Call.Phase.@Nullable Due due(CallEvent.CalledOut event, Seen step) {
    Call call = call(event, step).orElse(null);
    if (call == null || !event.seat().equals(call.seat())) {
      return null;
    }
    return switch (call.phase()) {
      case Call.Phase.Calling it -> it.due();
      case Call.Phase.Fetching it -> it.due();
      default -> null;
    };
  }

  private static Optional<Call> call(CallEvent.CalledOut event, Seen step) {
    return step.standing().calls().stream()
        .filter(it -> it.card().id().equals(event.call()))
        .findFirst();
  }
}
