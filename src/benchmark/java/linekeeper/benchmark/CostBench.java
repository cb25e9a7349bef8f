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
import linekeeper.benchmark.phones.Voice;
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
  private static final int REST_MILLIS = 5_000;
  private static final int LONGEST_CUSTODY = 300;

  /** The step that CPU per call is taken from: long enough for hundreds of calls. */
  private static final Offer PRICED = new Offer(20, 15);

  /** So many calls a second, for so many seconds. */
  private record Offer(int rate, int seconds) {
    int calls() {
      return rate * seconds;
    }
  }

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
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.STEADY);
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
        stairs.getFirst().step(new Offer(WARM_RATE, STEP_SECONDS));
      }
      stairs.getLast().step(PRICED);
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), stairs);
      return report(setting, rounds);
    }
  }

  private Result report(Setting setting, List<Round> rounds) throws Exception {
    Lines lines = new Lines(rounds.stream().map(CostBench::alone).toList(), RoutingBench.OURS);
    return setting.result(
        name(),
        "What it costs (H6)",
        method(),
        List.of(
            lines.cost(
                "CPU per call: all of ours, by Asterisk's own with app_queue",
                "our cpu",
                "ms",
                "asterisk alone",
                0.5),
            lines.cost(
                "CPU per call in Asterisk itself", "switch cpu", "ms", RoutingBench.QUEUE, 1),
            lines.more("clean calls per second", "clean calls/s", "", RoutingBench.QUEUE, 0.95),
            lines.recorded("CPU at rest: all of ours", "our rest", "% of a core", ""),
            lines.recorded("CPU at rest: Asterisk", "switch rest", "% of a core", "")),
        List.of(
            "Warm-up: "
                + WARM_STEPS * STEP_SECONDS * WARM_RATE
                + " calls into ours (a JVM compiles as it goes), "
                + PRICED.calls()
                + " into app_queue; not counted.",
            "Highest rate offered: "
                + RATES[RATES.length - 1]
                + " calls a second; a clean rate equal to it means the limit was not reached."),
        rounds);
  }

  /** With what Asterisk alone costs beside what all of ours does. */
  private static Round alone(Round it) {
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>(it.figures());
    Map<String, Double> plain = java.util.Objects.requireNonNull(figures.get(RoutingBench.QUEUE));
    figures.put("asterisk alone", Map.of("our cpu", plain.getOrDefault("switch cpu", Double.NaN)));
    return new Round(it.number(), it.canaryMicros(), it.kept(), figures);
  }

  private static List<String> method() {
    return List.of(
        "Forty seats' phones and calls at a steady rate (10, 20, ... "
            + RATES[RATES.length - 1]
            + " a second, "
            + STEP_SECONDS
            + " s each, the load driver on the same",
        "two cores), each greeted, routed, recorded in stereo and talked for 0.1 to 0.5 s with G.711 both ways; the same calls into",
        "`app_queue` with MixMonitor. A step is clean if no call failed and 97 % of those that came were talked when it ended plus 2 s. CPU is",
        "taken over "
            + PRICED.calls()
            + " calls at "
            + PRICED.rate()
            + " a second from the kernel's books, until the last recording is hashed, stored and read back: our Java process",
        "with its PostgreSQL and object store, and Asterisk; less what each uses at rest in the same time, which is told beside it.");
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

    private record Step(boolean clean, Spent spent, int failed, int talked) {}

    /** Processor time, in milliseconds; and how long it took. */
    private record Spent(double bySwitch, double byUs, double millis) {
      Spent since(Spent before) {
        return new Spent(bySwitch - before.bySwitch, byUs - before.byUs, millis - before.millis);
      }

      /** Without what would have been spent at rest. */
      Spent beyond(Spent rest) {
        double share = millis / rest.millis;
        return new Spent(bySwitch - rest.bySwitch * share, byUs - rest.byUs * share, millis);
      }
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      Map<String, Double> figures = new LinkedHashMap<>();
      Spent before = spent();
      Thread.sleep(REST_MILLIS);
      Spent rest = spent().since(before);
      figures.put("switch rest", 100 * rest.bySwitch() / rest.millis());
      figures.put("our rest", 100 * rest.byUs() / rest.millis());
      Step priced = step(PRICED);
      Spent cost = priced.spent().beyond(rest);
      figures.put("switch cpu", cost.bySwitch() / priced.talked());
      figures.put("our cpu", cost.byUs() / priced.talked());
      figures.put("clean calls/s", 0.0);
      for (int rate : RATES) {
        Step step = step(new Offer(rate, STEP_SECONDS));
        figures.put("talked at " + rate, (double) step.talked());
        figures.put("failed at " + rate, (double) step.failed());
        if (!step.clean()) {
          break;
        }
        figures.put("clean calls/s", (double) rate);
      }
      return figures;
    }

    Step step(Offer offer) throws Exception {
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
      Spent spentBefore = spent();
      make(offer, ear);
      for (int i = 0; i < 20 && floor.callers().open() > 0; i++) {
        Thread.sleep(100);
      }
      int talked = floor.talks().get() - before;
      boolean clean = failed.get() == 0 && talked >= CLEAN * offer.calls();
      for (int i = 0; i < 50 && floor.callers().open() > 0; i++) {
        floor.callers().hangUpAll();
        Thread.sleep(100);
      }
      int lost = floor.callers().forget();
      for (int i = 0; i < LONGEST_CUSTODY && floor.rig().recordingsUnderWay(); i++) {
        Thread.sleep(100);
      }
      Spent spent = spent().since(spentBefore);
      setting.say(
          "%s at %d/s: %d of %d talked, %d failed, %d lost"
              .formatted(name, offer.rate(), talked, offer.calls(), failed.get(), lost));
      return new Step(clean, spent, failed.get() + lost, talked);
    }

    private Spent spent() throws Exception {
      return new Spent(
          Cpu.millis(floor.rig().telephoneSwitch()),
          floor.rig().ourMillis(),
          System.nanoTime() / 1e6);
    }

    private void make(Offer offer, Callers.Ear ear) {
      long began = System.nanoTime();
      for (int i = 0; i < offer.calls(); i++) {
        LockSupport.parkNanos(began + i * 1_000_000_000L / offer.rate() - System.nanoTime());
        floor.callers().dial(number, Long.toString(13_900_000_000L + i), ear);
      }
    }
  }
}
