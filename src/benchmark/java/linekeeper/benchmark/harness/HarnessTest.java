package linekeeper.benchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness: what it makes of numbers, so that nobody need believe the figures blindly. */
class HarnessTest {
  @TempDir Path directory;

  @Test
  void quantiles_are_the_nearest_rank() {
    double[] values = {5, 1, 4, 2, 3};
    assertThat(Stats.quantile(values, 0.5)).isEqualTo(3);
    assertThat(Stats.quantile(values, 0.99)).isEqualTo(5);
    assertThat(Stats.quantile(values, 0)).isEqualTo(1);
    assertThat(Stats.quantile(new double[0], 0.5)).isNaN();
  }

  @Test
  void the_median_of_an_even_number_lies_between_the_middle_two() {
    assertThat(Stats.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Stats.median(new double[] {9, 1, 5})).isEqualTo(5);
  }

  @Test
  void an_interval_holds_the_median_and_widens_with_the_spread() {
    Stats.Interval narrow = Stats.bootstrap(new double[] {10, 10.1, 9.9, 10, 10.2, 9.8, 10});
    Stats.Interval wide = Stats.bootstrap(new double[] {2, 18, 5, 10, 15, 1, 30});
    assertThat(narrow.median()).isEqualTo(10);
    assertThat(narrow.low()).isBetween(9.8, 10.0);
    assertThat(narrow.high()).isBetween(10.0, 10.2);
    assertThat(wide.high() - wide.low()).isGreaterThan(10 * (narrow.high() - narrow.low()));
  }

  @Test
  void every_round_begins_with_another_system() throws Exception {
    List<String> order = new ArrayList<>();
    new Rounds(() -> 1, _ -> {}).run(3, List.of(subject("a", order), subject("b", order)));
    assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
  }

  @Test
  void a_round_with_a_canary_over_twice_its_median_is_dropped_and_counts_nowhere()
      throws Exception {
    Iterator<Double> canary = List.of(10.0, 10.0, 10.0, 21.0, 9.0, 10.0).iterator();
    List<Round> rounds =
        new Rounds(canary::next, _ -> {}).run(3, List.of(subject("a", new ArrayList<>())));
    assertThat(rounds).extracting(Round::kept).containsExactly(true, false, true);
    assertThat(Rounds.values(rounds, "a", "round")).containsExactly(1, 3);
  }

  @Test
  void a_ratio_is_taken_within_a_round() {
    List<Round> rounds =
        List.of(
            new Round(1, 1, true, Map.of("a", Map.of("x", 10.0), "b", Map.of("x", 2.0))),
            new Round(2, 1, true, Map.of("a", Map.of("x", 30.0), "b", Map.of("x", 3.0))),
            new Round(3, 1, true, Map.of("a", Map.of("x", 30.0))));
    assertThat(Rounds.ratios(rounds, "x", "a", "b")).containsExactly(5, 10);
  }

  @Test
  void processor_time_is_read_past_a_name_with_blanks_and_brackets() {
    assertThat(Cpu.millis("7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 30 10 20")).isEqualTo(2400);
    long pid = ProcessHandle.current().pid();
    double before = Cpu.millis(pid);
    long until = System.nanoTime() + 200_000_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(Cpu.millis(pid) - before).isCloseTo(200, within(200.0)).isPositive();
  }

  @Test
  void the_page_tells_a_missed_aim_and_a_dropped_round_and_keeps_the_other_results()
      throws Exception {
    Report report = new Report(directory);
    report.keep(result("one", "yes", true));
    report.keep(result("two", "no", false));
    assertThat(Files.readString(directory.resolve("benchmarks.md")))
        .contains("## Title of one", "| f | 1 | 2 | 3 | 4 | yes |", "| f | 1 | 2 | 3 | 4 | no |")
        .contains("dropped because the canary was over twice its own median: 0.")
        .contains("dropped because the canary was over twice its own median: 1.")
        .contains("at commit abc on 2 cores (model), 8 GiB");
  }

  private static Result result(String name, String met, boolean kept) {
    return new Result(
        name,
        "Title of " + name,
        new Machine(2, "model", 8, "Linux", "25"),
        "abc",
        "2026-01-01T00:00:00Z",
        List.of("How."),
        List.of(new Result.Line("f", "1", "2", "3", "4", met)),
        List.of(),
        List.of(new Round(1, 1, kept, Map.of("a", Map.of("x", 1.0)))));
  }

  private static Rounds.Subject subject(String name, List<String> order) {
    return new Rounds.Subject() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Map<String, Double> run(int round) {
        order.add(name);
        return Map.of("round", (double) round);
      }
    };
  }
}
