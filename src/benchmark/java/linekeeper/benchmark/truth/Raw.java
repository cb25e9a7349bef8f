package linekeeper.benchmark.truth;

import java.util.LinkedHashMap;
import java.util.Map;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;

/** The floor under it: nothing but fetching channels and bridges over one warm connection. */
public record Raw(Line line) implements Rounds.Subject {
  /** Its name in the report. */
  public static final String NAME = "raw fetch";

  private static final int FETCHES = 15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    line.refresh();
    line.fill();
    double[] millis = new double[FETCHES];
    int bytes = 0;
    line.books().fetch();
    for (int i = 0; i < FETCHES; i++) {
      Books.Fetched fetched = line.books().fetch();
      millis[i] = fetched.millis();
      bytes = fetched.bytes();
      Thread.sleep(100);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("floor ms", Stats.median(millis));
    figures.put("all ms", Stats.median(millis));
    figures.put("worst ms", Stats.quantile(millis, 1));
    figures.put("kB", bytes / 1e3);
    return figures;
  }
}
