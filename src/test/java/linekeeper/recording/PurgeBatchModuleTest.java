package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.PurgeCertificate;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What is due is listed, and deleted only where two people want it. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class PurgeBatchModuleTest extends RecordingStage {
  private static final String DUE = "/api/recordings/retention/due?limit=500";
  private static final String BATCHES = "/api/recordings/purge-batches";
  private static final Map<String, String> WHY = Map.of("reason", "their time is over");

  PurgeBatchModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void what_may_be_deleted_is_listed_the_oldest_first_without_what_is_young_or_held()
      throws Exception {
    RecordingId young = recorded("batch-young", Tones.raw(440, 1000, 200));
    RecordingId due = old("batch-due");
    RecordingId other = old("batch-other");
    RecordingId held = old("batch-held");
    hold(held);
    Http security = as("security1");
    assertThat(listed(security, DUE))
        .contains(due.value(), other.value())
        .doesNotContain(young.value(), held.value());
    String path = "/api/recordings/retention/due?limit=1";
    JsonNode first = security.get(path).expect(200).json();
    assertThat(first.path("items").path(0).path("lawfulFrom").asString()).isEqualTo("2026-09-12");
    assertThat(listed(security, path + "&cursor=" + first.path("nextCursor").asString()))
        .hasSize(1)
        .doesNotContain(first.path("items").path(0).path("recordingId").asString());
    security.get(DUE + "&cursor=nonsense").expect(422, "cursor.invalid");
    as("agent1").get(DUE).expect(403);
  }

  @Test
  void what_is_due_is_deleted_by_two_with_one_list_of_certificates_and_what_is_held_is_not()
      throws Exception {
    RecordingId one = old("batch-1");
    RecordingId two = old("batch-2");
    RecordingId held = old("batch-3");
    RecordingId heldLater = old("batch-4");
    hold(held);
    Http security = as("security1");
    as("leader1").post(BATCHES, WHY).expect(403);
    JsonNode proposed = security.post(BATCHES, WHY).expect(201).json();
    assertThat(proposed.path("state").asString()).isEqualTo("PROPOSED");
    String batch = BATCHES + "/" + proposed.path("batch").path("id").asString();
    security.post(batch + "/confirm", Map.of()).expect(403, "purge-batch.forbidden");
    as("agent1").post(batch + "/confirm", Map.of()).expect(403);
    assertThat(described(one).text("state")).as("nothing yet").isEqualTo("STORED");
    hold(heldLater);
    as("leader1").post(batch + "/confirm", Map.of()).expect(202);
    as("leader1").post(batch + "/withdraw", Map.of()).expect(409, "purge-batch.decided");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> security.get(batch).json().path("state").asString().equals("DONE"));
    assertThat(item(security, batch, heldLater).path("outcome").asString())
        .isEqualTo("recording.on-hold");
    assertThat(described(heldLater).text("state")).isEqualTo("STORED");
    assertThat(described(held).text("state")).isEqualTo("STORED");
    assertCertified(batch, one);
    assertCertified(batch, two);
    assertThat(listed(security, DUE)).doesNotContain(one.value(), two.value());
    String audit =
        as("auditor1").get("/api/audit?action=purge-batch.confirm").expect(200).response().body();
    assertThat(audit).contains("purge-batch.forbidden").contains("leader1");
  }

  @Test
  void what_was_withdrawn_is_never_done() throws Exception {
    RecordingId id = old("batch-spared");
    Http security = as("security1");
    JsonNode proposed = security.post(BATCHES, WHY).expect(201).json();
    String batch = BATCHES + "/" + proposed.path("batch").path("id").asString();
    security.post(batch + "/withdraw", Map.of()).expect(204);
    as("leader1").post(batch + "/confirm", Map.of()).expect(409, "purge-batch.decided");
    assertThat(security.get(batch).json().path("state").asString()).isEqualTo("WITHDRAWN");
    assertThat(described(id).text("state")).isEqualTo("STORED");
    hold(id);
    security.get(BATCHES + "/00000000-0000-0000-0000-000000000000").expect(404);
  }

  private void assertCertified(String batch, RecordingId id) {
    assertThat(described(id).text("state")).isEqualTo("PURGED");
    JsonNode item = item(as("security1"), batch, id);
    PurgeCertificate certificate =
        PurgeCertificate.read(item.path("certificate").path("body").asString());
    assertThat(certificate.recording()).isEqualTo(id.value());
    assertThat(certificate.orderedBy()).isEqualTo("security1, leader1");
    assertThat(certificate.why()).isEqualTo("their time is over");
  }

  private RecordingId old(String name) throws Exception {
    RecordingId id = recorded(name, Tones.raw(440, 1000, 200), T0.minus(Duration.ofDays(800)));
    signed(id);
    return id;
  }

  private void hold(RecordingId id) {
    as("leader1").post("/api/recordings/" + id + "/holds", Map.of("reason", "appeal")).expect(201);
  }

  private static List<String> listed(Http user, String path) {
    return StreamSupport.stream(
            user.get(path).expect(200).json().path("items").spliterator(), false)
        .map(it -> it.path("recordingId").asString())
        .toList();
  }

  private static JsonNode item(Http user, String batch, RecordingId id) {
    return StreamSupport.stream(
            user.get(batch + "/items?limit=500").expect(200).json().path("items").spliterator(),
            false)
        .filter(it -> it.path("recordingId").asString().equals(id.value()))
        .findFirst()
        .orElseThrow();
  }
}
