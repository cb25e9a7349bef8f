package linekeeper.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;

/**
 * H1 and H2: how soon a seat that becomes free is rung for the next waiting caller, and how many
 * calls it therefore takes, beside Asterisk's own queue.
 */
final class RoutingBench implements Benchmark {
  static final String OURS = "linekeeper";
  static final String QUEUE = "app_queue";
  private static final int SEATS = 5;
  private static final int CROWD = 30;
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;
  private static final long SETTLE_MILLIS = 3_000;
  private static final long MEASURE_MILLIS = 6_000;
  private static final long SHORTEST_TALK = 100_000_000;
  private static final long LONGEST_TALK = 500_000_000;

  @Override
  public String name() {
    return "routing";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    SplittableRandom random = new SplittableRandom(12345);
    Seen seen = new Seen();
    try (Rig rig = Rig.start(setting.repository(), setting.portBase(), SEATS);
        SeatPhones phones =
            new SeatPhones(
                "127.0.0.4", rig.sip(), () -> random.nextLong(SHORTEST_TALK, LONGEST_TALK), seen);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.STEADY);
        Canary canary = new Canary()) {
      List<Rig.Seat> seats = rig.seats(SEATS);
      for (Rig.Seat seat : seats) {
        phones.register(seat.user(), seat.secret());
      }
      Rig.ready(seats);
      rig.join(seats);
      List<Load> loads =
          List.of(
              new Load(OURS, Rig.HOTLINE, rig, phones, callers, seen),
              new Load(QUEUE, Rig.PLAIN_QUEUE, rig, phones, callers, seen));
      setting.say("warming up");
      for (int i = 0; i < WARM_UPS; i++) {
        setting.say(loads.getFirst().run(0).toString());
      }
      loads.getLast().run(0);
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), loads);
      return report(setting, rounds, rig);
    }
  }

  private Result report(Setting setting, List<Round> rounds, Rig rig) throws Exception {
    Lines lines = new Lines(rounds, OURS);
    return setting.result(
        name(),
        "A seat becomes free: how soon it rings again (H1, H2)",
        List.of(
            "Five seats' phones over SIP and a crowd of "
                + CROWD
                + " callers over the trunk, every caller calling again at once, so that somebody",
            "always waits. Phones answer at once, talk 0.1 to 0.5 s (mean 0.3 s, random) and hang up. Measured at the phone: from the",
            "BYE it sends to the next INVITE it gets. The same phones, callers, greeting (one digit) and recording in stereo in the same",
            "Asterisk; `app_queue` with retry=1 (the least it knows), wrapuptime=0, autofill, leastrecent, no announcements. Both sides",
            "carry G.711 both ways. Warm-up: three whole rounds of ours (a JVM) and one of theirs, not counted."),
        List.of(
            lines.quicker("H1 free to ringing, p50", "gap p50 ms", "ms", QUEUE, 20),
            lines.quicker("H1 free to ringing, p99", "gap p99 ms", "ms", QUEUE, 5),
            lines.more("H2 calls per second and seat", "calls/s/seat", "", QUEUE, 3),
            lines.recorded("calls in a round", "calls", "", QUEUE),
            lines.recorded("Asterisk, CPU per call", "switch cpu ms/call", "ms", QUEUE),
            lines.recorded(
                "our process, its database included, CPU per call", "our cpu ms/call", "ms", "")),
        List.of(
            "Ideal for H2 is 3.33 calls per second and seat.",
            "Failed calls in all rounds: "
                + total(rounds, OURS, "failed")
                + " (ours), "
                + total(rounds, QUEUE, "failed")
                + " (app_queue); calls whose end nobody told: "
                + total(rounds, OURS, "forgotten")
                + " (ours), "
                + total(rounds, QUEUE, "forgotten")
                + " (app_queue).",
            "Left in Asterisk afterwards: "
                + rig.rx("core show channels count").replace('\n', ',')
                + ".",
            "Task processors with a backlog at the end: "
                + Backlog.of(rig.rx("core show taskprocessors"))
                + "."),
        rounds);
  }

  private static long total(List<Round> rounds, String system, String figure) {
    return Math.round(rounds.stream().mapToDouble(it -> it.figure(system, figure)).sum());
  }

  /** What the phones saw while it counted. */
  private static final class Seen implements SeatPhones.Ear {
    private final List<Long> silences = new ArrayList<>();
    private boolean counting;
    private int talks;

    @Override
    public synchronized void rings(String seat, long silentNanos) {
      if (counting && silentNanos >= 0) {
        silences.add(silentNanos);
      }
    }

    @Override
    public synchronized void talked(String seat) {
      talks += counting ? 1 : 0;
    }

    synchronized void begin() {
      silences.clear();
      talks = 0;
      counting = true;
    }

    synchronized double[] end() {
      counting = false;
      return silences.stream().mapToDouble(it -> it / 1e6).toArray();
    }

    synchronized int talks() {
      return talks;
    }
  }

  private record Load(
      String name, String number, Rig rig, SeatPhones phones, Callers callers, Seen seen)
      implements Rounds.Subject {
    @Override
    public Map<String, Double> run(int round) throws Exception {
      Crowd crowd = new Crowd(callers, number);
      phones.refresh();
      phones.rest();
      crowd.gather(CROWD);
      Thread.sleep(SETTLE_MILLIS);
      double switchBefore = Cpu.millis(rig.telephoneSwitch());
      double oursBefore = rig.ourMillis();
      long began = System.nanoTime();
      seen.begin();
      Thread.sleep(MEASURE_MILLIS);
      double[] silences = seen.end();
      double seconds = (System.nanoTime() - began) / 1e9;
      double switchCpu = Cpu.millis(rig.telephoneSwitch()) - switchBefore;
      double ourCpu = rig.ourMillis() - oursBefore;
      int talks = seen.talks();
      if (talks == 0) {
        throw new IllegalStateException(name + ": no phone rang, so nothing was measured");
      }
      int forgotten = crowd.disperse();
      for (int i = 0; i < 30 && phones.busy() > 0; i++) {
        Thread.sleep(100);
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("gap p50 ms", Stats.quantile(silences, 0.5));
      figures.put("gap p99 ms", Stats.quantile(silences, 0.99));
      figures.put("calls", (double) talks);
      figures.put("calls/s/seat", talks / seconds / SEATS);
      figures.put("switch cpu ms/call", switchCpu / talks);
      figures.put("our cpu ms/call", ourCpu / talks);
      figures.put("failed", (double) crowd.failed());
      figures.put("forgotten", (double) forgotten);
      return figures;
    }
  }
}
