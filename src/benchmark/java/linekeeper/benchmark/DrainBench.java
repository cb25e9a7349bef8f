package linekeeper.benchmark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.custody.Load;
import linekeeper.benchmark.custody.Spooled;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.live.Watchers;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;

/**
 * H9, part two: how soon screens know while ten thousand recordings, left in the spool by a store
 * that was away, go into the store; beside the same with nothing to drain.
 */
final class DrainBench implements Benchmark {
  private static final String DRAINING = "draining";
  private static final String QUIET = "nothing to drain";
  private static final int RECORDINGS = 10_000;
  private static final int TALK_SECONDS = 2;
  private static final int WARM_RECORDINGS = 500;
  private static final int SCREENS = 50;
  private static final int PROBES = 400;
  private static final int CALM_SECONDS = 10;
  private static final int ROUNDS = 4;
  private static final double MOST_TIMES = 1.5;
  private static final Duration LONGEST = Duration.ofHours(1);

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    Load load = new Load(setting.size("calls", RECORDINGS), TALK_SECONDS);
    try (Rig rig = Rig.start(setting.repository(), setting.portBase(), ScreenBench.AGENTS);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.SILENT);
        Spooled spooled = new Spooled(rig);
        Canary canary = new Canary()) {
      List<Watchers.Door> doors =
          rig.seats(ScreenBench.AGENTS).stream().map(seat -> rig.door(seat.agent())).toList();
      Screens screens = new Screens(new Audience.Ours(Audience.SEATS, doors), callers);
      Load little = new Load(Math.min(load.tapes(), WARM_RECORDINGS), TALK_SECONDS);
      setting.say("warming up");
      setting.say(QUIET + " " + new Quiet(screens).run(0));
      setting.say(DRAINING + " " + new Draining(screens, spooled, little).run(0));
      List<Round> rounds =
          new Rounds(canary, setting::say)
              .run(
                  setting.rounds(ROUNDS),
                  List.of(new Draining(screens, spooled, load), new Quiet(screens)));
      return report(setting, load, rounds);
    }
  }

  private Result report(Setting setting, Load load, List<Round> rounds) throws Exception {
    Lines lines = new Lines(rounds, DRAINING);
    return setting.result(
        name(),
        "Screens while the spool drains (H9, part two)",
        List.of(
            load.tapes()
                + " recordings of "
                + load.seconds()
                + " s lie in the spool and are all due at once, as after a store that was away; none has been made playable or hashed yet. While they go into the",
            "store (header, fsync, SHA-256, PUT, read back, local files removed, manifests signed, each step committed to PostgreSQL), "
                + PROBES
                + " waiting callers hang up, 20 a second, and "
                + SCREENS
                + " screens",
            "of five agents watch: measured as in H3, from the moment the BYE was meant to leave to the moment at which the last screen knew. Compared with: the same with nothing to drain, in",
            "turns. Workers, object store and PostgreSQL are the application's own defaults. Warm-up: one turn of each, with at most "
                + WARM_RECORDINGS
                + " recordings."),
        List.of(
            lines.cost("H9 a change on the screens, p99", "p99 ms", "ms", QUIET, MOST_TIMES),
            lines.recorded("H9 a change on the screens, p50", "p50 ms", "ms", QUIET),
            lines.recorded("recordings a second into the store", "recordings/s", "", ""),
            left(rounds)),
        List.of(
            "A round in which the spool was empty before the last caller hung up proves little; the last line says whether there was one.",
            "Probes that a screen never learned of: " + missed(rounds) + "."),
        rounds);
  }

  private static Result.Line left(List<Round> rounds) {
    double least = Stats.quantile(Rounds.values(rounds, DRAINING, "left"), 0);
    return new Result.Line(
        "recordings still to drain when the last caller hung up, least of all rounds",
        Lines.number(least),
        "",
        "",
        "more than 0",
        least > 0 ? "yes" : "no");
  }

  private static long missed(List<Round> rounds) {
    double missed = 0;
    for (String system : List.of(DRAINING, QUIET)) {
      for (double value : Rounds.values(rounds, system, "missed")) {
        missed += value;
      }
    }
    return Math.round(missed);
  }

  /** What is begun before the first caller hangs up. */
  @FunctionalInterface
  private interface Begin {
    void now() throws Exception;
  }

  /** What is asked when the last one has. */
  @FunctionalInterface
  private interface Left {
    double now() throws Exception;
  }

  private record Screens(Audience audience, Callers callers) {
    Map<String, Double> watch(Begin begin, Left left) throws Exception {
      Map<String, Double> figures = new LinkedHashMap<>();
      Probes probes = new Probes(callers);
      try (var _ = audience.connect();
          Watchers watchers = new Watchers()) {
        probes.gather(audience.probeNumber(), PROBES);
        watchers.open(
            SCREENS, audience.doors(), audience.reading(probes.waiting(), probes::ended), PROBES);
        begin.now();
        Thread.sleep(1_000);
        long[] meant = probes.fire(PROBES);
        figures.put("left", left.now());
        Probes.await(watchers, PROBES, CALM_SECONDS);
        Watchers.Seen seen = watchers.seen(meant);
        figures.put("p50 ms", Stats.quantile(seen.lastMillis(), 0.5));
        figures.put("p99 ms", Stats.quantile(seen.lastMillis(), 0.99));
        figures.put("missed", (double) seen.missed());
      } finally {
        probes.disperse();
      }
      return figures;
    }
  }

  private record Quiet(Screens screens) implements Rounds.Subject {
    @Override
    public String name() {
      return QUIET;
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      return screens.watch(() -> {}, () -> 0);
    }
  }

  private record Draining(Screens screens, Spooled spooled, Load load) implements Rounds.Subject {
    @Override
    public String name() {
      return DRAINING;
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      List<String> names = spooled.lay(load, "drain", round);
      long[] began = new long[1];
      Map<String, Double> figures =
          screens.watch(
              () -> {
                began[0] = System.nanoTime();
                spooled.due(names);
              },
              () -> names.size() - spooled.stored(names));
      spooled.awaitStored(names, LONGEST);
      figures.put("recordings/s", names.size() / ((System.nanoTime() - began[0]) / 1e9));
      return figures;
    }
  }
}
