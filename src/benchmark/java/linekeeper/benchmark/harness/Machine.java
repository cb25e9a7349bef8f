package linekeeper.benchmark.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was measured on; nothing that names the machine or its owner.
 *
 * @param memoryGib in GiB
 */
public record Machine(int cores, String cpu, long memoryGib, String kernel, String java) {

  /** This machine. */
  public static Machine here() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name").strip(),
        Math.round(
            Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1))
        .findFirst()
        .orElse("0");
  }
}
