package linekeeper.recording.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Another application's hold on a spool: a process of its own, which can be killed. */
final class SpoolHolder implements AutoCloseable {
  private static final String HELD = "held";
  private final Process process;
  private final String said;

  private SpoolHolder(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /** One that has tried to take the spool. */
  static SpoolHolder on(Path spool) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                SpoolHolder.class.getName(),
                spool.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new SpoolHolder(process, String.valueOf(process.inputReader(UTF_8).readLine()));
  }

  boolean holds() {
    return said.equals(HELD);
  }

  long pid() {
    return process.pid();
  }

  /** As the kernel does it: nothing is cleared up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Stays until it is killed, or whoever began it is. */
  public static void main(String[] arguments) throws IOException {
    String said = HELD;
    try {
      new SpoolLock(Path.of(arguments[0])).hold();
    } catch (SpoolLock.SpoolTaken taken) {
      said = taken.getMessage();
    }
    System.out.println(said);
    System.in.read();
  }
}
