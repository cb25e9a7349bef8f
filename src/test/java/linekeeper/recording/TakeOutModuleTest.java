package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.BundleContents;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What leaves the house, one asks for and another approves. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class TakeOutModuleTest extends RecordingStage {
  private static final String TAKE_OUTS = "/api/take-outs";
  private static final Map<String, String> NONE = Map.of();

  @Autowired JdbcClient jdbc;

  TakeOutModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void who_asks_does_not_approve_and_another_does_once() throws Exception {
    recorded("two", Tones.raw(440, 1000, 200));
    Http leader = as("leader1");
    JsonNode asked = ask("leader1", "call:c-two").expect(201).json();
    assertThat(asked.path("state").asString()).isEqualTo("ASKED");
    assertThat(asked.path("until").isNull()).isTrue();
    String id = asked.path("id").asString();
    assertThat(ask("leader1", "call:c-two").expect(200).text("id")).as("is open").isEqualTo(id);

    String approve = TAKE_OUTS + "/" + id + "/approve";
    leader.post(approve, NONE).expect(403, "take-out.forbidden");
    leader.post(TAKE_OUTS + "/" + id + "/refuse", NONE).expect(403, "take-out.forbidden");
    as("inspector1").post(approve, NONE).expect(403, "access.forbidden");
    assertThat(listed("inspector1", id).isMissingNode()).as("not his").isTrue();
    assertThat(listed("security1", id).path("askedBy").asString()).isEqualTo("leader1");
    as("security1").post(approve, NONE).expect(204);
    as("security1").post(approve, NONE).expect(409, "take-out.decided");
    as("security1")
        .post(TAKE_OUTS + "/00000000-0000-0000-0000-000000000000/approve", NONE)
        .expect(404, "take-out.unknown");
    assertThat(listed("security1", id).isMissingNode()).as("nothing waits").isTrue();
    JsonNode own = listed("leader1", id);
    assertThat(own.path("state").asString()).isEqualTo("APPROVED");
    assertThat(own.path("until").asString()).isNotEmpty();
    assertThat(own.path("decision").path("by").asString()).isEqualTo("security1");
    assertThat(audit("take-out.ask")).contains("take-out:" + id, "call:c-two: appeal 17");
    assertThat(audit("take-out.approve"))
        .contains("take-out:" + id, "take-out.forbidden", "call:c-two for leader1");
  }

  @Test
  void a_copy_leaves_with_the_name_of_who_approved_it_and_not_before_nor_too_late()
      throws Exception {
    RecordingId id = recorded("copied", Tones.raw(440, 1000, 1200));
    String path = "/api/recordings/" + id + "/download";
    as("leader1").get(path).expect(403, "take-out.unapproved");
    assertThat(audit("recording.download")).contains("recording:" + id, "take-out.unapproved");
    String asked = ask("leader1", "recording:" + id).expect(201).text("id");
    as("leader1").get(path).expect(403, "take-out.unapproved");
    as("security1").post(TAKE_OUTS + "/" + asked + "/approve", NONE).expect(204);

    for (int i = 0; i < 2; i++) {
      Path file = Files.write(HOME.resolve("copied.ogg"), fetch("leader1", path).body());
      assertThat(tags(file)).contains("by leader1", "approved by security1", "appeal 17");
    }
    assertThat(audit("recording.download")).contains("take-out:" + asked);
    as("inspector1").get(path).expect(403, "take-out.unapproved");
    signed(id);
    as("leader1").get("/api/evidence/calls/c-copied/bundle").expect(403, "take-out.unapproved");

    jdbc.sql("update take_out set decided_at = decided_at - interval '24 hours' where id = ?::uuid")
        .param(asked)
        .update();
    as("leader1").get(path).expect(403, "take-out.unapproved");
    assertThat(listed("leader1", asked).path("state").asString()).isEqualTo("EXPIRED");
    assertThat(ask("leader1", "recording:" + id).expect(201).text("id")).isNotEqualTo(asked);
  }

  @Test
  void what_was_refused_stays_so_and_says_why() throws Exception {
    RecordingId id = recorded("refused", Tones.raw(440, 1000, 200));
    String asked = ask("inspector1", "recording:" + id).expect(201).text("id");
    String refuse = TAKE_OUTS + "/" + asked + "/refuse";
    as("leader1").post(refuse, Map.of("reason", "x".repeat(201))).expect(422, "reason.invalid");
    as("leader1").post(refuse, Map.of("reason", "no appeal is known")).expect(204);
    as("leader1").post(TAKE_OUTS + "/" + asked + "/approve", NONE).expect(409, "take-out.decided");
    as("inspector1").get("/api/recordings/" + id + "/download").expect(403, "take-out.unapproved");
    JsonNode own = listed("inspector1", asked);
    assertThat(own.path("state").asString()).isEqualTo("REFUSED");
    assertThat(own.path("decision").path("why").asString()).isEqualTo("no appeal is known");
    assertThat(audit("take-out.refuse")).contains("no appeal is known");
    String next = ask("inspector1", "recording:" + id).expect(201).text("id");
    as("leader1").send("POST", TAKE_OUTS + "/" + next + "/refuse", null).expect(204);
  }

  @Test
  void nobody_asks_for_what_he_may_not_hear() throws Exception {
    RecordingId id = recorded("unheard", Tones.raw(440, 1000, 200));
    as("admin1")
        .post(
            "/api/users",
            Map.of(
                "name", "specialist1",
                "displayName", "疑难案件处理岗一号",
                "roles", List.of("CASE_SPECIALIST"),
                "password", "Correct-Horse-9"))
        .expect(201);
    ask("specialist1", "recording:" + id).expect(403, "recording.forbidden");
    ask("specialist1", "call:c-unheard").expect(403, "recording.forbidden");
    signed(id);
    ask("specialist1", "call:c-unheard").expect(403, "recording.forbidden");
    ask("specialist1", "days:2026-11-20/2026-11-20").expect(403, "recording.forbidden");
    ask("agent1", "recording:" + id).expect(403, "access.forbidden");
    as("agent1").get(TAKE_OUTS).expect(403);
    assertThat(audit("take-out.ask")).contains("recording.forbidden", "call:c-unheard");
  }

  @Test
  void a_call_goes_out_with_its_recordings_and_a_recording_goes_alone() throws Exception {
    RecordingId id = recorded("whole", Tones.raw(440, 1000, 1200));
    signed(id);
    String bundle = "/api/evidence/calls/c-whole/bundle";
    mayTake("leader1", "recording:" + id, "one copy");
    as("leader1").get(bundle).expect(403, "take-out.unapproved");
    mayTake("inspector1", "call:c-whole", "appeal <17>");
    as("inspector1").get("/api/recordings/" + id + "/download?codec=aac").expect(200);
    Path file = Files.write(HOME.resolve("whole.zip"), fetch("inspector1", bundle).body());
    BundleContents contents = BundleContents.read(entry(file, "bundle.json"));
    assertThat(contents.exportedBy()).isEqualTo("inspector1");
    assertThat(contents.approvedBy()).isEqualTo("security1");
    assertThat(contents.reason()).isEqualTo("appeal <17>");
    assertThat(entry(file, "index.html"))
        .contains("inspector1", "approved by security1", "appeal &lt;17>");
  }

  @Test
  void days_are_taken_out_within_what_was_approved_with_sound_or_without() throws Exception {
    RecordingId id = recorded("dated", Tones.raw(440, 1000, 200));
    signed(id);
    Http inspector = as("inspector1");
    LocalDate day = LocalDate.parse(inspector.get("/api/evidence/recordings/" + id).text("day"));
    String bundle = "/api/evidence/days/" + day + "/bundle";
    mayTake("inspector1", "days:" + day.plusDays(1) + "/" + day.plusDays(9), "handover");
    inspector.get(bundle).expect(403, "take-out.unapproved");
    inspector.get(bundle + "?audio=false").expect(403, "take-out.unapproved");
    mayTake("inspector1", "days:" + day.minusDays(9) + "/" + day, "handover");
    Path file = Files.write(HOME.resolve("day.zip"), fetch("inspector1", bundle).body());
    assertThat(entry(file, "bundle.json")).contains(id.value(), "handover");
    inspector.get(bundle + "?audio=false").expect(200);
    inspector
        .get("/api/evidence/days/" + day.minusDays(9) + "/bundle")
        .expect(404, "manifest.unknown");
    inspector.get("/api/recordings/" + id + "/download").expect(403, "take-out.unapproved");
  }

  @Test
  void what_makes_no_sense_is_named_by_its_field() throws Exception {
    RecordingId id = recorded("named", Tones.raw(440, 1000, 200));
    String subject = "recording:" + id;
    for (String wrong : List.of("", "13800138000", "call:", "day:2026-11-20", "days:a/b")) {
      assertThat(ask("leader1", wrong).expect(422, "subject.invalid").text("field"))
          .isEqualTo("subject");
    }
    assertThat(audit("take-out.ask")).contains("subject.invalid").doesNotContain("13800138000");
    ask("leader1", "days:2026-01-01/2027-01-02").expect(422, "subject.invalid");
    Http leader = as("leader1");
    for (String wrong : List.of(" ", "x".repeat(201), "a\0b")) {
      Http.Answer answer = leader.post(TAKE_OUTS, Map.of("subject", subject, "reason", wrong));
      assertThat(answer.expect(422, "reason.invalid").text("field")).isEqualTo("reason");
    }
    assertThat(
            leader
                .post(TAKE_OUTS, Map.of("subject", subject))
                .expect(422, "field.invalid")
                .text("field"))
        .isEqualTo("reason");
    ask("leader1", "recording:r-none").expect(404, "recording.unknown");
    ask("leader1", "call:c-none").expect(404, "call.unknown");
    ask("leader1", subject).expect(201);
  }

  private Http.Answer ask(String user, String subject) {
    return as(user).post(TAKE_OUTS, Map.of("subject", subject, "reason", "appeal 17"));
  }

  /** Missing where it is not shown to him. */
  private JsonNode listed(String user, String id) {
    return as(user)
        .get(TAKE_OUTS)
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .filter(it -> it.path("id").asString().equals(id))
        .findFirst()
        .orElse(JsonMapper.shared().missingNode());
  }

  private String audit(String action) {
    return as("auditor1").get("/api/audit?action=" + action).expect(200).response().body();
  }
}
