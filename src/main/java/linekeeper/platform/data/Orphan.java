package linekeeper.platform.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that still runs on our data after its parent was killed. Only ever called while we hold
 * the directory's lock, so it belongs to nobody alive.
 */
record Orphan(ProcessHandle process) {
  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);

  /**
   * Finds it by the server's own pid file. A server's working directory is its data directory: a
   * process that merely got the same number later is not mistaken for it.
   */
  static Optional<Orphan> of(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      long pid = lines.isEmpty() ? -1 : Long.parseLong(lines.getFirst().trim());
      return ProcessHandle.of(pid).filter(found -> worksIn(found, data)).map(Orphan::new);
    } catch (NumberFormatException torn) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + pidFile, e);
    }
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), data);
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Stops it by a fast shutdown: open transactions roll back, commits stay.
   *
   * @throws IllegalStateException if it does not stop in time; it is never killed harder than that
   */
  void stop(Duration patience) {
    LOG.warn("PostgreSQL {} outlived its parent: stopping it to start afresh", process.pid());
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while stopping PostgreSQL", e);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("PostgreSQL " + process.pid() + " does not stop", e);
    }
  }
}
