package linekeeper.recording.desk;

import java.nio.file.Path;
import java.time.Duration;
import linekeeper.recording.RecordingProperties;

/** Spools for tests: without a second opinion, as on a machine that has none. */
final class Spools {
  private Spools() {}

  static RecordingProperties in(Path directory) {
    return new RecordingProperties(
        directory,
        2,
        "no-such-program",
        Duration.ofSeconds(20),
        Duration.ZERO,
        Duration.ofMinutes(10),
        Duration.ofHours(12));
  }
}
