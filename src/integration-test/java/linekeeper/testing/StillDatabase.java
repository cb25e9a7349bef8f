package linekeeper.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A database server whose processes all stand still, connections open, until it is closed. */
public final class StillDatabase implements AutoCloseable {
  private final List<String> processes;

  private StillDatabase(List<String> processes) throws IOException {
    this.processes = processes;
    signal("-STOP");
  }

  /** Has the server with this data directory stand still. */
  public static StillDatabase at(Path data) {
    try {
      long server = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
      ProcessHandle postmaster = ProcessHandle.of(server).orElseThrow();
      return new StillDatabase(
          Stream.concat(Stream.of(postmaster), postmaster.descendants())
              .map(it -> Long.toString(it.pid()))
              .toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      signal("-CONT");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signal(String which) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", which));
    command.addAll(processes);
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException("not all processes took the signal " + which);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
