package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Proof;
import linekeeper.testing.CephServer;
import linekeeper.testing.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Recordings sealed by us and locked by a real Ceph, from the event to the last lawful day. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
@DirtiesContext
class CephRecordingIT extends RecordingStage {
  private static final CephServer CEPH = CephServer.start();
  private static final Instant LONG_AGO = Instant.parse("2023-01-05T08:00:00Z");
  private static final Map<String, String> WHY = Map.of("reason", "appeal 17");

  CephRecordingIT(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @DynamicPropertySource
  static void ceph(DynamicPropertyRegistry registry) throws Exception {
    Path key = HOME.resolve("k1.key");
    Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
    elsewhere = CEPH.address();
    registry.add("linekeeper.objects.sealing.algorithm", () -> "AES_256_GCM");
    registry.add("linekeeper.objects.sealing.key", () -> "k1");
    registry.add("linekeeper.objects.sealing.keys.k1", key::toString);
  }

  @AfterAll
  static void stop() {
    elsewhere = null;
    CEPH.close();
  }

  @Test
  void what_is_sealed_is_heard_sought_drawn_and_proved_like_any_other() throws Exception {
    byte[] spoken = Tones.raw(440, 1000, 5000);
    RecordingId id = recorded("sealed", spoken);
    byte[] whole = ask("leader1", "GET", id, Map.of()).body();
    assertThat(Arrays.copyOfRange(whole, 44, whole.length)).isEqualTo(spoken);
    assertThat(sha256(whole)).isEqualTo(described(id).text("digest"));
    HttpResponse<byte[]> part = ask("leader1", "GET", id, Map.of("Range", "bytes=70000-140000"));
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 70_000, 140_001));
    assertThat(fetch("leader1", "/api/recordings/" + id + "/listening").statusCode())
        .isEqualTo(200);
    assertThat(fetch("leader1", "/api/recordings/" + id + "/waveform").statusCode()).isEqualTo(200);
    signed(id);
    Path bundle = HOME.resolve("sealed.zip");
    mayTake("leader1", "call:c-sealed", "appeal");
    Files.write(bundle, fetch("leader1", "/api/evidence/calls/c-sealed/bundle").body());
    assertThat(Proof.of(bundle, ""))
        .extracting(Finding::outcome)
        .contains(Finding.Outcome.PROVED)
        .doesNotContain(Finding.Outcome.BROKEN);

    assertThat(standing(id).path("seal").path("key").asString()).isEqualTo("k1");
    try (var there =
        CEPH.client()
            .getObject(
                GetObjectArgs.builder().bucket("recordings").object(key("sealed")).build())) {
      assertThat(Arrays.copyOf(there.readAllBytes(), 4)).isNotEqualTo(Arrays.copyOf(whole, 4));
    }
  }

  @Test
  void the_store_keeps_it_until_its_lawful_day_and_what_is_put_over_it_is_found() throws Exception {
    RecordingId id = recorded("young", Tones.raw(440, 1000, 500));
    await().atMost(Duration.ofSeconds(20)).until(() -> guardedBy(id).equals("STORE"));
    assertThat(standing(id).path("storeLock").path("until").asString())
        .isEqualTo("2028-11-20T16:00:00Z");
    as("security1").post(path(id) + "/purge", WHY).expect(409, "recording.too-early");

    byte[] something = new byte[100_000];
    CEPH.client()
        .putObject(
            PutObjectArgs.builder().bucket("recordings").object(key("young")).stream(
                    new ByteArrayInputStream(something), (long) something.length, -1L)
                .build());
    as("leader1").get(path(id) + "/listening").expect(409, "recording.differs");
    assertThat(as("leader1").get("/api/recordings/ledger?from=" + T0).expect(200).response().body())
        .contains("r-young");
  }

  @Test
  void a_hold_reaches_the_store_and_after_it_was_lifted_a_purge_leaves_no_version()
      throws Exception {
    RecordingId id = recorded("old", Tones.raw(440, 1000, 500), LONG_AGO);
    signed(id);
    String hold = as("leader1").post(path(id) + "/holds", WHY).expect(201).text("id");
    await().atMost(Duration.ofSeconds(20)).until(() -> heldInStore(id));
    as("security1").post(path(id) + "/purge", WHY).expect(409, "recording.on-hold");

    as("leader1").post(path(id) + "/holds/" + hold + "/lift", WHY).expect(204);
    await().atMost(Duration.ofSeconds(20)).until(() -> !heldInStore(id));
    as("security1").post(path(id) + "/purge", WHY).expect(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> described(id).text("state").equals("PURGED"));
    assertThat(versions("recordings/2023/01/05/r-old.wav")).isZero();
  }

  private static String path(RecordingId id) {
    return "/api/recordings/" + id;
  }

  private static String key(String name) {
    return "recordings/2026/11/20/r-" + name + ".wav";
  }

  private JsonNode standing(RecordingId id) {
    Http.Answer answer = as("leader1").get(path(id) + "/retention").expect(200);
    return answer.json();
  }

  private String guardedBy(RecordingId id) {
    return standing(id).path("guardedBy").asString();
  }

  private boolean heldInStore(RecordingId id) {
    return standing(id).path("storeLock").path("held").asBoolean();
  }

  private static int versions(String key) throws Exception {
    int found = 0;
    for (var item :
        CEPH.client()
            .listObjects(
                ListObjectsArgs.builder()
                    .bucket("recordings")
                    .prefix(key)
                    .recursive(true)
                    .includeVersions(true)
                    .build())) {
      item.get();
      found++;
    }
    return found;
  }
}
