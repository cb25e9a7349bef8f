package linekeeper.benchmark.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A peer's process, which ends when its input ends. It says "ready" when it is connected to the
 * switch; a bridge is so between {@link #on} and {@link #off}, and stays warm in between.
 */
public final class Bridge implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private Bridge(Process process) {
    this.process = process;
    this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Waits until it says that it is connected. */
  public Bridge ready() throws IOException {
    String line = said.readLine();
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException("the peer said " + line);
    }
    return this;
  }

  /** Connects to the switch. */
  public void on() throws IOException {
    say("on");
    ready();
  }

  /** Leaves the switch. */
  public void off() throws IOException {
    say("off");
  }

  private void say(String word) throws IOException {
    process.getOutputStream().write((word + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** A package of the registry, by {@code src/benchmark/npm/peer.js}. */
  public static Bridge node(
      Path repository, String secret, String role, String library, int ami, int socket)
      throws IOException, InterruptedException {
    Path npm = repository.resolve("src/benchmark/npm");
    if (!Files.isDirectory(npm.resolve("node_modules"))) {
      Shell.run(npm, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
    return start(
        npm,
        secret,
        List.of("node", "peer.js", role, library, Integer.toString(ami), Integer.toString(socket)));
  }

  /** A class of our own. */
  public static Bridge java(Path repository, String secret, String main, int ami, int socket)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return start(
        repository,
        secret,
        List.of(
            java,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            main,
            Integer.toString(ami),
            Integer.toString(socket)));
  }

  private static Bridge start(Path directory, String secret, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("BRIDGE_SECRET", secret);
    return new Bridge(builder.start());
  }

  /** The next line it says, or null when it has ended. */
  public @org.jspecify.annotations.Nullable String hear() throws IOException {
    return said.readLine();
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
