package linekeeper.benchmark.truth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.live.Watchers;

/** The link to the switch is cut for a second, some hang up meanwhile, and it is mended. */
public record Cut(Line line) implements Rounds.Subject {
  /** Its name in the report. */
  public static final String NAME = "linekeeper, cut";

  /** How often in a round. */
  public static final int CUTS = 5;

  private static final long AWAY_MILLIS = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    line.refresh();
    line.fill();
    Goal goal = new Goal();
    long[] back = new long[CUTS];
    double[] mended = new double[CUTS];
    int differences = 0;
    try (Watchers screens = new Watchers()) {
      line.watch(screens, goal, CUTS);
      for (int i = 0; i < CUTS; i++) {
        line.fill();
        line.cable().cut();
        line.leave(goal, i + 1);
        Thread.sleep(AWAY_MILLIS);
        long at = System.nanoTime();
        line.cable().mend();
        Line.await(screens, i + 1);
        back[i] = Objects.requireNonNull(line.cable().firstAfter(at), "the link did not come back");
        mended[i] = (back[i] - at) / 1e6;
        differences += line.differences();
      }
      return figures(screens.seen(back), mended, differences);
    }
  }

  private Map<String, Double> figures(Watchers.Seen seen, double[] mended, int differences) {
    double[] floor = new double[CUTS];
    double[] all = new double[CUTS];
    for (int i = 0; i < CUTS; i++) {
      Line.Back it = Line.Back.of(seen, i, line.screens());
      floor[i] = it.floorMillis();
      all[i] = it.allMillis();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("floor ms", Stats.median(floor));
    figures.put("all ms", Stats.median(all));
    figures.put("worst ms", Stats.quantile(all, 1));
    figures.put("away ms", Stats.median(mended));
    figures.put("missed", (double) seen.missed());
    figures.put("differences", (double) differences);
    return figures;
  }
}
