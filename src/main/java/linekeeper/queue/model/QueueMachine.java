package linekeeper.queue.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;

/**
 * The queue machine: keeps those who wait in their order and finds the seat for whose turn it is.
 *
 * <pre>
 *  joined --> WAITING --offer--> RINGING (keeps its place) --answered, left--> gone
 *                ^                   |
 *                '----offer over-----'   the seat is not tried again before the others
 * </pre>
 *
 * <p>Whose turn it is, is the law of {@link Turns}.
 */
public final class QueueMachine {
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
      case QueueInput.Offer it -> offer(queue, it);
    };
  }

  /** The first who waits unoffered, of this kind, whom one of these seats could serve; or null. */
  public @Nullable Waiting first(
      Queue queue, List<Candidate> candidates, Predicate<Waiting> ofKind) {
    for (Waiting it : queue.waiting()) {
      if (it.offeredTo() == null && ofKind.test(it) && serves(it, candidates)) {
        return it;
      }
    }
    return null;
  }

  private Step<Queue, QueueEffect> join(Queue queue, QueueInput.Join input) {
    if (queue.find(input.call()).isPresent()) {
      return Step.same(queue);
    }
    if (input.owed() == null && !input.again() && queue.live().size() >= rules.maxWaiting()) {
      return Step.refused(queue, Refusal.of("queue.full", "as many wait as may"));
    }
    List<Waiting> waiting = new ArrayList<>(queue.waiting());
    waiting.add(
        new Waiting(
            input.call(),
            input.placeAt(),
            input.priority(),
            input.skills(),
            Set.of(),
            null,
            input.owed()));
    waiting.sort(Turns.order());
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

  private Step<Queue, QueueEffect> offer(Queue queue, QueueInput.Offer input) {
    Waiting caller = queue.find(input.call()).orElse(null);
    Candidate best = caller == null ? null : best(caller, input.candidates());
    if (caller == null || caller.offeredTo() != null || best == null) {
      return Step.same(queue);
    }
    SeatId seat = best.seat();
    Waiting rings = (caller.tried().contains(seat) ? caller.untried() : caller).ringingAt(seat);
    return Step.to(
        new Queue(
            queue.id(),
            queue.waiting().stream()
                .map(it -> it.call().equals(caller.call()) ? rings : it)
                .toList()),
        List.of(new QueueEffect.Offer(caller.call(), seat)));
  }

  private boolean serves(Waiting caller, List<Candidate> candidates) {
    return candidates.stream().anyMatch(it -> able(caller, it));
  }

  private boolean able(Waiting caller, Candidate seat) {
    return seat.skills().containsAll(rules.skills()) && seat.skills().containsAll(caller.skills());
  }

  /** The best seat not tried yet; where every able seat was tried, the round begins again. */
  private @Nullable Candidate best(Waiting caller, List<Candidate> candidates) {
    List<Candidate> able = candidates.stream().filter(it -> able(caller, it)).toList();
    Optional<Candidate> fresh =
        able.stream().filter(it -> !caller.tried().contains(it.seat())).min(preference);
    return fresh.or(() -> able.stream().min(preference)).orElse(null);
  }
}
