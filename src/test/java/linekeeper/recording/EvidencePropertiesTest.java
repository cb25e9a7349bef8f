package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import linekeeper.recording.proof.Scheme;
import org.junit.jupiter.api.Test;

class EvidencePropertiesTest {
  @Test
  void a_consent_that_is_over_before_it_can_be_used_stops_the_start() {
    assertThatThrownBy(() -> properties(Duration.ofSeconds(59)))
        .hasMessageContaining("linekeeper.evidence.take-out-within: must be 1m or longer");
    assertThatCode(() -> properties(Duration.ofMinutes(1))).doesNotThrowAnyException();
  }

  private static EvidenceProperties properties(Duration within) {
    return new EvidenceProperties(
        Path.of("evidence.key"),
        Scheme.ED25519,
        false,
        ZoneId.of("Asia/Shanghai"),
        Duration.ofMinutes(10),
        within);
  }
}
