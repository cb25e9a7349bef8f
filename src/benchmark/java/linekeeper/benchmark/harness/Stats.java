package linekeeper.benchmark.harness;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The few statistics that a benchmark needs. */
public final class Stats {
  private static final int RESAMPLES = 10_000;

  private Stats() {}

  /**
   * A median with its bootstrap 95 % interval.
   *
   * @param low the interval's lower end
   * @param high the interval's upper end
   */
  public record Interval(double low, double median, double high) {}

  /** The quantile {@code q} of 0 to 1, the nearest rank; NaN where there are no values. */
  public static double quantile(double[] values, double q) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(q * sorted.length);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }

  /** The middle value, or the mean of the two middle ones; NaN where there are no values. */
  public static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The median and where it may lie; the same values always give the same interval. */
  public static Interval bootstrap(double[] values) {
    SplittableRandom random = new SplittableRandom(20_26);
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = values[random.nextInt(values.length)];
      }
      medians[i] = median(drawn);
    }
    return new Interval(quantile(medians, 0.025), median(values), quantile(medians, 0.975));
  }
}
