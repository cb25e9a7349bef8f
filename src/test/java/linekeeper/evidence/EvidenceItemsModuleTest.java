package linekeeper.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
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

/** From the sender to the store, the chain and the bundle: real HTTP, PostgreSQL and S3. */
@ApplicationModuleTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    extraIncludes = {"access", "workorder", "recording"})
class EvidenceItemsModuleTest extends UploadStage {
  EvidenceItemsModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void a_photo_is_kept_to_the_bit_stored_signed_and_stands_in_the_calls_bundle() throws Exception {
    String call = answeredCall("photo");
    byte[] photo = Samples.jpegTaken(0xff0000, "2026:11:20 15:59:58", "+08:00");
    String query = "kind=PHOTO&name=" + encoded("现场.jpg") + "&purpose=" + encoded("路面塌陷");
    Http.Answer added =
        send("agent1", call, query + "&sha256=" + sha256(photo), "image/jpeg", photo).expect(201);
    assertThat(added.text("sha256")).isEqualTo(sha256(photo));
    assertThat(added.text("name")).isEqualTo("现场.jpg");
    assertThat(added.text("capturedAt")).isEqualTo("2026-11-20T07:59:58Z");
    assertThat(added.text("captureSource")).isEqualTo("EXIF");
    assertThat(added.text("scan")).isEqualTo("CLEAN");
    String id = added.text("id");
    stored(call, id);
    assertItIsSavedAndNeverShown(id, photo);
    assertItsBundleProvesIt(id);
    nothingIsLeft();
  }

