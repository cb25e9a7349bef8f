package linekeeper.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What nobody should send, over real HTTP. */
@ApplicationModuleTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    extraIncludes = {"access", "workorder", "recording"})
class HostileUploadsModuleTest extends UploadStage {
  HostileUploadsModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void what_is_not_what_it_is_said_to_be_is_refused_and_leaves_nothing() throws Exception {
    String call = answeredCall("hostile");
    byte[] photo = Samples.jpeg(0xabcdef);
    refused(call, "kind=PHOTO&name=a.svg", "image/svg+xml", Samples.svg(), "type.invalid");
    refused(call, "kind=PHOTO&name=a.jpg", "image/jpeg", Samples.html(), "type.invalid");
    refused(
        call,
        "kind=DOCUMENT&name=a.pdf",
        "application/pdf",
        Samples.joined(Samples.html(), Samples.pdf()),
        "type.invalid");
    refused(call, "kind=PHOTO&name=a.png", "image/png", photo, "type.invalid");
    refused(call, "kind=DOCUMENT&name=a.exe", "", "MZ\u0090\0".getBytes(US_ASCII), "type.invalid");
    refused(call, "kind=PHOTO&name=a.jpg", "image/jpeg", new byte[0], "content.invalid");
    refused(
        call,
        "kind=PHOTO&name=a.jpg&sha256=" + "0".repeat(64),
        "image/jpeg",
        photo,
        "sha256.invalid");
    refused(call, "kind=PHOTO&name=a.jpg&sha256=xyz", "image/jpeg", photo, "field.invalid");
    refused(call, "kind=PHOTO&name=a%0Ab.jpg", "image/jpeg", photo, "field.invalid");
    refused(call, "kind=FILM&name=a.jpg", "image/jpeg", photo, "field.invalid");
    refused(call, "kind=PHOTO&name=a.jpg&due=soon", "image/jpeg", photo, "field.invalid");
    assertThat(list("agent1", call)).isEmpty();
    nothingIsLeft();
  }

  @Test
  void a_polyglot_is_kept_as_what_it_begins_as_and_a_bomb_is_not_unpacked() throws Exception {
    String call = answeredCall("polyglot");
    byte[] both = Samples.joined(Samples.jpeg(0x777777), Samples.html());
    String id =
        send(
                "agent1",
                call,
                "kind=PHOTO&name=" + encoded("../../etc/passwd<script>.html"),
                "image/jpeg",
                both)
            .expect(201)
            .text("id");
    stored(call, id);
    HttpResponse<byte[]> content = fetch("agent1", "/api/evidence/items/" + id + "/content");
    assertThat(content.body()).isEqualTo(both);
    assertThat(header(content, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(content, "Content-Disposition"))
        .startsWith("attachment")
        .doesNotContain("/etc");
    Http.Answer bomb =
        send(
            "agent1",
            call,
            "kind=DOCUMENT&name=a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Samples.bomb());
    stored(call, bomb.expect(201).text("id"));
    assertThat(Files.size(object(bomb.text("id")))).isEqualTo(Samples.bomb().length);
  }

  @Test
  void too_large_endless_and_broken_off_uploads_leave_nothing() throws Exception {
    String call = answeredCall("endless");
    byte[] start = Samples.jpeg(0x010101);
    Http.Answer endless =
        as("agent1").with("Content-Type", "image/jpeg").stream(
            "POST",
            call + "?kind=PHOTO&name=a.jpg",
            HttpRequest.BodyPublishers.ofInputStream(() ->
                new SequenceInputStream(
                    new ByteArrayInputStream(start),
                    new ByteArrayInputStream(new byte[(20 << 20) + 100_000]))));
    endless.expect(413, "body.too-large");
    nothingIsLeft();
    brokenOff(call, start);
    nothingIsLeft();
    assertThat(list("agent1", call)).isEmpty();
  }

  @Test
  void malware_is_refused_quarantined_and_never_given_out() throws Exception {
    String call = answeredCall("infected");
    byte[] bad = Samples.joined(Samples.pdf(), FakeClamd.MALWARE.getBytes(US_ASCII));
    for (int i = 0; i < 2; i++) {
      send("agent1", call, "kind=DOCUMENT&name=a.pdf", "application/pdf", bad)
          .expect(409, "content.infected");
    }
    List<JsonNode> items = list("leader1", call);
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().path("state").asString()).isEqualTo("QUARANTINED");
    String id = items.getFirst().path("id").asString();
    as("leader1").get("/api/evidence/items/" + id + "/content").expect(409, "content.infected");
    assertThat(HOME.resolve("items/quarantine").resolve(id)).exists();
    Files.delete(HOME.resolve("items/quarantine").resolve(id));
  }

  @Test
  void while_nothing_can_look_for_malware_nothing_is_taken_in() throws Exception {
    String call = answeredCall("unscanned");
    byte[] unanswered = Samples.joined(Samples.pdf(), FakeClamd.SILENCE.getBytes(US_ASCII));
    send("agent1", call, "kind=DOCUMENT&name=a.pdf", "application/pdf", unanswered)
        .expect(503, "evidence.unavailable");
    assertThat(list("agent1", call)).isEmpty();
  }

  private void refused(String call, String query, String type, byte[] content, String code) {
    Http.Answer answer = send("agent1", call, query, type, content).expect(422, code);
    assertThat(answer.text("detail")).isNotEmpty().doesNotContain("linekeeper");
  }

  /** Says that a megabyte will come, sends some of it, and is gone. */
  private void brokenOff(String call, byte[] start) throws Exception {
    Http.Answer session =
        Http.at(port)
            .post("/api/session", Map.of("username", "agent1", "password", "Correct-Horse-9"))
            .expect(200);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s?kind=PHOTO&name=a.jpg HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n"
                  .formatted(call, port, session.cookie())
              + "X-CSRF-Token: %s\r\nContent-Type: image/jpeg\r\nContent-Length: 1000000\r\n\r\n"
                  .formatted(session.text("csrfToken"));
      out.write(head.getBytes(US_ASCII));
      out.write(start);
      out.flush();
      await().atMost(Duration.ofSeconds(20)).until(() -> files() > 0);
    }
  }
}
