package linekeeper.benchmark.custody;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What both sides are given in each round.
 *
 * @param tapes how many recordings
 * @param seconds of how many seconds each
 */
public record Load(int tapes, int seconds) {
  private static final double SECONDS_PER_HOUR = 3_600;

  /** Names that no other round has. */
  List<String> names(String prefix, int round) {
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    return IntStream.range(0, tapes)
        .mapToObj(it -> prefix + "-" + run + "-" + round + "-" + it)
        .toList();
  }

  /** The figures of a round that took so long on the clock and on the processors. */
  Map<String, Double> figures(double seconds, double cpuMillis) {
    return Map.of(
        "tapes/s", tapes / seconds, "tapes/core-h", tapes / (cpuMillis / 1e3) * SECONDS_PER_HOUR);
  }
}
