package linekeeper.benchmark;

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

/** H4: how stale the seats' screens are while many calls go through. */
final class StormBench implements Benchmark {
  private static final int ROUNDS = 4;
  private static final int SCREENS = 100;
  private static final int PROBES = 100;
  private static final int RATE = 200;
  private static final int CALM_SECONDS = 10;

  /** Some thousand calls, until the compiler has less to do. */
  private static final int WARM_ROUNDS = 6;

  private static final List<String> METHOD =
      List.of(
          RATE
              + " calls a second come in and hang up 0.6 s after their answer, while "
              + SCREENS
              + " screens watch. "
              + PROBES
              + " probes as in H3 (20 a second, 5 s) while it goes on;",
          "each probe counts until the last screen knew. Ours conducts those calls meanwhile (greeting, queue, music, journal), and shows seats",
          "what is for them; \"whole floor\": "
              + SCREENS
              + " leaders' screens, which see every call. Theirs: the calls only wait in the dialplan, and every AMI event",
          "goes to every socket. Settled: screens that show the truth after the storm and "
              + CALM_SECONDS
              + " s at most.");

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    try (Rig rig = Rig.start(setting.repository(), setting.portBase(), ScreenBench.AGENTS);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.SILENT);
        Canary canary = new Canary()) {
      List<Watchers.Door> seats =
          rig.seats(ScreenBench.AGENTS).stream().map(seat -> rig.door(seat.agent())).toList();
      List<Watchers.Door> leader = List.of(rig.door(rig.signIn("leader1")));
      List<Storms> systems =
          Stream.concat(
                  Stream.of(
                      new Audience.Ours(Audience.SEATS, seats),
                      new Audience.Ours(Audience.LEADERS, leader)),
                  Audience.LIBRARIES.stream()
                      .map(it -> new Audience.Theirs(it, setting.repository(), rig)))
              .map(it -> new Storms(it, callers))
              .toList();
      setting.say("warming up");
      for (int i = 0; i < WARM_ROUNDS; i++) {
        setting.say(systems.getFirst().run(0).toString());
      }
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), systems);
      for (Storms system : systems) {
        system.audience().close();
      }
      return report(setting, ScreenBench.best(rounds));
    }
  }

  private Result report(Setting setting, List<Round> rounds) throws Exception {
    Lines lines = new Lines(rounds, Audience.SEATS);
    Lines leaders = new Lines(rounds, Audience.LEADERS);
    String best = "best npm bridge";
    return setting.result(
        name(),
        "Staleness in a storm (H4)",
        METHOD,
        List.of(
            lines.under("H4 staleness at a seat, p99", "p99 ms", "ms", best, 100),
            lines.recorded("H4 staleness at a seat, p50", "p50 ms", "ms", best),
            leaders.under("H4 staleness, whole floor, p99", "p99 ms", "ms", best, 100),
            settled(rounds),
            lines.recorded("calls a second answered", "answered/s", "", best),
            lines.recorded("calls a second ended", "ended/s", "", best),
            lines.recorded("sent to all screens", "MB", "MB", best),
            leaders.recorded("sent to all screens, whole floor", "MB", "MB", best)),
        List.of(
            "\""
                + best
                + "\" is the better of `ami-io` and `asterisk-manager` in each round and figure.",
            "Warm-up: "
                + WARM_ROUNDS
                + " rounds of ours (a JVM compiles as it goes), not counted; Node warms up in a second.",
            "A probe that a screen never learned of counts as late as the end of the measuring, some 15 s. Such: "
                + Stream.of(Audience.SEATS, Audience.LEADERS, "ami-io", "asterisk-manager")
                    .map(it ->
                        it
                            + " "
                            + Math.round(
                                rounds.stream()
                                    .mapToDouble(round -> round.figure(it, "missed"))
                                    .filter(value -> !Double.isNaN(value))
                                    .sum()))
                    .toList()
                + "."),
        rounds);
  }

  private static Result.Line settled(List<Round> rounds) {
    double ours = Stats.quantile(Rounds.values(rounds, Audience.SEATS, "settled"), 0);
    String theirs =
        Audience.LIBRARIES.stream()
            .map(it ->
                it + " " + Lines.number(Stats.quantile(Rounds.values(rounds, it, "settled"), 0)))
            .toList()
            .toString();
    return new Result.Line(
        "H4 screens that show the truth at the end, worst round",
        Lines.number(ours) + " of " + SCREENS,
        theirs,
        "",
        "all",
        ours == SCREENS ? "yes" : "no");
  }

  private record Storms(Audience audience, Callers callers) implements Rounds.Subject {
    @Override
    public String name() {
      return audience.name();
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      Probes probes = new Probes(callers);
      try {
        probes.gather(audience.probeNumber(), PROBES);
        return measure(probes);
      } finally {
        probes.disperse();
      }
    }

    private Map<String, Double> measure(Probes probes) throws Exception {
      Map<String, Double> figures = new LinkedHashMap<>();
      try (var _ = audience.connect();
          Watchers watchers = new Watchers();
          Storm storm = new Storm(callers, audience.stormNumber(), RATE)) {
        watchers.open(
            SCREENS,
            audience.doors(),
            audience.reading(PROBES, () -> probes.ended() + storm.ended()),
            PROBES);
        storm.begin();
        Thread.sleep(1_000);
        long began = System.nanoTime();
        int answeredBefore = storm.answered();
        int endedBefore = storm.ended();
        long[] meant = probes.fire(PROBES);
        double seconds = (System.nanoTime() - began) / 1e9;
        figures.put("answered/s", (storm.answered() - answeredBefore) / seconds);
        figures.put("ended/s", (storm.ended() - endedBefore) / seconds);
        storm.subside(5);
        Probes.await(watchers, PROBES, CALM_SECONDS);
        Thread.sleep(1_000);
        Watchers.Seen seen = watchers.seen(meant);
        figures.put("p50 ms", Stats.quantile(seen.lastMillis(), 0.5));
        figures.put("p99 ms", Stats.quantile(seen.lastMillis(), 0.99));
        figures.put("missed", (double) seen.missed());
        figures.put("settled", (double) seen.settled());
        figures.put("MB", seen.bytes() / 1e6);
      }
      return figures;
    }
  }
}
