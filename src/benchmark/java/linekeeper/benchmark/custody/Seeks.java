package linekeeper.benchmark.custody;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.rig.Rig;
import linekeeper.cli.Api;

/**
 * Seeks: a byte somewhere in a recording, as a player asks for it when people move in it. In the
 * original, which comes from the object store, and in the copy to listen to once it was made.
 *
 * @param ours whose newest recordings are sought in
 */
public record Seeks(Rig rig, Load load, Ours ours) implements Rounds.Subject {
  /** Its name in the report. */
  public static final String NAME = "linekeeper, a seek";

  private static final int SEEKS = 200;
  private static final int PART = 206;
  private static final int BYTES_PER_SECOND = 32_000;
  private static final int COPY_BYTES_PER_SECOND = 2_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    Api leader = rig.signIn("leader1");
    String copied = Objects.requireNonNull(ours.newest().getFirst());
    leader.bytes("/api/recordings/" + copied + "/listening", "");
    double[] original =
        millis(leader, ours.newest().stream().map(it -> it + "/audio").toList(), BYTES_PER_SECOND);
    double[] copy = millis(leader, List.of(copied + "/listening"), COPY_BYTES_PER_SECOND);
    return Map.of(
        "original p50", Stats.quantile(original, 0.5),
        "original p99", Stats.quantile(original, 0.99),
        "copy p50", Stats.quantile(copy, 0.5),
        "copy p99", Stats.quantile(copy, 0.99));
  }

  private double[] millis(Api leader, List<String> paths, int bytesPerSecond) {
    SplittableRandom random = new SplittableRandom(20_261_127);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < SEEKS; i++) {
      String path = "/api/recordings/" + paths.get(random.nextInt(paths.size()));
      int at = random.nextInt((load.seconds() - 1) * bytesPerSecond);
      long began = System.nanoTime();
      HttpResponse<byte[]> answer = leader.bytes(path, "bytes=" + at + "-" + at);
      millis.add((System.nanoTime() - began) / 1e6);
      if (answer.statusCode() != PART || answer.body().length != 1) {
        throw new IllegalStateException("no byte " + at + " of " + path);
      }
    }
    return millis.stream().mapToDouble(it -> it).toArray();
  }
}
