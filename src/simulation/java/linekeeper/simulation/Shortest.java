package linekeeper.simulation;

/** Looks for fewer callers with which the same seed still fails, so that its story is short. */
final class Shortest {
  private Shortest() {}

  static Simulation.Failed of(long seed, int calls, Simulation.Failed failed) {
    Simulation.Failed shortest = failed;
    int low = 0;
    int high = calls;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      try {
        Simulation.run(seed, middle);
        low = middle;
      } catch (Simulation.Failed again) {
        shortest = again;
        high = middle;
      }
    }
    return shortest;
  }
}
