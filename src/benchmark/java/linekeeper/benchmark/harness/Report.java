package linekeeper.benchmark.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps each benchmark's raw figures and writes the page that people read from all of them. */
public final class Report {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path directory;

  /** Into this directory. */
  public Report(Path directory) {
    this.directory = directory;
  }

  /** Keeps a result in place of the one of the same name, and writes the page anew. */
  public void keep(Result result) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("bench-" + result.name() + ".json"),
        JSON.writeValueAsString(result) + "\n");
    Files.writeString(directory.resolve("benchmarks.md"), page(all()));
  }

  private List<Result> all() throws IOException {
    List<Result> results = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("bench-.*\\.json")) {
          results.add(JSON.readValue(Files.readString(file), Result.class));
        }
      }
    }
    return results;
  }

  /** The page. */
  static String page(List<Result> results) {
    StringBuilder page =
        new StringBuilder(
            """
            # Benchmarks

            Written by `./linekeeper bench`; change nothing here. What was seen is told, also where the aim was missed.
            Compare ratios: both sides of a ratio ran in the same rounds on the same machine, which the absolute figures
            depend on. Raw figures of every round: `bench-<name>.json` beside this page.
            """);
    results.forEach(result -> section(page, result));
    return page.toString();
  }

  private static void section(StringBuilder page, Result result) {
    page.append("\n## ").append(result.title()).append("\n\n");
    result.method().forEach(it -> page.append(it).append('\n'));
    page.append(
        "\n| figure | ours | compared with | ratio | aim | met |\n|---|---|---|---|---|---|\n");
    for (Result.Line it : result.lines()) {
      page.append("| ")
          .append(
              String.join(
                  " | ", it.figure(), it.ours(), it.compared(), it.ratio(), it.aim(), it.met()))
          .append(" |\n");
    }
    page.append('\n');
    result.notes().forEach(it -> page.append("- ").append(it).append('\n'));
    if (!result.rounds().isEmpty()) {
      page.append("- Rounds: ")
          .append(result.rounds().size())
          .append(", dropped because the canary was over twice its own median: ")
          .append(result.dropped())
          .append(".\n");
    }
    Machine machine = result.machine();
    page.append(
        "- Measured %s at commit %s on %d cores (%s), %d GiB, %s, Java %s.\n"
            .formatted(
                result.at(),
                result.commit(),
                machine.cores(),
                machine.cpu(),
                machine.memoryGib(),
                machine.kernel(),
                machine.java()));
  }
}
