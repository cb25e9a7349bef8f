package linekeeper.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Proof;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Sealed recordings of which a later piece was changed in the store: true as far as they go. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class SealedReplayModuleTest extends RecordingStage {
  /** In the second of three pieces, as it lies in the store. */
  private static final int CHANGED = 100_000;

  private static final byte[] SPOKEN = Tones.raw(440, 1000, 5000);

  SealedReplayModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @DynamicPropertySource
  static void sealing(DynamicPropertyRegistry registry) throws IOException {
    Path key = HOME.resolve("k1.key");
    Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
    registry.add("linekeeper.objects.sealing.algorithm", () -> "AES_256_GCM");
    registry.add("linekeeper.objects.sealing.key", () -> "k1");
    registry.add("linekeeper.objects.sealing.keys.k1", key::toString);
  }

  @Test
  void a_replay_breaks_off_where_it_is_not_true_any_more_and_that_is_told() throws Exception {
    RecordingId id = changed("sealed-whole");
    HttpResponse<byte[]> before = ask("leader1", "GET", id, Map.of("Range", "bytes=44-1043"));
    assertThat(before.body()).isEqualTo(Arrays.copyOf(SPOKEN, 1000));
    assertThat(gone()).doesNotContain(id.value());
    assertThatThrownBy(() -> ask("leader1", "GET", id, Map.of())).isInstanceOf(IOException.class);
    assertThat(gone()).contains(id.value());
  }

  @Test
  void a_range_that_runs_into_it_is_refused_and_told() throws Exception {
    RecordingId id = changed("sealed-range");
    HttpResponse<byte[]> part = ask("leader1", "GET", id, Map.of("Range", "bytes=65000-66000"));
    assertThat(part.statusCode()).isEqualTo(409);
    assertThat(new String(part.body(), UTF_8)).contains("recording.differs");
    assertThat(gone()).contains(id.value());
  }

  @Test
  void a_drawing_and_a_copy_are_refused_and_it_is_told() throws Exception {
    RecordingId drawn = changed("sealed-drawn");
    as("leader1").get("/api/recordings/" + drawn + "/waveform").expect(409, "recording.differs");
    RecordingId copied = changed("sealed-copied");
    as("leader1").get("/api/recordings/" + copied + "/listening").expect(409, "recording.differs");
    assertThat(gone()).contains(drawn.value(), copied.value());
  }

  @Test
  void a_bundle_breaks_off_and_it_is_told() throws Exception {
    RecordingId id = recorded("sealed-bundled", SPOKEN);
    signed(id);
    change(id);
    Path bundle = HOME.resolve("sealed-bundled.zip");
    mayTake("leader1", "call:c-sealed-bundled", "appeal");
    Files.write(bundle, taken("/api/evidence/calls/c-sealed-bundled/bundle"));
    assertThat(Proof.of(bundle, ""))
        .extracting(Finding::outcome)
        .containsExactly(Finding.Outcome.BROKEN);
    assertThat(gone()).contains(id.value());
  }

  private RecordingId changed(String name) throws Exception {
    RecordingId id = recorded(name, SPOKEN);
    signed(id);
    change(id);
    return id;
  }

  /** What was taken in of it, which is nothing where the sender broke off. */
  private byte[] taken(String path) throws Exception {
    try {
      return fetch("leader1", path).body();
    } catch (IOException brokenOff) {
      return new byte[0];
    }
  }

  private static void change(RecordingId id) throws IOException {
    Path stored = HOME.resolve("objects/recordings/recordings/2026/11/20/" + id + ".wav");
    byte[] content = Files.readAllBytes(stored);
    content[CHANGED] ^= 1;
    Files.write(stored, content);
  }

  private String gone() {
    JsonNode ledger = as("leader1").get("/api/recordings/ledger?from=" + T0).expect(200).json();
    return ledger.path("goneFromStore").toString();
  }
}
