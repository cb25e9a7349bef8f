package linekeeper.queue.model;

import java.util.List;
import java.util.Optional;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;

/** A queue's state: who waits, in the order in which they are served. */
public record Queue(QueueId id, List<Waiting> waiting) {
  /** Copies the list. */
  public Queue {
    waiting = List.copyOf(waiting);
  }

  /** A queue in which nobody waits. */
  public static Queue empty(QueueId id) {
    return new Queue(id, List.of());
  }

  /** A caller's place from 1, or 0 where he does not wait here. */
  public int position(CallId call) {
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).call().equals(call)) {
        return i + 1;
      }
    }
    return 0;
  }

  Optional<Waiting> find(CallId call) {
    return waiting.stream().filter(it -> it.call().equals(call)).findFirst();
  }
}
