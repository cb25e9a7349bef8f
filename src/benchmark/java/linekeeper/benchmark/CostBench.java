package linekeeper.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;

/**
 * H6: what we add to Asterisk. Calls come at a steady rate, whatever becomes of those before; the
 * rate rises until a step is not clean any more.
 */
final class CostBench implements Benchmark {
  private static final int SEATS = 40;
  private static final int ROUNDS = 3;
  private static final int[] RATES = {10, 20, 30, 40, 50, 60};
  private static final int STEP_SECONDS = 5;

  /** Some thousand calls, until the compiler has next to nothing left to do. */
  private static final int WARM_STEPS = 24;

  private static final int WARM_RATE = 20;
  private static final double CLEAN = 0.97;
  private static final int SETTLING_MILLIS = 500;
  private static final int LONGEST_SETTLING = 120;

  /** The part of a processor that an idle application uses at most. */
  private static final double CALM = 0.08;

  private static final long SHORTEST_TALK = 100_000_000;
  private static final long LONGEST_TALK = 500_000_000;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    SplittableRandom random = new SplittableRandom(12345);
    AtomicInteger talks = new AtomicInteger();
    try (Rig rig = Rig.start(setting.repository(), setting.portBase(), SEATS);
        SeatPhones phones =
            new SeatPhones(
                "127.0.0.4",
                rig.sip(),
                () -> random.nextLong(SHORTEST_TALK, LONGEST_TALK),
                new Talks(talks));
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), true);
        Canary canary = new Canary()) {
      List<Rig.Seat> seats = rig.seats(SEATS);
      for (Rig.Seat seat : seats) {
        phones.register(seat.user(), seat.secret());
      }
      Rig.ready(seats);
      rig.join(seats);
      List<Stairs> stairs =
          List.of(
              new Stairs(
                  RoutingBench.OURS, Rig.HOTLINE, new Floor(rig, callers, phones, talks), setting),
              new Stairs(
                  RoutingBench.QUEUE,
                  Rig.PLAIN_QUEUE,
                  new Floor(rig, callers, phones, talks),
                  setting));
      setting.say("warming up");
      for (int i = 0; i < WARM_STEPS; i++) {
        stairs.getFirst().step(WARM_RATE);
      }
      stairs.getLast().step(RATES[0]);
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), stairs);
      return report(setting, rounds);
    }
  }

  private Result report(Setting setting, List<Round> rounds) throws Exception {
    List<Round> costs =
        rounds.stream()
            .map(it -> {
              Map<String, Map<String, Double>> figures = new LinkedHashMap<>(it.figures());
              Map<String, Double> plain =
                  java.util.Objects.requireNonNull(figures.get(RoutingBench.QUEUE));
              figures.put(
                  "asterisk alone",
                  Map.of("our cpu", plain.getOrDefault("switch cpu", Double.NaN)));
              return new Round(it.number(), it.canaryMicros(), it.kept(), figures);
            })
            .toList();
    Lines lines = new Lines(costs, RoutingBench.OURS);
    return setting.result(
        name(),
        "What it costs (H6)",
        List.of(
            "Forty seats' phones and calls at a steady rate (10, 20, ... "
                + RATES[RATES.length - 1]
                + " a second, "
                + STEP_SECONDS
                + " s each, the load driver on the same",
            "two cores), each greeted, routed, recorded in stereo and talked for 0.1 to 0.5 s with G.711 both ways; the same calls into",
            "`app_queue` with MixMonitor. A step is clean if no call failed and 97 % of those that came were talked when it ended plus 2 s. CPU is",
            "taken at 10 calls a second from the kernel's books: our Java process with its PostgreSQL, until the last recording is hashed and stored,",
            "and Asterisk."),
        List.of(
            lines.cost(
                "CPU per call: all of ours, by Asterisk's own with app_queue",
                "our cpu",
                "ms",
                "asterisk alone",
                0.5),
            lines.cost(
                "CPU per call in Asterisk itself", "switch cpu", "ms", RoutingBench.QUEUE, 1),
            lines.more("clean calls per second", "clean calls/s", "", RoutingBench.QUEUE, 0.95)),
        List.of(
            "Warm-up: "
                + WARM_STEPS * STEP_SECONDS * WARM_RATE
                + " calls into ours (a JVM compiles as it goes), "
                + RATES[0] * STEP_SECONDS
                + " into app_queue; not counted.",
            "Highest rate offered: "
                + RATES[RATES.length - 1]
                + " calls a second; a clean rate equal to it means the limit was not reached."),
        rounds);
  }

  private record Talks(AtomicInteger count) implements SeatPhones.Ear {
    @Override
    public void rings(String seat, long silentNanos) {}

    @Override
    public void talked(String seat) {
      count.incrementAndGet();
    }
  }

  /** What both systems share. */
  private record Floor(Rig rig, Callers callers, SeatPhones phones, AtomicInteger talks) {}

  /** One system, taken up the stairs. */
  private record Stairs(String name, String number, Floor floor, Setting setting)
      implements Rounds.Subject {

    private record Step(boolean clean, double switchCpu, double ourCpu, int failed, int talked) {}

    @Override
    public Map<String, Double> run(int round) throws Exception {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("clean calls/s", 0.0);
      for (int rate : RATES) {
        Step step = step(rate);
        if (rate == RATES[0]) {
          figures.put("switch cpu", step.switchCpu());
          figures.put("our cpu", step.ourCpu());
        }
        figures.put("talked at " + rate, (double) step.talked());
        figures.put("failed at " + rate, (double) step.failed());
        if (!step.clean()) {
          break;
        }
        figures.put("clean calls/s", (double) rate);
      }
      return figures;
    }

    Step step(int rate) throws Exception {
      floor.phones().refresh();
      AtomicInteger failed = new AtomicInteger();
      Callers.Ear ear =
          new Callers.Ear() {
            @Override
            public void ended(Callers.Call call, int status) {
              failed.addAndGet(status == 200 ? 0 : 1);
            }
          };
      int before = floor.talks().get();
      double switchBefore = Cpu.millis(floor.rig().telephoneSwitch());
      double oursBefore = Cpu.millisOfTree(floor.rig().application());
      int offered = offer(rate, ear);
      for (int i = 0; i < 20 && floor.callers().open() > 0; i++) {
        Thread.sleep(100);
      }
      int talked = floor.talks().get() - before;
      double switchCpu = Cpu.millis(floor.rig().telephoneSwitch()) - switchBefore;
      double ourCpu = settledCpu() - oursBefore;
      boolean clean = failed.get() == 0 && talked >= CLEAN * offered;
      for (int i = 0; i < 50 && floor.callers().open() > 0; i++) {
        floor.callers().hangUpAll();
        Thread.sleep(100);
      }
      int lost = floor.callers().forget();
      setting.say(
          "%s at %d/s: %d of %d talked, %d failed, %d lost"
              .formatted(name, rate, talked, offered, failed.get(), lost));
      return new Step(clean, switchCpu / talked, ourCpu / talked, failed.get() + lost, talked);
    }

    /** Our processor time once the last recording is put away, so that nobody pays for another. */
    private double settledCpu() throws Exception {
      double used = Cpu.millisOfTree(floor.rig().application());
      for (int i = 0; i < LONGEST_SETTLING; i++) {
        Thread.sleep(SETTLING_MILLIS);
        double now = Cpu.millisOfTree(floor.rig().application());
        if (now - used < CALM * SETTLING_MILLIS) {
          return now;
        }
        used = now;
      }
      return used;
    }

    private int offer(int rate, Callers.Ear ear) {
      int offered = rate * STEP_SECONDS;
      long began = System.nanoTime();
      for (int i = 0; i < offered; i++) {
        LockSupport.parkNanos(began + i * 1_000_000_000L / rate - System.nanoTime());
        floor.callers().dial(number, Long.toString(13_900_000_000L + i), ear);
      }
      return offered;
    }
  }
}