  private void assertItIsSavedAndNeverShown(String id, byte[] photo) throws Exception {
    HttpResponse<byte[]> whole = fetch("agent1", "/api/evidence/items/" + id + "/content");
    assertThat(whole.body()).isEqualTo(photo);
    assertThat(header(whole, "Content-Disposition")).startsWith("attachment; filename");
    assertThat(header(whole, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(whole, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
    HttpResponse<byte[]> part =
        ask(
            "agent1",
            "GET",
            "/api/evidence/items/" + id + "/content",
            Map.of("Range", "bytes=2-9"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(photo, 2, 10));
    String audit =
        as("auditor1").get("/api/audit?action=evidence.read").expect(200).response().body();
    assertThat(audit).contains("evidence:" + id);
  }

  private void assertItsBundleProvesIt(String id) throws Exception {
    Path bundle = HOME.resolve("photo.zip");
    String path = "/api/evidence/calls/c-photo/bundle";
    mayTake("leader1", "call:c-photo", "appeal");
    await().atMost(Duration.ofSeconds(20)).until(() -> fetch("leader1", path).statusCode() == 200);
    Files.write(bundle, fetch("leader1", path).body());
    assertThat(Proof.of(bundle, ""))
        .filteredOn(it -> it.subject().equals("exhibit " + id))
        .isNotEmpty()
        .allMatch(it -> it.outcome() == Finding.Outcome.PROVED);
    assertThat(contents(bundle).exhibits()).hasSize(1);
    Path object = object(id);
    byte[] flipped = Files.readAllBytes(object);
    flipped[flipped.length / 2] ^= 1;
    Files.write(object, flipped);
    Files.write(bundle, fetch("leader1", path).body());
    assertThat(Proof.of(bundle, "")).extracting(Finding::outcome).contains(Finding.Outcome.BROKEN);
    await()
        .untilAsserted(() ->
            assertThat(as("leader1").get("/api/status").expect(200).response().body())
                .contains("1 that differ"));
  }

  @Test
  void an_item_is_kept_by_its_rule_and_held_beyond_it_and_nobody_who_may_not_holds_it()
      throws Exception {
    String call = answeredCall("kept");
    String id =
        send("agent1", call, "kind=PHOTO&name=a.jpg", "image/jpeg", Samples.jpeg(0xfeed))
            .expect(201)
            .text("id");
    stored(call, id);
    String path = "/api/evidence/items/" + id;
    JsonNode standing = as("leader1").get(path + "/retention").expect(200).json();
    assertThat(standing.path("keep").asString()).isEqualTo("P60M");
    assertThat(standing.path("guardedBy").asString()).isEqualTo("LINEKEEPER");
    assertThat(standing.path("lawfulFrom").asString()).isNotEmpty();
    Map<String, String> why = Map.of("reason", "appeal 17");
    as("agent1").post(path + "/holds", why).expect(403);
    as("leader1").post(path + "/holds", Map.of("reason", " ")).expect(422, "field.invalid");
    as("leader1").post("/api/evidence/items/none/holds", why).expect(404, "evidence.unknown");
    String hold = as("leader1").post(path + "/holds", why).expect(201).text("id");
    assertThat(as("leader1").get(path + "/retention").json().path("holds").toString())
        .contains(hold, "appeal 17");
    as("leader1").post(path + "/holds/" + hold + "/lift", why).expect(204);
    as("leader1").post(path + "/holds/" + hold + "/lift", why).expect(404, "hold.unknown");
    as("leader1").post(path + "/purge", why).expect(403);
    as("security1").post(path + "/purge", why).expect(409, "evidence.too-early");
    as("security1").get(path + "/purge-certificate").expect(404, "certificate.unknown");
    assertThat(as("auditor1").get("/api/audit?action=evidence.hold").expect(200).response().body())
        .contains("evidence:" + id, "appeal 17");
  }

  @Test
  void the_same_file_sent_twice_is_one_item_and_for_another_call_another() throws Exception {
    String call = answeredCall("twice");
    byte[] photo = Samples.jpeg(0x00ff00);
    String id =
        send("agent1", call, "kind=PHOTO&name=a.jpg", "image/jpeg", photo).expect(201).text("id");
    Http.Answer again = send("agent1", call, "kind=PHOTO&name=b.jpg", "image/jpeg", photo);
    assertThat(again.expect(200).text("id")).isEqualTo(id);
    assertThat(list("agent1", call)).hasSize(1);
    String other = answeredCall("thrice");
    assertThat(
            send("agent1", other, "kind=PHOTO&name=a.jpg", "image/jpeg", photo)
                .expect(201)
                .text("id"))
        .isNotEqualTo(id);
  }

  @Test
  void what_comes_late_says_so_and_a_claimed_time_is_told_from_the_cameras() throws Exception {
    String call = answeredCall("late");
    Http.Answer late =
        send(
            "agent1",
            call,
            "kind=DOCUMENT&name=a.pdf&due=2026-01-01T00:00:00Z&capturedAt=2026-01-02T00:00:00Z",
            "application/pdf",
            Samples.pdf());
    assertThat(late.expect(201).json().path("late").asBoolean()).isTrue();
    assertThat(late.text("captureSource")).isEqualTo("CLAIMED");
    assertThat(late.text("capturedAt")).isEqualTo("2026-01-02T00:00:00Z");
    Http.Answer early =
        send(
            "agent1",
            call,
            "kind=SIGNED_FORM&name=b.pdf&due=2099-01-01T00:00:00Z",
            "application/pdf",
            Samples.joined(Samples.pdf(), " ".getBytes(US_ASCII)));
    assertThat(early.expect(201).json().path("late").asBoolean()).isFalse();
  }

  @Test
  void a_correction_withdraws_what_it_replaces_and_both_stay_on_record() throws Exception {
    String call = answeredCall("corrected");
    String wrong =
        send("agent1", call, "kind=PHOTO&name=wrong.jpg", "image/jpeg", Samples.jpeg(1))
            .expect(201)
            .text("id");
    stored(call, wrong);
    String right =
        send(
                "agent1",
                call,
                "kind=PHOTO&name=right.jpg&replaces=" + wrong,
                "image/jpeg",
                Samples.jpeg(0xffffff))
            .expect(201)
            .text("id");
    stored(call, right);
    send(
            "agent1",
            call,
            "kind=PHOTO&name=x.jpg&replaces=" + wrong,
            "image/jpeg",
            Samples.jpeg(0xff))
        .expect(422, "replaces.invalid");
    List<JsonNode> items = list("agent1", call);
    assertThat(items).hasSize(2);
    assertThat(items.getFirst().path("withdrawn").path("replacedBy").asString()).isEqualTo(right);
    withdrawnWithAReason(right);
    Path bundle = HOME.resolve("corrected.zip");
    mayTake("leader1", "call:c-corrected", "appeal");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          Files.write(bundle, fetch("leader1", "/api/evidence/calls/c-corrected/bundle").body());
          return contents(bundle).exhibits().size() == 4;
        });
    assertThat(Proof.of(bundle, ""))
        .noneMatch(it -> it.outcome() == Finding.Outcome.BROKEN)
        .anyMatch(it -> it.text().contains("WITHDRAWN") && it.text().contains("wrong street"));
  }

  private void withdrawnWithAReason(String id) {
    Http agent = as("agent1");
    String path = "/api/evidence/items/" + id + "/withdraw";
    agent.post(path, Map.of("reason", " ")).expect(422, "field.invalid");
    agent.post(path, Map.of("reason", "wrong street")).expect(204);
    agent.post(path, Map.of("reason", "again")).expect(409, "evidence.withdrawn");
  }

  @Test
  void only_the_calls_own_agent_and_those_who_may_see_all_come_near_it() throws Exception {
    String call = answeredCall("own");
    byte[] photo = Samples.jpeg(0x123456);
    send("agent2", call, "kind=PHOTO&name=a.jpg", "image/jpeg", photo)
        .expect(403, "evidence.forbidden");
    String id =
        send("agent1", call, "kind=PHOTO&name=a.jpg", "image/jpeg", photo).expect(201).text("id");
    stored(call, id);
    as("agent2").get(call).expect(403, "evidence.forbidden");
    as("agent2").get("/api/evidence/items/" + id + "/content").expect(403, "evidence.forbidden");
    as("agent2")
        .post("/api/evidence/items/" + id + "/withdraw", Map.of("reason", "mine"))
        .expect(403, "evidence.forbidden");
    as("analyst1").get(call).expect(403);
    assertThat(list("leader1", call)).hasSize(1);
    send("agent1", "/api/calls/c-none/evidence", "kind=PHOTO&name=a.jpg", "image/jpeg", photo)
        .expect(404, "sheet.unknown");
    as("agent1").get("/api/evidence/items/none/content").expect(404, "evidence.unknown");
  }

  private static BundleContents contents(Path bundle) throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("bundle.json"))) {
      return BundleContents.read(new String(in.readAllBytes(), UTF_8));
    }
  }
}
