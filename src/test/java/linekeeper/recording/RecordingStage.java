package linekeeper.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.platform.journal.JournalEntry;
import linekeeper.platform.journal.JournalVocabulary;
import linekeeper.testing.Http;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * From the event in the journal to the ear at the door: real PostgreSQL, real S3, real HTTP, real
 * sign-ins.
 */
@Import(RecordingStage.Words.class)
public abstract class RecordingStage {
  private static final String PASSWORD = "Correct-Horse-9";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicLong NUMBERS = new AtomicLong();
  protected static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");

  protected static final Path HOME = temporary();

  /** Where a store of somebody else's is; null for the embedded one. */
  protected static volatile @Nullable URI elsewhere;

  private final Journal journal;
  private final JournalCodec codec;
  protected final int port;
  private Path spool = HOME;

  protected RecordingStage(Journal journal, JournalCodec codec, int port) {
    this.journal = journal;
    this.codec = codec;
    this.port = port;
  }

  @Autowired
  void writes(@Value("${linekeeper.recording.spool}") String into) {
    spool = Path.of(into);
  }

  /** The context asks for it before an extension could have made it. */
  private static Path temporary() {
    try {
      Path home = Files.createTempDirectory("recording");
      // other classes may use the same context
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path home) {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException _) {
      // somebody else still writes there: the machine clears it away
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    for (String user :
        List.of(
            "agent1",
            "agent2",
            "leader1",
            "inspector1",
            "analyst1",
            "admin1",
            "auditor1",
            "security1")) {
      registry.add("linekeeper.demo-password." + user, () -> PASSWORD);
    }
    // each context has its own: a spool is one application's alone
    Path spool = Files.createTempDirectory(HOME, "spool");
    registry.add("linekeeper.recording.spool", spool::toString);
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    registry.add("linekeeper.evidence-items.directory", () -> HOME.resolve("items").toString());
    registry.add("linekeeper.listening.directory", () -> HOME.resolve("listening").toString());
    registry.add("linekeeper.evidence.key", () -> HOME.resolve("keys/evidence.key").toString());
    registry.add("linekeeper.evidence.sm3", () -> "true");
    registry.add("linekeeper.objects.embedded", () -> elsewhere == null);
    registry.add(
        "linekeeper.objects.endpoint",
        () -> elsewhere == null ? "http://127.0.0.1:" + free : elsewhere);
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

  /** Where the switch would write. */
  protected Path spool() {
    return spool;
  }

  void signed(RecordingId id) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as("leader1").get("/api/evidence/recordings/" + id).status() == 200);
  }

  Http.Answer described(RecordingId id) {
    return as("leader1").get("/api/recordings/" + id).expect(200);
  }

  RecordingId recorded(String name, byte[] spoken) throws IOException {
    return recorded(name, spoken, T0);
  }

  RecordingId recorded(String name, byte[] spoken, Instant at) throws IOException {
    RecordingId id = new RecordingId("r-" + name);
    Files.write(spool().resolve(id + ".raw"), spoken);
    tell(Told.answered("c-" + name, at, "s01", "agent1", id.value()));
    tell(new CallEvent.RecordingStopped(new CallId("c-" + name), at.plusSeconds(3), id));
    Http leader = as("leader1");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> leader.get("/api/recordings/" + id).text("state").equals("STORED"));
    await().until(() -> !Files.exists(spool().resolve(id + ".raw")));
    return id;
  }

  protected static CallEvent answered(String name, RecordingId id) {
    return new CallEvent.Answered(
        new CallId("c-" + name),
        T0,
        new SeatId("s01"),
        new AgentId("agent1"),
        id,
        new PhoneNumber("13800138000"));
  }

  protected void tell(CallEvent event) {
    journal.append(() ->
        new JournalEntry(
            NUMBERS.incrementAndGet(),
            event.at(),
            "{}",
            List.of(JournalEntry.Event.of(codec, CallEvent.class, event.at(), event))));
  }

  protected Http as(String user) {
    return Http.at(port).signedIn(user, PASSWORD);
  }

  /** Asks to take something out, and another person approves it. */
  protected void mayTake(String user, String subject, String reason) {
    String id =
        as(user)
            .post("/api/take-outs", Map.of("subject", subject, "reason", reason))
            .expect(201)
            .text("id");
    as("security1").post("/api/take-outs/" + id + "/approve", Map.of()).expect(204);
  }

  int items(String user, String call) {
    return as(user).get("/api/recordings?callId=" + call).expect(200).json().get("items").size();
  }

  protected HttpResponse<byte[]> fetch(String user, String path) throws Exception {
    return ask(user, "GET", path, Map.of());
  }

  HttpResponse<byte[]> ask(String user, String method, RecordingId id, Map<String, String> headers)
      throws Exception {
    return ask(user, method, "/api/recordings/" + id + "/audio", headers);
  }

  protected HttpResponse<byte[]> ask(
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

  /** What a taken copy says of itself. */
  static String tags(Path file) throws IOException {
    Process ffprobe =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format_tags:stream_tags",
                file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(ffprobe.getInputStream().readAllBytes(), UTF_8);
  }

  /** A text in a bundle. */
  static String entry(Path bundle, String name) throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), UTF_8);
    }
  }

  protected static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  protected static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
