package linekeeper.benchmark.harness;

import java.util.Map;

/**
 * What one round saw.
 *
 * @param canaryMicros the canary's median round trip in this round
 * @param kept whether the round counts: its canary was at most twice the canary's own median
 * @param figures by system, then by figure
 */
public record Round(
    int number, double canaryMicros, boolean kept, Map<String, Map<String, Double>> figures) {

  /** A figure, NaN where this round has none. */
  public double figure(String system, String name) {
    return figures.getOrDefault(system, Map.of()).getOrDefault(name, Double.NaN);
  }
}
