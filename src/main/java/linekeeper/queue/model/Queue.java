package linekeeper.queue.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import org.jspecify.annotations.Nullable;

/** A queue's state: who waits, by priority and place. */
public record Queue(QueueId id, List<Waiting> waiting) {
  /** Copies the list. */
  public Queue {
    waiting = List.copyOf(waiting);
  }

  /** A queue in which nobody waits. */
  public static Queue empty(QueueId id) {
    return new Queue(id, List.of());
  }

  /**
   * A caller's place from 1, or 0 where he does not wait here: how many get a seat up to him, if
   * each seat can serve each.
   *
   * @param owedLast whether the last who got a seat was owed a call
   */
  public int position(CallId call, boolean owedLast) {
    List<Waiting> served = served(owedLast);
    for (int i = 0; i < served.size(); i++) {
      if (served.get(i).call().equals(call)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** When a caller's place counts from, or null where he does not wait here. */
  public @Nullable Instant placeAt(CallId call) {
    return find(call).map(Waiting::placeAt).orElse(null);
  }

  /** All who wait, in the order in which seats go to them. */
  public List<Waiting> served(boolean owedLast) {
    return Turns.served(waiting, owedLast);
  }

  /** The live callers: those who are on the line. */
  public List<Waiting> live() {
    return waiting.stream().filter(Waiting::live).toList();
  }

  Optional<Waiting> find(CallId call) {
    return waiting.stream().filter(it -> it.call().equals(call)).findFirst();
  }
}
