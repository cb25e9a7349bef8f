package linekeeper.recording.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import linekeeper.kernel.RecordingId;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void a_recording_lies_under_the_day_it_began() {
    assertThat(
            Place.of("b", new RecordingId("r-1"), Instant.parse("2026-11-20T23:59:59.999Z")).key())
        .isEqualTo("recordings/2026/11/20/r-1.wav");
  }
}
