package linekeeper.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Runs one seed, or a fresh one: {@code Sim [--seed N] [--calls N] [--seeds N] [--call-back true]};
 * or a million calls over a thousand seeds, with the lost being called back: {@code Sim --million
 * [--seed N]}.
 */
public final class Sim {
  private static final int THOUSAND = 1_000;

  private Sim() {}

  /** What was asked for. */
  private record Wish(long seed, int seeds, int calls, boolean callBack) {
    static Wish of(String[] args) {
      boolean million = Arrays.asList(args).contains("--million");
      String[] rest =
          Arrays.stream(args).filter(it -> !it.equals("--million")).toArray(String[]::new);
      long seed = million ? 1 : new SplittableRandom().nextLong(1_000_000_000L);
      int calls = THOUSAND;
      int seeds = million ? THOUSAND : 1;
      boolean callBack = million;
      for (int i = 0; i + 1 < rest.length; i += 2) {
        switch (rest[i]) {
          case "--seed" -> seed = Long.parseLong(rest[i + 1]);
          case "--calls" -> calls = Integer.parseInt(rest[i + 1]);
          case "--call-back" -> callBack = Boolean.parseBoolean(rest[i + 1]);
          case "--seeds" -> seeds = Integer.parseInt(rest[i + 1]);
          default -> throw new IllegalArgumentException("unknown option " + rest[i]);
        }
      }
      return new Wish(seed, seeds, calls, callBack);
    }

    Simulation.Result run(long it, int callers) {
      return callBack ? Simulation.callingBack(it, callers) : Simulation.run(it, callers);
    }
  }

  /** Exits with 1 where a law was broken; the shortest story goes to standard output. */
  public static void main(String[] args) {
    System.exit(run(Wish.of(args)) ? 0 : 1);
  }

  private static boolean run(Wish wish) {
    long began = System.nanoTime();
    Sum sum = new Sum();
    ConcurrentLinkedQueue<Long> broken = new ConcurrentLinkedQueue<>();
    LongFunction<Boolean> one = seed -> holds(wish, seed, sum, broken);
    boolean all =
        LongStream.range(wish.seed(), wish.seed() + wish.seeds())
            .parallel()
            .mapToObj(one)
            .allMatch(it -> it);
    for (long seed : broken) {
      System.out.println(Shortest.of(seed, wish.calls(), wish::run).getMessage());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%d seeds, %s, %.1f s, %.0f calls/s%s%n",
        wish.seeds(),
        sum,
        seconds,
        sum.calls.get() / seconds,
        all ? ", every law held" : ", A LAW WAS BROKEN");
    return all;
  }

  private static boolean holds(Wish wish, long seed, Sum sum, ConcurrentLinkedQueue<Long> broken) {
    if (!broken.isEmpty()) {
      return false;
    }
    try {
      Simulation.Result result = wish.run(seed, wish.calls());
      sum.add(result);
      if (wish.seeds() <= 10 || seed % 100 == 0) {
        System.out.println(result);
      }
      return true;
    } catch (Simulation.Failed failed) {
      broken.add(seed);
      return false;
    }
  }

  /** What all of them came to. */
  private static final class Sum {
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong attempts = new AtomicLong();

    void add(Simulation.Result it) {
      calls.addAndGet(it.calls());
      steps.addAndGet(it.steps());
      lost.addAndGet(it.lost());
      ModelCallbacks.Outcome called = it.callbacks();
      attempts.addAndGet(called == null ? 0 : called.attempts());
    }

    @Override
    public String toString() {
      return "%d calls, %d steps, %d lost, %d attempts to call back"
          .formatted(calls.get(), steps.get(), lost.get(), attempts.get());
    }
  }
}
