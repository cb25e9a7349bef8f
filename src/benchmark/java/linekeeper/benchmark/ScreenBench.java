package linekeeper.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.live.Watchers;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;

/** H3: how soon an event of the switch is on the seats' screens, with 1, 50 and 200 of them. */
final class ScreenBench implements Benchmark {
  static final int AGENTS = 5;
  private static final String BEST = "best npm bridge";
  private static final int ROUNDS = 5;
  private static final int PROBES = 40;
  private static final int[] SIZES = {1, 50, 200};

  @Override
  public String name() {
    return "screens";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    try (Rig rig = Rig.start(setting.repository(), setting.portBase(), AGENTS);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.SILENT);
        Canary canary = new Canary()) {
      List<Watchers.Door> doors =
          rig.seats(AGENTS).stream().map(seat -> rig.door(seat.agent())).toList();
      List<Sizes> systems =
          Stream.concat(
                  Stream.of(new Audience.Ours(Audience.SEATS, doors)),
                  Stream.concat(Stream.of(Audience.BARE), Audience.LIBRARIES.stream())
                      .map(it -> new Audience.Theirs(it, setting.repository(), rig)))
              .map(it -> new Sizes(it, callers))
              .toList();
      setting.say("warming up");
      for (Sizes system : systems) {
        setting.say(system.name() + " " + system.run(0));
      }
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), systems);
      for (Sizes system : systems) {
        system.audience().close();
      }
      return report(setting, best(rounds));
    }
  }

  /** Adds, as a system of its own, the better one of the libraries in each figure of each round. */
  static List<Round> best(List<Round> rounds) {
    return rounds.stream()
        .map(round -> {
          Map<String, Map<String, Double>> figures = new LinkedHashMap<>(round.figures());
          Map<String, Double> best = new LinkedHashMap<>();
          for (String library : Audience.LIBRARIES) {
            figures
                .getOrDefault(library, Map.of())
                .forEach((figure, value) -> best.merge(figure, value, Math::min));
          }
          figures.put(BEST, best);
          return new Round(round.number(), round.canaryMicros(), round.kept(), figures);
        })
        .toList();
  }

  private Result report(Setting setting, List<Round> rounds) throws Exception {
    Lines lines = new Lines(rounds, Audience.SEATS);
    List<Result.Line> table = new ArrayList<>();
    for (int size : SIZES) {
      String p50 = size + " p50 ms";
      table.add(lines.cost("H3 " + size + " seats, p50", p50, "ms", Audience.BARE, 1.5));
    }
    table.add(lines.cost("H3 200 seats, p50", "200 p50 ms", "ms", BEST, 1));
    for (int size : SIZES) {
      table.add(lines.under("H3 " + size + " seats, p99", size + " p99 ms", "ms", BEST, 10));
    }
    return setting.result(
        name(),
        "From the switch to the seats' screens, when little happens (H3)",
        List.of(
            "The event is a waiting caller who hangs up: 20 a second at moments fixed beforehand, "
                + PROBES
                + " for each number of screens. Measured from the",
            "moment at which the caller's BYE was meant to leave to the moment at which the *last* screen knew, so Asterisk's own share is in",
            "every figure. Ours: the queue of the probes' line gets shorter on every seat's screen, through decoder, floor, journal hand-over,",
            "masking and per-seat view, on sockets that were signed in (five agents, a fifth of the screens each). Compared with: AMI events sent",
            "as they are to every socket by a bare Netty relay, and by `ami-io` and `asterisk-manager` with `ws` (Node "
                + setting.node()
                + "): no sign-in, no mask,",
            "no state. Warm-up: one whole round."),
        table,
        List.of(
            "\"" + BEST + "\" is the better of the two libraries in each round and figure.",
            "Linekeeper coalesces what happens within 8 ms of a patch; probes are 50 ms apart, so that does not show here.",
            "Probes that a screen never learned of: "
                + Stream.of(Audience.SEATS, Audience.BARE, "ami-io", "asterisk-manager")
                    .map(it -> it + " " + total(rounds, it))
                    .toList()
                + "."),
        rounds);
  }

  private static long total(List<Round> rounds, String system) {
    return Math.round(
        rounds.stream()
            .mapToDouble(it -> it.figure(system, "missed"))
            .filter(it -> !Double.isNaN(it))
            .sum());
  }

  private record Sizes(Audience audience, Callers callers) implements Rounds.Subject {
    @Override
    public String name() {
      return audience.name();
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      Map<String, Double> figures = new LinkedHashMap<>();
      Probes probes = new Probes(callers);
      try {
        probes.gather(audience.probeNumber(), PROBES * SIZES.length);
        for (int size : SIZES) {
          measure(size, probes, figures);
        }
      } finally {
        probes.disperse();
      }
      return figures;
    }

    private void measure(int size, Probes probes, Map<String, Double> figures) throws Exception {
      try (var _ = audience.connect();
          Watchers watchers = new Watchers()) {
        watchers.open(
            size, audience.doors(), audience.reading(probes.waiting(), probes::ended), PROBES);
        Thread.sleep(500);
        long[] meant = probes.fire(PROBES);
        Probes.await(watchers, PROBES, 3);
        Watchers.Seen seen = watchers.seen(meant);
        figures.put(size + " p50 ms", Stats.quantile(seen.lastMillis(), 0.5));
        figures.put(size + " p99 ms", Stats.quantile(seen.lastMillis(), 0.99));
        figures.put(size + " any screen p50 ms", Stats.quantile(seen.eachMillis(), 0.5));
        figures.merge("missed", (double) seen.missed(), Double::sum);
      }
    }
  }
}
