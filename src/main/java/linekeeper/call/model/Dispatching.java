package linekeeper.call.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.queue.model.Candidate;
import linekeeper.queue.model.Owed;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.Turns;
import linekeeper.queue.model.Waiting;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;
import org.jspecify.annotations.Nullable;

/** Looks for whose turn it is, over all queues. */
final class Dispatching {
  private final FloorState state;
  private final Machines machines;

  Dispatching(FloorState state, Machines machines) {
    this.state = state;
    this.machines = machines;
  }

  /** Whose turn it is, in which queue, and the seats that are free for him. */
  record Next(QueueId queue, Waiting who, List<Candidate> free) {}

  /** Who gets a seat now, or null where nobody does. */
  @Nullable Next next() {
    if (state.queues.values().stream().allMatch(Dispatching::nobodyWaits)) {
      return null;
    }
    List<Candidate> free =
        state.seats.values().stream().filter(Seat::free).map(Dispatching::candidate).toList();
    return free.isEmpty() ? null : next(free);
  }

  private @Nullable Next next(List<Candidate> free) {
    Next live = first(free, Waiting::live);
    Next owed = first(free, mayBeCalled());
    if (live == null || owed == null) {
      return live == null ? owed : live;
    }
    return Turns.owedFirst(live.who(), owed.who(), state.owedLast) ? owed : live;
  }

  /** The first of a kind over all queues; of equal ones, of the queue that the plan names first. */
  private @Nullable Next first(List<Candidate> free, Predicate<Waiting> ofKind) {
    Next first = null;
    for (Queue queue : state.queues.values()) {
      Waiting who = machines.queue(queue.id()).first(queue, free, ofKind);
      if (who != null && (first == null || who.equals(Turns.earlier(first.who(), who)))) {
        first = new Next(queue.id(), who, free);
      }
    }
    return first;
  }

  /** Calls to those whom we owe one never take more seats than are free for that. */
  private Predicate<Waiting> mayBeCalled() {
    int working = (int) state.seats.values().stream().filter(Dispatching::works).count();
    int calling = (int) state.seats.values().stream().filter(this::calls).count();
    return it -> {
      Owed owed = it.owed();
      return owed != null && owed.may(working, calling);
    };
  }

  /** Whether it takes calls, or has one in hand. */
  private static boolean works(Seat seat) {
    return seat.free() || seat.call() != null;
  }

  /**
   * Whether it makes a call of ours, from the first ring to the last word. Whom we talked to and
   * who was given to a queue rings as a live caller; so does who was rung first, and waits because
   * the seat that was kept for him did not take him.
   */
  private boolean calls(Seat seat) {
    CallId id = seat.phase() instanceof Seat.Phase.WrapUp ? null : seat.call();
    Call call = id == null ? null : state.call(id);
    boolean again =
        call != null
            && call.phase() instanceof Call.Phase.Offered
            && (call.ledger().answeredAt() != null || call.ledger().offers() > 1);
    return call != null && call.card().outbound() && !again;
  }

  private static boolean nobodyWaits(Queue queue) {
    return queue.waiting().stream().allMatch(it -> it.offeredTo() != null);
  }

  private static Candidate candidate(Seat seat) {
    Session session = Objects.requireNonNull(seat.session());
    return new Candidate(seat.id(), session.skills(), session.lastFreeAt(), session.missed());
  }
}
