package linekeeper.queue.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * One who waits in a queue: a live caller, or a citizen whom we owe a call.
 *
 * @param placeAt what his place is counted from; earlier is served earlier among equal priorities
 * @param priority higher is served first
 * @param skills what a seat must be able to do for him
 * @param tried seats that were offered this call and did not answer, until all that are free have
 *     been tried
 * @param offeredTo the seat at which he rings now; he keeps his place meanwhile
 * @param owed what makes him one whom we owe a call, or null for a live caller
 */
public record Waiting(
    CallId call,
    Instant placeAt,
    int priority,
    Set<String> skills,
    Set<SeatId> tried,
    @Nullable SeatId offeredTo,
    @Nullable Owed owed) {

  /** Copies the sets. */
  public Waiting {
    skills = Set.copyOf(skills);
    tried = Set.copyOf(tried);
  }

  /** Whether he is on the line and hears music. */
  public boolean live() {
    return owed == null;
  }

  Waiting ringingAt(SeatId seat) {
    return new Waiting(call, placeAt, priority, skills, tried, seat, owed);
  }

  Waiting notRinging(boolean triedIt) {
    Set<SeatId> now = new HashSet<>(tried);
    if (triedIt && offeredTo != null) {
      now.add(offeredTo);
    }
    return new Waiting(call, placeAt, priority, skills, now, null, owed);
  }

  Waiting untried() {
    return new Waiting(call, placeAt, priority, skills, Set.of(), offeredTo, owed);
  }
}
