package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.platform.journal.JournalEntry;
import linekeeper.platform.journal.JournalVocabulary;
import linekeeper.recording.desk.Tones;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Proof;
import linekeeper.testing.Http;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * From the event in the journal to the ear at the door: real PostgreSQL, real S3, real HTTP, real
 * sign-ins.
 */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class RecordingModuleTest {
  private static final String PASSWORD = "Correct-Horse-9";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");

  private static final Path HOME = temporary();

  private final Journal journal;
  private final JournalCodec codec;
  private final int port;

  RecordingModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    this.journal = journal;
    this.codec = codec;
    this.port = port;
  }

  /** The context asks for it before an extension could have made it. */
  private static Path temporary() {
    try {
      return Files.createTempDirectory("recording");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void cleanUp() throws IOException {
    FileSystemUtils.deleteRecursively(HOME);
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    for (String user : List.of("agent1", "agent2", "leader1", "analyst1", "auditor1")) {
      registry.add("linekeeper.demo-password." + user, () -> PASSWORD);
    }
    Files.createDirectories(HOME.resolve("spool"));
    registry.add("linekeeper.recording.spool", () -> HOME.resolve("spool").toString());
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    registry.add("linekeeper.evidence.key", () -> HOME.resolve("keys/evidence.key").toString());
    registry.add("linekeeper.evidence.sm3", () -> "true");
    registry.add("linekeeper.objects.embedded", () -> "true");
    registry.add("linekeeper.objects.endpoint", () -> "http://127.0.0.1:" + free);
    registry.add("linekeeper.objects.data", () -> HOME.resolve("objects").toString());
    registry.add("linekeeper.objects.access-key", () -> "linekeeper");
    registry.add("linekeeper.objects.secret-key", () -> "not-a-secret-at-all");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Words {
    @Bean
    JournalVocabulary callEvents() {
      return () -> List.of(CallEvent.class);
    }
  }

  @Test
  void a_call_is_heard_again_as_it_was_caller_left_and_seat_right() throws Exception {
    byte[] spoken = Tones.raw(440, 1000, 3000);
    RecordingId id = recorded("hear", spoken);

    Http.Answer described = as("leader1").get("/api/recordings/" + id).expect(200);
    assertThat(described.text("callId")).isEqualTo("c-hear");
    assertThat(described.text("codec")).isEqualTo("pcm_s16le");
    assertThat(described.text("digestAlg")).isEqualTo("SHA-256");
    assertThat(described.text("objectKey")).isEqualTo("recordings/2026/11/20/r-hear.wav");
    assertThat(described.json().get("channels").asInt()).isEqualTo(2);
    assertThat(described.json().get("sampleRate").asInt()).isEqualTo(8000);
    assertThat(described.json().get("durationMs").asLong()).isEqualTo(3000);

    HttpResponse<byte[]> heard = ask("leader1", "GET", id, Map.of());
    assertThat(heard.statusCode()).isEqualTo(200);
    assertThat(header(heard, "Content-Type")).isEqualTo("audio/wav");
    assertThat(header(heard, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(heard, "Cache-Control")).contains("no-store");
    assertThat(header(heard, "ETag")).isEqualTo('"' + described.text("digest") + '"');
    assertThat(sha256(heard.body())).isEqualTo(described.text("digest"));
    assertThat(heard.body()).hasSize(described.json().get("size").asInt());
    byte[] samples = Arrays.copyOfRange(heard.body(), 44, heard.body().length);
    assertThat(samples).isEqualTo(spoken);
    assertThat(Tones.loudness(samples, 0, 440)).as("the caller is left").isGreaterThan(0.9);
    assertThat(Tones.loudness(samples, 0, 1000)).isLessThan(0.05);
    assertThat(Tones.loudness(samples, 1, 1000)).as("the seat is right").isGreaterThan(0.9);
    assertThat(HOME.resolve("spool").resolve(id + ".raw")).doesNotExist();
  }

  @Test
  void one_range_is_served_exactly_and_a_head_describes_it() throws Exception {
    RecordingId id = recorded("range", Tones.raw(440, 1000, 500));
    byte[] whole = ask("leader1", "GET", id, Map.of()).body();

    HttpResponse<byte[]> part = ask("leader1", "GET", id, Map.of("Range", "bytes=100-299"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 100-299/" + whole.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));

    HttpResponse<byte[]> end = ask("leader1", "GET", id, Map.of("Range", "bytes=-7"));
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 7, whole.length));

    HttpResponse<byte[]> beyond =
        ask("leader1", "GET", id, Map.of("Range", "bytes=" + whole.length + "-"));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);

    HttpResponse<byte[]> head = ask("leader1", "HEAD", id, Map.of("Range", "bytes=0-9"));
    assertThat(head.statusCode()).isEqualTo(206);
    assertThat(header(head, "Content-Length")).isEqualTo("10");
    assertThat(head.body()).isEmpty();

    String other = "\"" + "0".repeat(64) + "\"";
    HttpResponse<byte[]> changed =
        ask("leader1", "GET", id, Map.of("Range", "bytes=0-9", "If-Range", other));
    assertThat(changed.statusCode()).as("of another file the whole is sent").isEqualTo(200);
    HttpResponse<byte[]> same =
        ask("leader1", "GET", id, Map.of("Range", "bytes=0-9", "If-Range", header(part, "ETag")));
    assertThat(same.statusCode()).isEqualTo(206);
  }

  @Test
  void an_agent_hears_their_own_and_nobody_elses_and_all_of_it_is_audited() throws Exception {
    RecordingId id = recorded("own", Tones.raw(440, 1000, 200));

    assertThat(ask("agent1", "GET", id, Map.of()).statusCode()).isEqualTo(200);
    assertThat(ask("agent2", "GET", id, Map.of()).statusCode()).isEqualTo(403);
    as("agent2").get("/api/recordings/" + id).expect(403, "recording.forbidden");
    assertThat(items("agent1", "c-own")).isEqualTo(1);
    assertThat(items("agent2", "c-own")).isZero();
    assertThat(items("leader1", "c-own")).isEqualTo(1);
    as("analyst1").get("/api/recordings/" + id).expect(403);
    assertThat(ask("analyst1", "GET", id, Map.of()).statusCode()).isEqualTo(403);
    Http.at(port).get("/api/recordings/" + id + "/audio").expect(401);

    String audit =
        as("auditor1").get("/api/audit?action=recording.replay").expect(200).response().body();
    assertThat(audit).contains("recording:" + id).contains("agent1").contains("agent2");
  }

  @Test
  void what_is_not_there_or_not_yet_stored_is_said_to_be_so() {
    as("leader1").get("/api/recordings/unheard-of").expect(404, "recording.unknown");
    as("leader1").get("/api/recordings/unheard-of/audio").expect(404, "recording.unknown");
    as("leader1").get("/api/recordings/..%2f..%2fsecret/audio").expect(400);
    as("leader1").get("/api/recordings").expect(400, "field.missing");
    RecordingId id = new RecordingId("r-talking");
    tell(answered("talking", id));
    await().until(() -> items("leader1", "c-talking") == 1);
    as("leader1").get("/api/recordings/" + id + "/audio").expect(409, "recording.not-stored");
  }

  @Test
  void a_calls_evidence_is_taken_out_with_a_reason_and_proves_itself() throws Exception {
    RecordingId id = recorded("proof", Tones.raw(440, 1000, 700));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as("leader1").get("/api/evidence/recordings/" + id).status() == 200);
    String path = "/api/evidence/calls/c-proof/bundle";
    as("agent1").get(path + "?reason=appeal").expect(403);
    as("leader1").get(path).expect(400, "field.missing");
    as("leader1").get(path + "?reason=%20").expect(422, "reason.invalid");
    as("leader1").get("/api/evidence/calls/c-none/bundle?reason=x").expect(404, "manifest.unknown");

    Path bundle = HOME.resolve("bundle.zip");
    HttpResponse<byte[]> sent = fetch("leader1", path + "?reason=appeal%2017");
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
    assertThat(audit).contains("call:c-proof").contains("appeal 17");

    Path stored = HOME.resolve("objects/recordings/recordings/2026/11/20/r-proof.wav");
    byte[] content = Files.readAllBytes(stored);
    content[1000] ^= 1;
    Files.write(stored, content);
    Files.write(bundle, fetch("leader1", path + "?reason=again").body());
    assertThat(Proof.of(bundle, "")).extracting(Finding::outcome).contains(Finding.Outcome.BROKEN);
  }

  @Test
  void the_ledger_names_each_talk_with_its_audio_and_what_is_missing() throws Exception {
    Instant day = Instant.parse("2026-11-19T08:00:00Z");
    for (int i = 0; i < 3; i++) {
      RecordingId id = new RecordingId("r-ledger-" + i);
      if (i != 1) {
        Files.write(HOME.resolve("spool").resolve(id + ".raw"), Tones.raw(440, 1000, 500));
      }
      Instant at = day.plusSeconds(i);
      tell(Told.answered("c-ledger-" + i, at, "s01", "agent1", id.value()));
      tell(
          new CallEvent.RecordingStarted(new CallId("c-ledger-" + i), at, id, new LegId("leg")));
      tell(Told.ended("c-ledger-" + i, at, at.plusSeconds(30), List.of(id.value())));
    }
    String path = "/api/recordings/ledger?from=" + day + "&to=" + day.plusSeconds(3);
    Http leader = as("leader1");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> total(leader.get(path), "RECORDED") == 2 && total(leader.get(path), "MISSING") == 1);

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
    as("analyst1").get(path).expect(200);
    leader.get(path + "&cursor=nonsense").expect(422, "cursor.invalid");
    leader.get(path + "&limit=0").expect(422, "limit.invalid");
    leader.get("/api/recordings/ledger?from=" + day + "&to=" + day).expect(422, "period.invalid");
  }

  private static int total(Http.Answer ledger, String verdict) {
    return ledger.expect(200).json().path("totals").path(verdict).asInt();
  }

  private RecordingId recorded(String name, byte[] spoken) throws IOException {
    RecordingId id = new RecordingId("r-" + name);
    Files.write(HOME.resolve("spool").resolve(id + ".raw"), spoken);
    tell(answered(name, id));
    tell(new CallEvent.RecordingStopped(new CallId("c-" + name), T0.plusSeconds(3), id));
    Http leader = as("leader1");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> leader.get("/api/recordings/" + id).text("state").equals("STORED"));
    await().until(() -> !Files.exists(HOME.resolve("spool").resolve(id + ".raw")));
    return id;
  }

  private static CallEvent answered(String name, RecordingId id) {
    return new CallEvent.Answered(
        new CallId("c-" + name),
        T0,
        new SeatId("s01"),
        new AgentId("agent1"),
        id,
        new PhoneNumber("13800138000"));
  }

  private void tell(CallEvent event) {
    journal.append(() ->
        new JournalEntry(
            NUMBERS.incrementAndGet(),
            event.at(),
            "{}",
            List.of(JournalEntry.Event.of(codec, CallEvent.class, event.at(), event))));
  }

  private Http as(String user) {
    return Http.at(port).signedIn(user, PASSWORD);
  }

  private int items(String user, String call) {
    return as(user).get("/api/recordings?callId=" + call).expect(200).json().get("items").size();
  }

  private HttpResponse<byte[]> fetch(String user, String path) throws Exception {
    return ask(user, "GET", path, Map.of());
  }

  private HttpResponse<byte[]> ask(
      String user, String method, RecordingId id, Map<String, String> headers) throws Exception {
    return ask(user, method, "/api/recordings/" + id + "/audio", headers);
  }

  private HttpResponse<byte[]> ask(
      String user, String method, String path, Map<String, String> headers) throws Exception {
    String cookie =
        Http.at(port)
            .post("/api/session", Map.of("username", user, "password", PASSWORD))
            .expect(200)
            .cookie();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Cookie", cookie);
    headers.forEach(request::header);
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
