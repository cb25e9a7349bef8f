package linekeeper.benchmark;

import java.util.List;
import java.util.Locale;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;

/** Makes the lines of a report's table out of rounds. */
final class Lines {
  private final List<Round> rounds;
  private final String ours;

  Lines(List<Round> rounds, String ours) {
    this.rounds = rounds;
    this.ours = ours;
  }

  /** A figure of which more is better when {@code ours / peer} grows. */
  Result.Line more(String title, String figure, String unit, String peer, double aim) {
    double[] ratios = Rounds.ratios(rounds, figure, ours, peer);
    return line(new Asked(title, figure, unit, peer), ratios, aim, false);
  }

  /** A figure of which less is better: the ratio is how many times the peer's is ours. */
  Result.Line quicker(String title, String figure, String unit, String peer, double aim) {
    double[] ratios = Rounds.ratios(rounds, figure, peer, ours);
    return line(new Asked(title, figure, unit, peer), ratios, aim, false);
  }

  /** A cost: the ratio is ours by theirs and must stay under the aim. */
  Result.Line cost(String title, String figure, String unit, String peer, double aim) {
    double[] ratios = Rounds.ratios(rounds, figure, ours, peer);
    return line(new Asked(title, figure, unit, peer), ratios, aim, true);
  }

  /** A figure that is to stay under a bound, whatever others do. */
  Result.Line under(String title, String figure, String unit, String peer, double bound) {
    double[] values = Rounds.values(rounds, ours, figure);
    Stats.Interval seen = Stats.bootstrap(values);
    return new Result.Line(
        title,
        shown(seen, unit),
        peer.isEmpty() ? "" : peer + " " + of(peer, figure, unit),
        peer.isEmpty() ? "" : ratio(Rounds.ratios(rounds, figure, peer, ours)) + " (theirs / ours)",
        "under " + number(bound) + " " + unit,
        values.length > 0 && seen.high() < bound ? "yes" : "no");
  }

  /** A figure that is only recorded. */
  Result.Line recorded(String title, String figure, String unit, String peer) {
    return new Result.Line(
        title,
        of(ours, figure, unit),
        peer.isEmpty() ? "" : peer + " " + of(peer, figure, unit),
        "",
        "recorded",
        "");
  }

  private record Asked(String title, String figure, String unit, String peer) {}

  private Result.Line line(Asked asked, double[] ratios, double aim, boolean cost) {
    boolean some = ratios.length > 0;
    Stats.Interval ratio = Stats.bootstrap(some ? ratios : new double[] {Double.NaN});
    boolean met = some && (cost ? ratio.high() <= aim : ratio.low() >= aim);
    return new Result.Line(
        asked.title,
        of(ours, asked.figure, asked.unit),
        asked.peer + " " + of(asked.peer, asked.figure, asked.unit),
        ratio(ratios),
        (cost ? "at most " : "at least ") + number(aim) + "x",
        met ? "yes" : "no");
  }

  private String of(String system, String figure, String unit) {
    double[] values = Rounds.values(rounds, system, figure);
    return values.length == 0 ? "not seen" : shown(Stats.bootstrap(values), unit);
  }

  private static String shown(Stats.Interval it, String unit) {
    return "%s %s [%s, %s]"
        .formatted(number(it.median()), unit, number(it.low()), number(it.high()));
  }

  private static String ratio(double[] ratios) {
    if (ratios.length == 0) {
      return "none";
    }
    Stats.Interval it = Stats.bootstrap(ratios);
    return "%sx [%s, %s]".formatted(number(it.median()), number(it.low()), number(it.high()));
  }

  static String number(double value) {
    double size = Math.abs(value);
    String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
