package linekeeper.queue.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.QueueId;

/**
 * A queue's rules.
 *
 * @param skills what a seat must be able to do to serve it
 * @param strategy who is preferred, in this order
 * @param maxWaiting how many may wait; the next is lost as {@code QUEUE_FULL}
 * @param maxWait how long one may wait before being lost as {@code QUEUE_TIMEOUT}
 * @param ring how long a seat's phone rings before the call goes on to the next
 * @param announceEvery how often a waiting caller hears his place; zero for never
 * @param priority served before queues with a lower one
 */
public record QueueRules(
    QueueId id,
    String name,
    Set<String> skills,
    List<Preference> strategy,
    int maxWaiting,
    Duration maxWait,
    Duration ring,
    Duration announceEvery,
    int priority) {
  /** Copies. */
  public QueueRules {
    skills = Set.copyOf(skills);
    strategy = List.copyOf(strategy);
  }
}
