package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.RoomProperties;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.MarkStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for a store that is away, on a disk that is short. */
class ShortDiskTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final RecordingId ID = new RecordingId("r1");
  private final Path home;
  private final Path raw;
  private final Path wav;
  private final FakeStore objects = new FakeStore();
  private final TakenRecording waits;

  ShortDiskTest(@TempDir Path home) throws IOException {
    this.home = home;
    raw = Files.write(home.resolve("r1.raw"), Tones.raw(300, 1000, 100));
    wav = home.resolve("r1.wav");
    Audio audio;
    try (Spool spool = spool(Disks.AMPLE)) {
      audio = spool.play(ID);
    }
    waits =
        new TakenRecording(
            ID,
            new CallId("c1"),
            RecordingKind.ORDINARY,
            Set.of(),
            null,
            T0,
            T0,
            T0,
            new Custody.Uploading(audio, Spool.digest(wav), new Place("recordings", "r1.wav"), 0));
  }

  @Test
  void it_lies_there_once_and_arrives_all_the_same() {
    objects.away = true;
    assertThat(ship(Disks.AMPLE)).isInstanceOf(CustodyInput.StepFailed.class);
    assertThat(wav).as("where there is room").exists();
    assertThat(ship(Disks.SHORT)).isInstanceOf(CustodyInput.StepFailed.class);
    assertThat(wav).doesNotExist();
    assertThat(raw).exists();
    objects.away = false;
    assertThat(ship(Disks.SHORT)).isEqualTo(new CustodyInput.ReadBackSame());
  }

  @Test
  void what_cannot_be_made_again_stays() throws IOException {
    Files.delete(raw);
    objects.away = true;
    assertThat(ship(Disks.SHORT)).isInstanceOf(CustodyInput.StepFailed.class);
    assertThat(wav).exists();
  }

  private CustodyInput ship(RoomProperties room) {
    JdbcClient jdbc = JdbcClient.create(Postgres.EMBEDDED.empty());
    try (Spool spool = spool(room)) {
      return new Handiwork(
              spool,
              objects,
              new SecondOpinion(properties()),
              Copies.of(objects, home.resolve("listening"), () -> T0),
              new MarkStore(jdbc),
              new CustodyMeter(new SimpleMeterRegistry()))
          .perform(Task.SHIP, waits);
    }
  }

  private Spool spool(RoomProperties room) {
    return new Spool(properties(), room);
  }

  private RecordingProperties properties() {
    return Spools.in(home);
  }
}
