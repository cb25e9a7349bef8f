package linekeeper.queue.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.CallId;
import org.jspecify.annotations.Nullable;

/** What can come to a queue. */
public sealed interface QueueInput {

  /**
   * A caller joins; {@code placeAt} is when his place counts from. One who comes {@code again},
   * after somebody talked to him, is let in also where as many wait as may; so is one whom we owe a
   * call ({@code owed}), who takes nobody's room.
   */
  record Join(
      CallId call,
      Instant placeAt,
      int priority,
      Set<String> skills,
      boolean again,
      @Nullable Owed owed)
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

  /** It is his turn: let him ring at the best of these free seats. */
  record Offer(CallId call, List<Candidate> candidates) implements QueueInput {
    /** Copies the list. */
    public Offer {
      candidates = List.copyOf(candidates);
    }
  }
}
