package linekeeper.telephony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A real Asterisk with this repository's configuration in a directory of its own, and SIPp to call
 * it. Where either cannot be had the test fails and says why: it is never left out in silence.
 */
public final class RealAsterisk implements AutoCloseable {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath();
  private static final int START_SECONDS = 600;

  private final Path directory;
  private final int portBase;
  private final String sipp;

  private RealAsterisk(Path directory, int portBase, String sipp) {
    this.directory = directory;
    this.portBase = portBase;
    this.sipp = sipp;
  }

  /** Starts one; takes the ports that {@code scripts/asterisk-instance} says for the base. */
  public static RealAsterisk start(int portBase) throws IOException {
    String sipp =
        run(
            List.of(
                "bash",
                "-c",
                "set -e; . scripts/common.sh; . scripts/asterisk.sh; provide_asterisk;"
                    + " printf %s \"$LINEKEEPER_SIPP\""));
    Path directory = Files.createTempDirectory("linekeeper-asterisk");
    RealAsterisk asterisk = new RealAsterisk(directory, portBase, sipp);
    asterisk.instance("start");
    return asterisk;
  }

  /** Starts it again after {@link #kill}, with the same files. */
  public void startAgain() {
    instance("start");
  }

  /** Ends it as a power failure would. */
  public void kill() {
    instance("kill");
  }

  /** Stops or continues it without its knowing, as a deadlock would. */
  public void freeze(boolean frozen) {
    String pid = instance("pid").strip();
    run(List.of("kill", frozen ? "-STOP" : "-CONT", pid));
  }

  /** What Asterisk's console says to a command. */
  public String rx(String command) {
    return instance("rx", command);
  }

  /** Where recordings are written. */
  public Path spool() {
    return directory.resolve("spool/recordings");
  }

  /** Port of ARI. */
  public int httpPort() {
    return portBase + 3;
  }

  /** Port of AMI. */
  public int amiPort() {
    return portBase + 4;
  }

  /** Port of SIP. */
  public int sipPort() {
    return portBase + 5;
  }

  /** The value of a secret by its name. */
  public String secret(String name) throws IOException {
    Properties secrets = new Properties();
    try (var reader = Files.newBufferedReader(directory.resolve("secrets.env"))) {
      secrets.load(reader);
    }
    return secrets.getProperty(name);
  }

  /** Runs a SIPp scenario of the test resources against this Asterisk, for one call. */
  public Process sipp(String scenario, String address, int port, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(sipp);
    command.addAll(
        List.of(
            "127.0.0.1:" + sipPort(),
            "-sf",
            REPOSITORY.resolve("src/integration-test/resources/sipp/" + scenario).toString(),
            "-i",
            address,
            "-mi",
            address,
            "-p",
            String.valueOf(port),
            "-min_rtp_port",
            String.valueOf(port + 2),
            "-max_rtp_port",
            String.valueOf(port + 8),
            "-m",
            "1",
            "-nostdin",
            "-timeout",
            "60s"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(directory.resolve("sipp-" + port + ".log").toFile())
        .start();
  }

  @Override
  public void close() {
    instance("stop");
  }

  private String instance(String... verb) {
    List<String> command =
        new ArrayList<>(
            List.of(
                REPOSITORY.resolve("scripts/asterisk-instance").toString(),
                directory.toString(),
                String.valueOf(portBase)));
    command.addAll(List.of(verb));
    return run(command);
  }

  private static String run(List<String> command) {
    try {
      Path output = Files.createTempFile("linekeeper-run", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(REPOSITORY.toFile())
              .redirectErrorStream(false)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("no real Asterisk to test with: " + command + " failed");
      }
      String said = Files.readString(output);
      Files.delete(output);
      return said;
    } catch (IOException failure) {
      throw new AssertionError("no real Asterisk to test with: " + command, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }
}
