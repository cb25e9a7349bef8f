package linekeeper.queue.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.CallId;

/** What can come to a queue. */
public sealed interface QueueInput {

  /**
   * A caller joins; {@code placeAt} is when his place counts from. One who comes {@code again},
   * after somebody talked to him, is let in also where as many wait as may.
   */
  record Join(CallId call, Instant placeAt, int priority, Set<String> skills, boolean again)
      implements QueueInput {
    /** Copies the skills. */
    public Join {
      skills = Set.copyOf(skills);
    }
  }

  /** A caller leaves, for whatever reason. */
  record Leave(CallId call) implements QueueInput {}

  /** The seat at which he rang did not take him; he waits again in his place. */
  record OfferOver(CallId call, boolean tried) implements QueueInput {}

  /** Seats are free, or callers wait: match them. */
  record Dispatch(List<Candidate> candidates) implements QueueInput {
    /** Copies the list. */
    public Dispatch {
      candidates = List.copyOf(candidates);
    }
  }
}
