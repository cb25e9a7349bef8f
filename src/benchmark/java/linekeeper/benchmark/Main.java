package linekeeper.benchmark;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.benchmark.harness.Report;

/** Runs the benchmark that is named, or all of them, and writes what was seen. */
final class Main {
  private static final List<Benchmark> ALL =
      List.of(
          new RoutingBench(),
          new ScreenBench(),
          new StormBench(),
          new CostBench(),
          new EventBench(),
          new StartBench(),
          new DialBench(),
          new ReturnBench(),
          new CustodyBench(),
          new DrainBench(),
          new KillBench());
  private static final int PORT_BASE = 40_000;

  private Main() {}

  /**
   * Arguments: names of benchmarks, {@code --rounds N}, {@code --port-base N}, {@code --into
   * DIRECTORY} for a run that is not to be published, and sizes: {@code --seats N}, {@code --calls
   * N}, {@code --tasks N}.
   */
  public static void main(String[] arguments) throws Exception {
    Optional<Integer> rounds = Optional.empty();
    int portBase = PORT_BASE;
    Path into = Path.of("docs/generated");
    Map<String, Integer> sizes = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Optional.of(Integer.parseInt(arguments[++i]));
        case "--port-base" -> portBase = Integer.parseInt(arguments[++i]);
        case "--into" -> into = Path.of(arguments[++i]);
        case "--seats", "--calls", "--tasks" ->
            sizes.put(arguments[i].substring(2), Integer.parseInt(arguments[++i]));
        default -> names.add(arguments[i]);
      }
    }
    Path repository = Path.of("").toAbsolutePath();
    Setting setting =
        new Setting(
            repository, portBase, rounds, sizes, InstantSource.system(), System.err::println);
    Report report = new Report(repository.resolve(into));
    for (Benchmark benchmark : chosen(names)) {
      setting.say("==> " + benchmark.name());
      report.keep(benchmark.run(setting));
    }
    System.exit(0); // clients of the peers leave threads behind
  }

  private static List<Benchmark> chosen(List<String> names) {
    List<String> known = ALL.stream().map(Benchmark::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("no benchmark " + name + "; there are " + known);
      }
    }
    return ALL.stream().filter(it -> names.isEmpty() || names.contains(it.name())).toList();
  }
}
