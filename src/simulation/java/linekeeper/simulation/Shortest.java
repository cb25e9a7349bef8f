package linekeeper.simulation;

import org.jspecify.annotations.Nullable;

/** Looks for fewer callers with which the same seed still fails, so that its story is short. */
final class Shortest {
  private Shortest() {}

  /** One simulation of this seed with so many callers. */
  interface Run {
    Simulation.Result of(long seed, int calls);
  }

  /** The shortest failure of a seed that fails with so many callers. */
  static Simulation.Failed of(long seed, int calls, Run run) {
    Simulation.Failed shortest = failure(seed, calls, run);
    if (shortest == null) {
      throw new IllegalArgumentException("seed " + seed + " does not fail");
    }
    int low = 0;
    int high = calls;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      Simulation.Failed again = failure(seed, middle, run);
      if (again == null) {
        low = middle;
      } else {
        shortest = again;
        high = middle;
      }
    }
    return shortest;
  }

  private static Simulation.@Nullable Failed failure(long seed, int calls, Run run) {
    try {
      var _ = run.of(seed, calls);
      return null;
    } catch (Simulation.Failed failed) {
      return failed;
    }
  }
}
