package linekeeper.recording.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.recording.ListeningProperties;
import org.springframework.util.unit.DataSize;

/** Listening copies for tests, made by the real ffmpeg. */
final class Copies {
  private Copies() {}

  static ListeningCopies of(ObjectStore objects, Path directory, InstantSource clock) {
    return new ListeningCopies(
        objects,
        new ListeningProperties(
            directory, DataSize.ofMegabytes(1), "ffmpeg", Duration.ofSeconds(20)),
        clock);
  }
}
