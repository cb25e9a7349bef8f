package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.BundleContents;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Proof;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What listeners note at a time of a recording, beside it and never in it. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class MarksModuleTest extends RecordingStage {
  MarksModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void who_may_hear_a_recording_marks_it_and_sees_what_others_marked() throws Exception {
    RecordingId id = recorded("marked", Tones.raw(440, 1000, 2000));
    String before = described(id).text("digest");
    String path = "/api/recordings/" + id + "/marks";
    Http leader = as("leader1");
    Http agent = as("agent1");
    Http.Answer late = leader.post(path, mark(1500, "  地址听不清  ")).expect(201);
    agent.post(path, mark(0, "")).expect(201);

    JsonNode marks = agent.get(path).expect(200).json().path("items");
    assertThat(marks.size()).isEqualTo(2);
    assertThat(marks.path(0).path("by").asString()).isEqualTo("agent1");
    assertThat(marks.path(1).path("text").asString()).isEqualTo("地址听不清");
    assertThat(marks.path(1).path("atMillis").asLong()).isEqualTo(1500);
    as("agent2").get(path).expect(403, "recording.forbidden");
    as("agent2").post(path, mark(0, "not mine")).expect(403, "recording.forbidden");
    as("analyst1").get(path).expect(403);

    String mine = path + "/" + late.text("id");
    agent.send("DELETE", mine, null).expect(403, "mark.forbidden");
    leader.send("DELETE", mine, null).expect(204);
    leader.send("DELETE", mine, null).expect(404, "mark.unknown");
    assertThat(agent.get(path).json().path("items").size()).isEqualTo(1);
    assertThat(described(id).text("digest")).as("the recording is as it was").isEqualTo(before);

    String audit =
        as("auditor1").get("/api/audit?action=recording.mark").expect(200).response().body();
    assertThat(audit).contains("recording:" + id, late.text("id"), "1500 ms", "leader1");
    assertThat(audit).as("what was noted is nobody else's").doesNotContain("地址听不清");
  }

  @Test
  void a_mark_lies_within_the_recording_and_is_no_essay() throws Exception {
    RecordingId id = recorded("edges", Tones.raw(440, 1000, 1000));
    String path = "/api/recordings/" + id + "/marks";
    Http leader = as("leader1");
    leader.post(path, mark(1000, "the very end")).expect(201);
    leader.post(path, mark(1001, "behind it")).expect(422, "time.invalid");
    leader.post(path, mark(-1, "before it")).expect(422, "field.invalid");
    leader.post(path, mark(0, "x".repeat(500))).expect(201);
    leader.post(path, mark(0, "x".repeat(501))).expect(422, "field.invalid");
    leader.post("/api/recordings/unheard-of/marks", mark(0, "")).expect(404, "recording.unknown");
    leader.send("DELETE", path + "/not-a-mark", null).expect(400);
  }

  @Test
  void marks_go_out_with_the_evidence_and_go_with_the_sound() throws Exception {
    RecordingId id =
        recorded("forgotten", Tones.raw(440, 1000, 500), T0.minus(Duration.ofDays(800)));
    signed(id);
    String path = "/api/recordings/" + id;
    as("leader1").post(path + "/marks", mark(200, "<b>his name</b>")).expect(201);

    Path bundle = HOME.resolve("marked.zip");
    String door = "/api/evidence/calls/c-forgotten/bundle";
    mayTake("leader1", "call:c-forgotten", "appeal");
    Files.write(bundle, fetch("leader1", door).body());
    assertThat(Proof.of(bundle, "")).noneMatch(it -> it.outcome() == Finding.Outcome.BROKEN);
    assertThat(contents(bundle).recordings().getFirst().marks())
        .extracting(BundleContents.Note::text)
        .containsExactly("<b>his name</b>");
    assertThat(entry(bundle, "index.html")).contains("0.2 s &lt;b>his name&lt;/b> (leader1)");

    as("security1").post(path + "/purge", Map.of("reason", "its time is over")).expect(202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> described(id).text("state").equals("PURGED"));
    assertThat(as("leader1").get(path + "/marks").expect(200).json().path("items").size()).isZero();
    as("leader1").post(path + "/marks", mark(0, "too late")).expect(410, "recording.gone");
    Files.write(bundle, fetch("leader1", door).body());
    assertThat(contents(bundle).recordings().getFirst().marks()).isEmpty();
  }

  private static Map<String, Object> mark(long atMillis, String text) {
    return Map.of("atMillis", atMillis, "text", text);
  }

  private static BundleContents contents(Path bundle) throws Exception {
    return BundleContents.read(entry(bundle, "bundle.json"));
  }
}
