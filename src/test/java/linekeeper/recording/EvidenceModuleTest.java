package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Proof;
import linekeeper.recording.proof.PurgeCertificate;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What was recorded is proved, accounted for, and kept as long as it must be. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class EvidenceModuleTest extends RecordingStage {
  EvidenceModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void a_calls_evidence_is_taken_out_by_two_and_proves_itself() throws Exception {
    RecordingId id = recorded("proof", Tones.raw(440, 1000, 700));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as("leader1").get("/api/evidence/recordings/" + id).status() == 200);
    String path = "/api/evidence/calls/c-proof/bundle";
    as("agent1").get(path).expect(403);
    as("leader1").get(path).expect(403, "take-out.unapproved");
    as("leader1").get("/api/evidence/calls/c-none/bundle").expect(404, "manifest.unknown");
    mayTake("leader1", "call:c-proof", "appeal 17");

    Path bundle = HOME.resolve("bundle.zip");
    HttpResponse<byte[]> sent = fetch("leader1", path);
    assertThat(header(sent, "Content-Disposition")).contains("evidence-call-c-proof.zip");
    Files.write(bundle, sent.body());
    assertThat(Proof.of(bundle, ""))
        .filteredOn(it -> it.outcome() != Finding.Outcome.PROVED)
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .contains("not sealed yet");
    assertThat(Proof.of(bundle, "")).extracting(Finding::text).anyMatch(it -> it.contains("SM3"));
    String audit =
        as("auditor1").get("/api/audit?action=evidence.export").expect(200).response().body();
    assertThat(audit)
        .contains("call:c-proof", "appeal 17", "approved by security1", "take-out.unapproved");

    Path stored = HOME.resolve("objects/recordings/recordings/2026/11/20/r-proof.wav");
    byte[] content = Files.readAllBytes(stored);
    content[1000] ^= 1;
    Files.write(stored, content);
    Files.write(bundle, fetch("leader1", path).body());
    assertThat(Proof.of(bundle, "")).extracting(Finding::outcome).contains(Finding.Outcome.BROKEN);
    JsonNode ledger = as("leader1").get("/api/recordings/ledger?from=" + T0).expect(200).json();
    assertThat(ledger.path("goneFromStore").toString()).as("told").contains(id.value());
  }

  @Test
  void a_download_says_who_took_it_when_and_why_and_who_approved_it() throws Exception {
    RecordingId id = recorded("taken", Tones.raw(440, 1000, 1200));
    String path = "/api/recordings/" + id + "/download";
    as("agent1").get(path).expect(403);
    as("leader1").get(path).expect(403, "take-out.unapproved");
    as("leader1").get(path + "?codec=mp3").expect(422, "codec.invalid");
    as("leader1").get("/api/recordings/none/download").expect(404, "recording.unknown");
    mayTake("leader1", "recording:" + id, "appeal 18");
    for (String codec : List.of("opus", "aac")) {
      HttpResponse<byte[]> sent = fetch("leader1", path + "?codec=" + codec);
      assertThat(sent.statusCode()).isEqualTo(200);
      String name = header(sent, "Content-Disposition");
      assertThat(name).startsWith("attachment").contains(id + "_leader1_");
      Path file = Files.write(HOME.resolve("taken-" + codec), sent.body());
      assertThat(tags(file))
          .contains("appeal 18", "taken out by leader1", "approved by security1", id.value());
    }
    assertThat(as("leader1").get("/api/recordings/" + id).text("digest"))
        .as("the original is what it was")
        .isEqualTo(sha256(fetch("leader1", "/api/recordings/" + id + "/audio").body()));
    try (Stream<Path> kept = Files.list(HOME.resolve("listening"))) {
      assertThat(kept.map(it -> it.getFileName().toString())).noneMatch(it -> it.contains("-"));
    }
    String audit =
        as("auditor1").get("/api/audit?action=recording.download").expect(200).response().body();
    assertThat(audit)
        .contains("recording:" + id, "appeal 18", "approved by security1", "take-out.unapproved");
  }

  @Test
  void the_ledger_names_each_talk_with_its_audio_and_what_is_missing() throws Exception {
    Instant day = Instant.parse("2026-11-19T08:00:00Z");
    for (int i = 0; i < 3; i++) {
      RecordingId id = new RecordingId("r-ledger-" + i);
      if (i != 1) {
        Files.write(spool().resolve(id + ".raw"), Tones.raw(440, 1000, 500));
      }
      Instant at = day.plusSeconds(i);
      tell(Told.answered("c-ledger-" + i, at, "s01", "agent1", id.value()));
      tell(new CallEvent.RecordingStarted(new CallId("c-ledger-" + i), at, id, new LegId("leg")));
      tell(Told.ended("c-ledger-" + i, at, at.plusSeconds(30), List.of(id.value())));
    }
    String path = "/api/recordings/ledger?from=" + day + "&to=" + day.plusSeconds(3);
    Http leader = as("leader1");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() ->
            total(leader.get(path), "RECORDED") == 2 && total(leader.get(path), "MISSING") == 1);

    JsonNode first = leader.get(path + "&limit=2").expect(200).json();
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(first.path("items").path(1).path("reason").asString()).isEqualTo("NO_AUDIO");
    JsonNode second =
        leader.get(path + "&cursor=" + first.path("nextCursor").asString()).expect(200).json();
    assertThat(second.path("items").size()).isEqualTo(1);
    JsonNode talk = second.path("items").path(0);
    assertThat(talk.path("callId").asString()).isEqualTo("c-ledger-2");
    assertThat(talk.path("recordingId").asString()).isEqualTo("r-ledger-2");
    assertThat(talk.path("audioFrom").asString()).isEqualTo(day.plusSeconds(2).toString());
    assertThat(talk.path("audioTo").asString()).isEqualTo(day.plusSeconds(32).toString());
    JsonNode missing = leader.get(path + "&verdict=MISSING").expect(200).json();
    assertThat(missing.path("items").size()).isEqualTo(1);
    assertThat(missing.path("totals").path("RECORDED").asInt()).isEqualTo(2);

    as("agent1").get(path).expect(403);
    leader.get(path + "&cursor=nonsense").expect(422, "cursor.invalid");
    leader.get(path + "&limit=0").expect(422, "limit.invalid");
    leader.get("/api/recordings/ledger?from=" + day + "&to=" + day).expect(422, "period.invalid");
  }

  @Test
  void a_recording_is_purged_no_sooner_than_on_its_lawful_day_and_not_under_a_hold()
      throws Exception {
    RecordingId young = recorded("young", Tones.raw(440, 1000, 300));
    Http security = as("security1");
    Map<String, String> why = Map.of("reason", "its time is over");
    signed(young);
    Http.Answer early = security.post("/api/recordings/" + young + "/purge", why);
    early.expect(409, "recording.too-early");
    assertThat(early.text("detail")).contains("2028-11-21");

    RecordingId id = recorded("old", Tones.raw(440, 1000, 300), T0.minus(Duration.ofDays(800)));
    signed(id);
    String path = "/api/recordings/" + id;
    Path object = HOME.resolve("objects/recordings").resolve(described(id).text("objectKey"));
    assertThat(object).exists();
    as("leader1").post(path + "/purge", why).expect(403);
    as("agent1").post(path + "/holds", why).expect(403);
    String hold =
        as("leader1").post(path + "/holds", Map.of("reason", "appeal 17")).expect(201).text("id");
    Http.Answer held = security.post(path + "/purge", why);
    held.expect(409, "recording.on-hold");
    assertThat(held.text("detail")).contains("appeal 17").contains("leader1").contains(hold);
    as("leader1").post(path + "/holds/" + hold + "/lift", Map.of("reason", "decided")).expect(204);
    as("leader1")
        .post(path + "/holds/" + hold + "/lift", Map.of("reason", "decided"))
        .expect(404, "hold.unknown");
    security.post(path + "/purge", Map.of("reason", " ")).expect(422, "field.invalid");
    JsonNode standing = as("leader1").get(path + "/retention").expect(200).json();
    assertThat(standing.path("state").asString()).isEqualTo("STORED");
    assertThat(standing.path("lawfulFrom").asString()).isEqualTo("2026-09-12");
    assertThat(standing.path("holds").path(0).path("lifted").path("reason").asString())
        .isEqualTo("decided");
    assertThat(object).exists();
    String audit =
        as("auditor1").get("/api/audit?action=recording.purge").expect(200).response().body();
    assertThat(audit).contains("recording:" + id).contains("recording.too-early");
  }

  @Test
  void what_was_purged_is_gone_and_leaves_a_certificate() throws Exception {
    Http security = as("security1");
    Map<String, String> why = Map.of("reason", "its time is over");
    RecordingId id = recorded("past", Tones.raw(440, 1000, 300), T0.minus(Duration.ofDays(800)));
    signed(id);
    String path = "/api/recordings/" + id;
    Path object = HOME.resolve("objects/recordings").resolve(described(id).text("objectKey"));
    assertThat(object).exists();
    assertThat(fetch("leader1", path + "/listening").statusCode()).isEqualTo(200);
    Path copy = HOME.resolve("listening/" + described(id).text("digest") + ".ogg");
    assertThat(copy).exists();
    security.post(path + "/purge", why).expect(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> security.get(path + "/purge-certificate").status() == 200);
    security.post(path + "/purge", why).expect(202);

    assertThat(object).doesNotExist();
    assertThat(copy).doesNotExist();
    JsonNode certificate = security.get(path + "/purge-certificate").json();
    PurgeCertificate said = PurgeCertificate.read(certificate.path("body").asString());
    assertThat(said.orderedBy()).isEqualTo("security1");
    assertThat(said.why()).isEqualTo("its time is over");
    assertThat(said.recording()).isEqualTo(id.value());
    as("leader1").get(path + "/audio").expect(410, "recording.gone");
    as("leader1").get(path + "/listening").expect(410, "recording.gone");
    assertThat(described(id).text("state")).isEqualTo("PURGED");
    as("leader1").post(path + "/holds", Map.of("reason", "too late")).expect(410, "recording.gone");

    Path bundle = HOME.resolve("purged.zip");
    mayTake("leader1", "call:c-past", "appeal");
    Files.write(bundle, fetch("leader1", "/api/evidence/calls/c-past/bundle").body());
    assertThat(Proof.of(bundle, ""))
        .extracting(Finding::text)
        .anyMatch(it -> it.startsWith("purge certified by"))
        .noneMatch(it -> it.contains("NOT TRUE"));
  }

  private static int total(Http.Answer ledger, String verdict) {
    return ledger.expect(200).json().path("totals").path(verdict).asInt();
  }
}
