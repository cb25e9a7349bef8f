package linekeeper.simulation;

import java.util.SplittableRandom;

/**
 * Runs one seed, or a fresh one: {@code Sim [--seed N] [--calls N] [--seeds N] [--call-back true]}.
 */
public final class Sim {
  private Sim() {}

  /** Exits with 1 where a law was broken; the story goes to standard output. */
  public static void main(String[] args) {
    long seed = new SplittableRandom().nextLong(1_000_000_000L);
    int calls = 1_000;
    int seeds = 1;
    boolean callBack = false;
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        case "--calls" -> calls = Integer.parseInt(args[i + 1]);
        case "--call-back" -> callBack = Boolean.parseBoolean(args[i + 1]);
        case "--seeds" -> seeds = Integer.parseInt(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    System.exit(run(seed, seeds, calls, callBack) ? 0 : 1);
  }

  private static boolean run(long seed, int seeds, int calls, boolean callBack) {
    long began = System.nanoTime();
    long steps = 0;
    for (long it = seed; it < seed + seeds; it++) {
      try {
        Simulation.Result result =
            callBack ? Simulation.callingBack(it, calls) : Simulation.run(it, calls);
        steps += result.steps();
        System.out.println(result);
      } catch (Simulation.Failed failed) {
        Simulation.Failed told = callBack ? failed : Shortest.of(it, calls, failed);
        System.out.println(told.getMessage());
        return false;
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%d seeds, %d calls, %d steps, %.1f s, %.0f calls/s%n",
        seeds, seeds * (long) calls, steps, seconds, seeds * (long) calls / seconds);
    return true;
  }
}
