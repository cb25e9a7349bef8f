package linekeeper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.testing.Http;
import linekeeper.testing.Postgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The doors of a started application on a real PostgreSQL, with the demo's users. All tests below
 * share one application, so each makes the users it spoils.
 */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class DoorTest {
  static final String PASSWORD = "Correct-Horse-9";
  static final List<String> DEMO =
      List.of("agent1", "leader1", "inspector1", "analyst1", "admin1", "security1", "auditor1");
  private static final AtomicInteger MADE = new AtomicInteger();

  @Value("${local.server.port}")
  int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    DEMO.forEach(user -> registry.add("linekeeper.demo-password." + user, () -> PASSWORD));
    // all tests come from one address
    registry.add("linekeeper.access.address-failures", () -> "500");
    registry.add("linekeeper.web.connect-to", () -> "ws://switch.example:8088/ws");
  }

  final Http stranger() {
    return Http.at(port);
  }

  final Http as(String user) {
    return stranger().signedIn(user, PASSWORD);
  }

  final Http.Answer tryToSignIn(String user, String password) {
    return stranger().post("/api/session", Map.of("username", user, "password", password));
  }

  /** Makes an agent whom nobody else uses. */
  final String someAgent() {
    String name = "made" + MADE.incrementAndGet();
    as("admin1")
        .post(
            "/api/users",
            Map.of(
                "name", name, "displayName", "坐席", "roles", Set.of("AGENT"), "password", PASSWORD))
        .expect(201);
    return name;
  }

  /** Makes a token and returns what was told of it. */
  final JsonNode someToken(String... roles) {
    String name = "machine" + MADE.incrementAndGet();
    return as("admin1")
        .post("/api/tokens", Map.of("name", name, "roles", List.of(roles)))
        .expect(201)
        .json();
  }

  /** The audit's newest lines about a user, as the auditor sees them. */
  final List<String> auditOf(String user) {
    JsonNode items = as("auditor1").get("/api/audit?user=" + user).expect(200).json().get("items");
    assertThat(items.isArray()).isTrue();
    return items
        .valueStream()
        .map(line -> line.get("action").asString() + " " + line.get("succeeded").asBoolean())
        .toList();
  }
}
