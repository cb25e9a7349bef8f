package linekeeper.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import linekeeper.benchmark.harness.Machine;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.rig.Shell;

/**
 * Where and how the benchmarks run.
 *
 * @param rounds how many rounds, or empty for each benchmark's own number
 * @param sizes how much of what, where it is not to be each benchmark's own number
 * @param portBase the first of the ports that the benchmark's Linekeeper uses
 */
record Setting(
    Path repository,
    int portBase,
    Optional<Integer> rounds,
    Map<String, Integer> sizes,
    InstantSource clock,
    Consumer<String> progress) {

  /** Copies the sizes. */
  Setting {
    sizes = Map.copyOf(sizes);
  }

  /** Says how far it is. */
  void say(String text) {
    progress.accept(text);
  }

  int rounds(int usual) {
    return rounds.orElse(usual);
  }

  /** How much of this, such as seats or calls. */
  int size(String what, int usual) {
    return sizes.getOrDefault(what, usual);
  }

  /** The version of Node that the peers run on. */
  String node() throws IOException, InterruptedException {
    return Shell.run(repository, Map.of(), List.of("node", "--version"));
  }

  /** A result of here and now. */
  Result result(
      String name,
      String title,
      List<String> method,
      List<Result.Line> lines,
      List<String> notes,
      List<Round> seen)
      throws IOException, InterruptedException {
    return new Result(
        name,
        title,
        Machine.here(),
        commit(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        method,
        lines,
        notes,
        seen);
  }

  private String commit() throws IOException, InterruptedException {
    String commit =
        Shell.run(repository, Map.of(), List.of("git", "rev-parse", "--short=12", "HEAD"));
    String changed =
        Shell.run(
            repository,
            Map.of(),
            List.of("git", "status", "--porcelain", "--untracked-files=no", "src", "scripts"));
    return changed.isEmpty() ? commit : commit + "+";
  }
}
