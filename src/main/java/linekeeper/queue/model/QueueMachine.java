package linekeeper.queue.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;

/**
 * The queue machine: keeps callers in their order and matches them with free seats.
 *
 * <pre>
 *  joined --> WAITING --offer--> RINGING (keeps its place) --answered, left--> gone
 *                ^                   |
 *                '----offer over-----'   the seat is not tried again before the others
 * </pre>
 *
 * <p>The law of order: no caller is offered while an earlier one of the same or a higher priority,
 * whom one of the free seats could serve, waits unoffered.
 */
public final class QueueMachine {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparingInt(Waiting::priority).reversed().thenComparing(Waiting::placeAt);

  private final QueueRules rules;
  private final Comparator<Candidate> preference;

  /** A machine by these rules. */
  public QueueMachine(QueueRules rules) {
    this.rules = rules;
    this.preference = Preference.order(rules.strategy());
  }

  /** One step. */
  public Step<Queue, QueueEffect> step(Queue queue, QueueInput input) {
    return switch (input) {
      case QueueInput.Join it -> join(queue, it);
      case QueueInput.Leave it -> Step.to(without(queue, it));
      case QueueInput.OfferOver it -> offerOver(queue, it);
      case QueueInput.Dispatch it -> dispatch(queue, it.candidates());
    };
  }

  private Step<Queue, QueueEffect> join(Queue queue, QueueInput.Join input) {
    if (queue.find(input.call()).isPresent()) {
      return Step.same(queue);
    }
    if (!input.again() && queue.waiting().size() >= rules.maxWaiting()) {
      return Step.refused(queue, Refusal.of("queue.full", "as many wait as may"));
    }
    List<Waiting> waiting = new ArrayList<>(queue.waiting());
    waiting.add(
        new Waiting(
            input.call(), input.placeAt(), input.priority(), input.skills(), Set.of(), null));
    waiting.sort(ORDER);
    return Step.to(new Queue(queue.id(), waiting));
  }

  private static Queue without(Queue queue, QueueInput.Leave input) {
    return new Queue(
        queue.id(),
        queue.waiting().stream().filter(it -> !it.call().equals(input.call())).toList());
  }

  private static Step<Queue, QueueEffect> offerOver(Queue queue, QueueInput.OfferOver input) {
    return Step.to(
        new Queue(
            queue.id(),
            queue.waiting().stream()
                .map(it -> it.call().equals(input.call()) ? it.notRinging(input.tried()) : it)
                .toList()));
  }

  private Step<Queue, QueueEffect> dispatch(Queue queue, List<Candidate> candidates) {
    List<Candidate> free = new ArrayList<>(candidates);
    List<Waiting> waiting = new ArrayList<>(queue.waiting());
    List<QueueEffect> offers = new ArrayList<>();
    for (int i = 0; i < waiting.size() && !free.isEmpty(); i++) {
      Waiting caller = waiting.get(i);
      if (caller.offeredTo() == null) {
        waiting.set(i, offer(caller, free, offers));
      }
    }
    return offers.isEmpty() ? Step.same(queue) : Step.to(new Queue(queue.id(), waiting), offers);
  }

  private Waiting offer(Waiting caller, List<Candidate> free, List<QueueEffect> offers) {
    Set<String> needed = new HashSet<>(rules.skills());
    needed.addAll(caller.skills());
    List<Candidate> able = free.stream().filter(it -> it.skills().containsAll(needed)).toList();
    Optional<Candidate> best = best(able, caller.tried());
    if (best.isEmpty()) {
      return caller;
    }
    SeatId seat = best.get().seat();
    free.remove(best.get());
    offers.add(new QueueEffect.Offer(caller.call(), seat));
    return (caller.tried().contains(seat) ? caller.untried() : caller).ringingAt(seat);
  }

  /** The best seat not tried yet; where every able seat was tried, the round begins again. */
  private Optional<Candidate> best(List<Candidate> able, Set<SeatId> tried) {
    Optional<Candidate> fresh =
        able.stream().filter(it -> !tried.contains(it.seat())).min(preference);
    return fresh.isPresent() ? fresh : able.stream().min(preference);
  }
}
