package linekeeper.callback;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the floor is: hears what it is asked, and accepts it, unless it knows nothing of it.
 */
final class StandInFloor implements Floor {
  final List<FloorCommand> asked = new CopyOnWriteArrayList<>();
  final Map<AgentId, SeatId> seats = new ConcurrentHashMap<>();
  final Set<AttemptId> unknown = ConcurrentHashMap.newKeySet();

  @Override
  public CompletionStage<FloorSnapshot> snapshot() {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("nobody looks"));
  }

  @Override
  public @Nullable SeatId seatOf(AgentId agent) {
    return seats.get(agent);
  }

  @Override
  public CompletionStage<Answer> ask(FloorCommand command) {
    asked.add(command);
    boolean lost = command instanceof FloorCommand.Withdraw it && unknown.contains(it.attempt());
    return CompletableFuture.completedFuture(
        lost ? new Answer(Refusal.of("attempt.unknown", "never begun")) : Answer.ACCEPTED);
  }

  /** What it was asked of this kind. */
  <T extends FloorCommand> List<T> asked(Class<T> kind) {
    return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
