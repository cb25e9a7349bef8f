package linekeeper.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.RecordingStage;
import linekeeper.testing.Http;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Calls with a record sheet, people who send files, and a clamd that is played. */
abstract class UploadStage extends RecordingStage {
  private static final FakeClamd CLAMD = FakeClamd.started();

  UploadStage(Journal journal, JournalCodec codec, int port) {
    super(journal, codec, port);
  }

  @DynamicPropertySource
  static void scanner(DynamicPropertyRegistry registry) {
    registry.add("linekeeper.evidence-items.clamd", CLAMD::address);
  }

  String answeredCall(String name) {
    tell(answered(name, new RecordingId("r-item-" + name)));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as("leader1").get("/api/calls/c-" + name + "/sheet").status() == 200);
    return "/api/calls/c-" + name + "/evidence";
  }

  Http.Answer send(String user, String call, String query, String type, byte[] content) {
    Http sender = type.isEmpty() ? as(user) : as(user).with("Content-Type", type);
    return sender.send("POST", call + "?" + query, content);
  }

  List<JsonNode> list(String user, String call) {
    JsonNode items = as(user).get(call).expect(200).json().path("items");
    return items.valueStream().toList();
  }

  void stored(String call, String id) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            list("leader1", call).stream()
                .anyMatch(it ->
                    it.path("id").asString().equals(id)
                        && it.path("state").asString().equals("STORED")));
  }

  static Path object(String id) throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve("objects"))) {
      return files.filter(it -> it.endsWith(id)).findFirst().orElseThrow();
    }
  }

  /** What other tests sent may still be on its way to the store. */
  static void nothingIsLeft() {
    await().atMost(Duration.ofSeconds(20)).until(() -> files() == 0);
  }

  static long files() throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve("items"))) {
      return files.filter(Files::isRegularFile).count();
    } catch (UncheckedIOException changing) {
      return -1;
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
