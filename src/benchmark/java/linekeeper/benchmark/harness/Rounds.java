package linekeeper.benchmark.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Runs all systems in every round, each round beginning with another one, so that neither the first
 * place nor a slow quarter of an hour is anybody's lot alone.
 */
public final class Rounds {
  private static final double DISTURBED = 2;

  private final DoubleSupplier canary;
  private final Consumer<String> progress;

  /** With what tells how quiet the machine is, in microseconds. */
  public Rounds(DoubleSupplier canary, Consumer<String> progress) {
    this.canary = canary;
    this.progress = progress;
  }

  /** One of the systems that are compared. */
  public interface Subject {
    /** Its name in the report. */
    String name();

    /** Runs it once and says what was seen. */
    Map<String, Double> run(int round) throws Exception;
  }

  /** All rounds; those with a canary over twice its own median are marked as dropped. */
  public List<Round> run(int count, List<? extends Subject> subjects) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
      double before = canary.getAsDouble();
      for (Subject subject : rotated(subjects, number - 1)) {
        Map<String, Double> seen = subject.run(number);
        figures.put(subject.name(), seen);
        progress.accept("round " + number + " of " + count + ": " + subject.name() + " " + seen);
      }
      rounds.add(new Round(number, Math.max(before, canary.getAsDouble()), true, figures));
    }
    return judged(rounds);
  }

  /** The list begun at another place. */
  static <T> List<T> rotated(List<T> list, int by) {
    List<T> rotated = new ArrayList<>(list);
    java.util.Collections.rotate(rotated, -by);
    return rotated;
  }

  /** Marks the rounds that a neighbour disturbed. */
  static List<Round> judged(List<Round> rounds) {
    double usual = Stats.median(rounds.stream().mapToDouble(Round::canaryMicros).toArray());
    return rounds.stream()
        .map(it ->
            new Round(
                it.number(),
                it.canaryMicros(),
                it.canaryMicros() <= DISTURBED * usual,
                it.figures()))
        .toList();
  }

  /** A figure's value in each round that counts and has it. */
  public static double[] values(List<Round> rounds, String system, String figure) {
    return rounds.stream()
        .filter(Round::kept)
        .mapToDouble(it -> it.figure(system, figure))
        .filter(it -> !Double.isNaN(it))
        .toArray();
  }

  /** How many times the first system's figure is the second's, in each round that counts. */
  public static double[] ratios(List<Round> rounds, String figure, String over, String under) {
    return rounds.stream()
        .filter(Round::kept)
        .mapToDouble(it -> it.figure(over, figure) / it.figure(under, figure))
        .filter(Double::isFinite)
        .toArray();
  }
}
