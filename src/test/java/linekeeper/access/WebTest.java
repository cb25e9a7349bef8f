package linekeeper.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What all doors do with what makes no sense. */
@ExtendWith(OutputCaptureExtension.class)
class WebTest extends DoorTest {
  @Autowired private DataSource database;

  private Http.Answer sendText(String text) {
    return stranger()
        .with("Content-Type", "application/json")
        .send("POST", "/api/session", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void json_that_is_none_is_refused_and_says_where() {
    assertThat(sendText("{\"username\":").expect(400, "body.malformed").text("detail"))
        .contains("line 1");
    sendText("").expect(400, "body.malformed");
    sendText("{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}")
        .expect(400, "body.malformed");
    sendText("{\"username\":\"a\",\"password\":\"c\"} {}").expect(400, "body.malformed");
    sendText("[".repeat(2000)).expect(422, "field.invalid");
  }

  @Test
  void a_wrong_missing_or_unexpected_field_is_named() {
    assertThat(
            sendText("{\"username\":{},\"password\":\"x\"}")
                .expect(422, "field.invalid")
                .text("field"))
        .isEqualTo("username");
    assertThat(sendText("{\"username\":\"a\"}").expect(422, "field.invalid").text("field"))
        .isEqualTo("password");
    assertThat(
            sendText("{\"username\":\"a\",\"password\":\"b\",\"admin\":true}")
                .expect(422, "field.unexpected")
                .text("field"))
        .isEqualTo("admin");
    Http.Answer role =
        as("admin1")
            .post("/api/tokens", Map.of("name", "x", "roles", List.of("EMPEROR")))
            .expect(422, "field.invalid");
    assertThat(role.text("field")).startsWith("roles");
    assertThat(role.text("detail")).contains("AUDIT_ADMIN").doesNotContain("linekeeper.");
    assertThat(
            as("admin1")
                .send("DELETE", "/api/tokens/not-a-uuid", null)
                .expect(400, "field.invalid")
                .text("field"))
        .isEqualTo("id");
  }

  @Test
  void a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    byte[] large =
        ("{\"username\":\"" + "a".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    Http json = stranger().with("Content-Type", "application/json");

    json.send("POST", "/api/session", large).expect(413, "body.too-large");
    json.stream(
            "POST",
            "/api/session",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
        .expect(413, "body.too-large");
  }

  @Test
  void what_is_not_there_is_not_found_and_a_wrong_method_or_type_says_so() {
    Http agent = as("agent1");

    agent.get("/api/nothing").expect(404, "path.unknown");
    agent.post("/api/nothing", Map.of()).expect(404, "path.unknown");
    stranger().get("/api/nothing").expect(401, "session.missing");
    agent.send("PUT", "/api/session", null).expect(405, "method.unsupported");
    stranger()
        .with("Content-Type", "text/plain")
        .send("POST", "/api/session", "a".getBytes(StandardCharsets.UTF_8))
        .expect(415, "content-type.unsupported");
    stranger().get("/nothing.js").expect(404, "path.unknown");
    stranger().get("/..%2f..%2fapplication.yaml").expect(400);
    stranger().get("/assets/%2e%2e/application.yaml").expect(400);
  }

  @Test
  void who_finds_no_free_connection_to_the_database_is_told_to_come_again() throws SQLException {
    Http agent = as("agent1");
    List<Connection> taken = new ArrayList<>();
    try {
      HikariDataSource pool = database.unwrap(HikariDataSource.class);
      while (pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize()) {
        taken.add(database.getConnection());
      }
      Http.Answer later = agent.get("/api/session").expect(503, "unavailable");
      assertThat(later.response().headers().firstValue("Retry-After")).contains("1");
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
    agent.get("/api/session").expect(200);
  }

  @Test
  void a_problem_never_shows_our_insides() {
    for (Http.Answer answer :
        List.of(
            sendText("{"),
            sendText("{\"username\":[]}"),
            as("agent1").get("/api/nothing"),
            as("admin1").send("DELETE", "/api/tokens/x", null))) {
      assertThat(answer.response().body())
          .doesNotContain("Exception", "java.", "jackson", "\tat ", "linekeeper.access")
          .contains("urn:linekeeper:problem:");
    }
  }

  @Test
  void what_the_container_itself_refuses_shows_nothing_of_it() throws IOException {
    for (String request :
        List.of(
            "GET /<script> HTTP/1.1\r\nHost: x\r\n\r\n",
            "NONSENSE\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")) {
      assertThat(raw(request))
          .startsWith("HTTP/1.1 400")
          .doesNotContain("Tomcat", "Exception", "<h1>");
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void every_answer_is_guarded_by_headers() {
    Http.Answer answer = stranger().get("/api/session");

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("connect-src 'self' ws://switch.example:8088/ws;")
        .doesNotContain("unsafe-inline", "unsafe-eval", "*");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void a_request_keeps_a_harmless_name_and_loses_any_other() throws IOException {
    assertThat(stranger().with("X-Request-Id", "abc-12345").get("/metrics").header("X-Request-Id"))
        .isEqualTo("abc-12345");
    assertThat(
            stranger().with("X-Request-Id", "a b<script>").get("/metrics").header("X-Request-Id"))
        .matches("[0-9a-f-]{36}");
    assertThat(
            raw(
                "GET /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: abcdefgh\u0001Set-Cookie\r\n\r\n"))
        .doesNotContain("abcdefgh");
  }

  @Test
  void a_forged_line_in_a_log_stays_within_its_line(CapturedOutput output) {
    LoggerFactory.getLogger("linekeeper.test").warn("heard {}", "x\r\n2026-01-01 ERROR forged");

    assertThat(output.getOut()).contains("heard x_2026-01-01 ERROR forged");
  }

  @Test
  void figures_and_status_are_for_the_house_and_for_whoever_is_signed_in() {
    assertThat(stranger().get("/metrics").expect(200).response().body()).contains("jvm_memory");
    assertThat(stranger().get("/api/status").expect(200).json().get("parts").isArray()).isTrue();
    stranger().with("X-Forwarded-For", "127.0.0.1").get("/metrics").expect(401, "session.missing");
    stranger().with("Forwarded", "for=127.0.0.1").get("/api/status").expect(401);
    stranger()
        .with("X-Forwarded-For", "203.0.113.9")
        .bearing(someToken().get("token").asString())
        .get("/metrics")
        .expect(200);
  }

  @Test
  void health_is_open_but_says_no_more_than_up() {
    Http.Answer health = stranger().get("/actuator/health").expect(200);

    assertThat(health.text("status")).isEqualTo("UP");
    assertThat(health.response().body()).doesNotContain("components", "database");
    stranger().get("/actuator/prometheus").expect(401);
    as("admin1").get("/actuator/prometheus").expect(404);
    as("admin1").get("/actuator/env").expect(404);
  }

  @Test
  void the_description_of_the_doors_is_for_whoever_is_signed_in() {
    stranger().get("/v3/api-docs").expect(401, "session.missing");
    assertThat(as("agent1").get("/v3/api-docs").expect(200).response().body())
        .contains("/api/session");
  }

  @Test
  void a_page_of_the_console_is_made_in_the_browser_so_its_path_gives_the_index() {
    Http.Answer page = stranger().get("/seats/some-page");

    // the console may not be built here; then there is nothing to give
    assertThat(page.status()).isIn(200, 404);
    if (page.status() == 200) {
      assertThat(page.header("Content-Type")).startsWith("text/html");
      assertThat(page.header("Cache-Control")).contains("no-cache");
    }
  }
}
