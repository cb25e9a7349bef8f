package linekeeper.benchmark.truth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.live.Watchers;
import linekeeper.cli.Api;
import linekeeper.cli.Failure;

/** The application gets SIGKILL, some hang up, and its launcher starts it again. */
public record Kill(Line line) implements Rounds.Subject {
  /** Its name in the report. */
  public static final String NAME = "linekeeper, killed";

  private static final int LONGEST_MILLIS = 120_000;
  private static final int TRY_MILLIS = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    line.refresh();
    line.fill();
    Goal goal = new Goal();
    try (Watchers screens = new Watchers()) {
      long killedAt = System.nanoTime();
      ProcessHandle.of(line.rig().application()).orElseThrow().destroyForcibly();
      line.leave(goal, 1);
      long serving = awaitServing();
      line.watch(screens, goal, 1);
      Line.await(screens, 1);
      long back =
          Objects.requireNonNull(
              line.cable().firstAfter(killedAt), "the link did not come back after the kill");
      Watchers.Seen seen = screens.seen(new long[] {back});
      Line.Back it = Line.Back.of(seen, 0, line.screens());
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("floor ms", it.floorMillis());
      figures.put("all ms", it.allMillis());
      figures.put("worst ms", it.allMillis());
      figures.put("serving ms", (serving - back) / 1e6);
      figures.put("killed to floor s", (back - killedAt) / 1e9 + it.floorMillis() / 1e3);
      figures.put("missed", (double) seen.missed());
      figures.put("differences", (double) line.differences());
      return figures;
    }
  }

  /** As a console does that lost its server, only oftener. */
  private long awaitServing() throws InterruptedException {
    Api nobody = new Api(line.rig().http(), Api.Session.NONE);
    for (int waited = 0; waited < LONGEST_MILLIS; waited += TRY_MILLIS) {
      Thread.sleep(TRY_MILLIS);
      if (serves(nobody)) {
        return System.nanoTime();
      }
    }
    throw new IllegalStateException("the application did not come back");
  }

  private static boolean serves(Api nobody) {
    try {
      return nobody.get("/actuator/health").ok();
    } catch (Failure notYet) {
      return false;
    }
  }
}
