package linekeeper.call.model;

import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * What there is on the floor around one of its calls.
 *
 * @param play given by the step, not asked for: ids are counted, and journals count on that
 */
record Around(CallId id, FloorState state, PlayId play) implements Surroundings {
  @Override
  public boolean staffed() {
    return !state.agents.isEmpty();
  }

  @Override
  public int position() {
    Queue queue = queue();
    return queue == null ? 0 : queue.position(id, state.owedLast);
  }

  @Override
  public @Nullable Instant placeAt() {
    Queue queue = queue();
    return queue == null ? null : queue.placeAt(id);
  }

  @Override
  public boolean linkUp() {
    return state.link == LinkState.UP;
  }

  @Override
  public Set<SeatId> holding() {
    return state.holding(id);
  }

  private @Nullable Queue queue() {
    Call call = state.call(id);
    return call == null ? null : state.queues.get(call.card().queue());
  }
}
