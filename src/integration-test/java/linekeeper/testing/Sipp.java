package linekeeper.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * SIPp with a scenario of the test resources: SIP from another hand than ours, for what a decent
 * phone would not say.
 */
public final class Sipp {
  private static final Path SCENARIOS = Path.of("src/integration-test/resources/sipp");
  private static final int LONGEST = 40;

  private Sipp() {}

  /**
   * Runs one call and returns what SIPp had to complain about, nothing where all went as the
   * scenario says.
   *
   * @param from the address it speaks from
   * @param values for the scenario's {@code @NAME@}
   */
  public static String run(
      String scenario, String from, InetSocketAddress to, Map<String, String> values)
      throws IOException {
    String text = Files.readString(SCENARIOS.resolve(scenario + ".xml"));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    Path directory = Files.createTempDirectory("sipp");
    Path file = Files.writeString(directory.resolve(scenario + ".xml"), text);
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(command(file, from, to, errors))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LONGEST, SECONDS)) {
        process.destroyForcibly();
        return "SIPp did not end";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return "interrupted";
    }
    if (process.exitValue() == 0) {
      FileSystemUtils.deleteRecursively(directory);
      return "";
    }
    return process.exitValue()
        + " "
        + (Files.exists(errors) ? Files.readString(errors) : Files.readString(output));
  }

  private static List<String> command(Path file, String from, InetSocketAddress to, Path errors)
      throws IOException {
    String server = to.getHostString() + ":" + to.getPort();
    String line =
        "-i %s -mi %s -m 1 -nostdin -timeout 30s -timeout_error -trace_err -recv_timeout 10000"
            .formatted(from, from);
    List<String> command = new ArrayList<>(List.of(program(), server, "-sf", file.toString()));
    command.addAll(List.of(line.split(" ")));
    command.addAll(List.of("-error_file", errors.toString()));
    return command;
  }

  /** The launcher names it; without the launcher its own script finds it. */
  private static String program() throws IOException {
    String named = System.getenv("LINEKEEPER_SIPP");
    if (named != null) {
      return named;
    }
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                ". scripts/common.sh; . scripts/asterisk.sh; provide_asterisk;"
                    + " printf %s \"$LINEKEEPER_SIPP\"")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(
        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
