package linekeeper.benchmark.harness;

import java.util.List;

/**
 * One benchmark's outcome, as it is kept in {@code bench-<name>.json}.
 *
 * @param commit the commit that was measured, with "+" where the tree held more than it
 * @param at when, in UTC
 * @param method how, in sentences
 * @param notes what a reader must know to judge the figures
 */
public record Result(
    String name,
    String title,
    Machine machine,
    String commit,
    String at,
    List<String> method,
    List<Line> lines,
    List<String> notes,
    List<Round> rounds) {

  /** Copies. */
  public Result {
    method = List.copyOf(method);
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
    rounds = List.copyOf(rounds);
  }

  /**
   * A line of the report's table.
   *
   * @param aim what it should be, or empty where it is only recorded
   * @param met {@code yes}, {@code no}, or empty where it is only recorded
   */
  public record Line(
      String figure, String ours, String compared, String ratio, String aim, String met) {}

  /** How many rounds do not count. */
  long dropped() {
    return rounds.stream().filter(it -> !it.kept()).count();
  }
}
