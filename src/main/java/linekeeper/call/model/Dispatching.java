package linekeeper.call.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import linekeeper.queue.model.Candidate;
import linekeeper.queue.model.Queue;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;

/** What a dispatch looks at. */
final class Dispatching {
  private Dispatching() {}

  /** The seats that can take a call now. */
  static List<Candidate> candidates(FloorState state) {
    return state.seats.values().stream().filter(Seat::free).map(Dispatching::candidate).toList();
  }

  /**
   * The queues in which somebody waits unoffered: higher priority first, then where the caller has
   * waited longest.
   */
  static List<Queue> order(FloorState state, Machines machines) {
    return state.queues.values().stream()
        .filter(queue -> queue.waiting().stream().anyMatch(it -> it.offeredTo() == null))
        .sorted(
            Comparator.comparingInt((Queue queue) -> machines.rules(queue.id()).priority())
                .reversed()
                .thenComparing(queue -> queue.waiting().getFirst().placeAt()))
        .toList();
  }

  private static Candidate candidate(Seat seat) {
    Session session = Objects.requireNonNull(seat.session());
    return new Candidate(seat.id(), session.skills(), session.lastFreeAt(), session.missed());
  }
}
