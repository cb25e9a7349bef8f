package linekeeper.queue.model;

import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.SeatId;

/** A seat that is free at this moment, as routing sees it. */
public record Candidate(SeatId seat, Set<String> skills, Instant freeSince, int missed) {
  /** Copies the skills. */
  public Candidate {
    skills = Set.copyOf(skills);
  }
}
