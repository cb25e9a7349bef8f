package linekeeper.queue.model;

import java.util.Comparator;
import java.util.List;

/**
 * One reason to prefer a seat over another; a strategy is an ordered list of these, the first that
 * differs decides.
 */
public enum Preference {
  /** The seat that missed fewer offers in a row. */
  FEWEST_MISSED(Comparator.comparingInt(Candidate::missed)),
  /** The seat with fewer skills to spare, so that specialists stay free for those who need them. */
  LEAST_SKILLED(Comparator.comparingInt(candidate -> candidate.skills().size())),
  /** The seat that has waited longest for a call. */
  LONGEST_IDLE(Comparator.comparing(Candidate::freeSince));

  private final Comparator<Candidate> order;

  Preference(Comparator<Candidate> order) {
    this.order = order;
  }

  /**
   * The order that a strategy gives; the seat's id settles what no preference decides, so that it
   * is always the same.
   */
  static Comparator<Candidate> order(List<Preference> strategy) {
    Comparator<Candidate> last = Comparator.comparing(candidate -> candidate.seat().value());
    return strategy.reversed().stream()
        .map(preference -> preference.order)
        .reduce(last, (rest, first) -> first.thenComparing(rest));
  }
}
