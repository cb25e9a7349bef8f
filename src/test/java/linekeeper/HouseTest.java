package linekeeper;

import java.util.List;
import linekeeper.testing.Http;
import linekeeper.testing.Postgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application, started, on a real PostgreSQL; its switch and its object store are away,
 * so it also shows that it starts without them.
 */
@SpringBootTest(classes = Linekeeper.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class HouseTest {
  static final String PASSWORD = "Correct-Horse-9";
  static final List<String> USERS =
      List.of("agent1", "leader1", "inspector1", "analyst1", "admin1", "security1", "auditor1");

  @Value("${local.server.port}")
  int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    USERS.forEach(user -> registry.add("linekeeper.demo-password." + user, () -> PASSWORD));
    registry.add("linekeeper.recording.spool", () -> "target/spool");
    registry.add("linekeeper.telephony.ari-url", () -> "http://127.0.0.1:1");
    registry.add("linekeeper.telephony.ari-secret", () -> "none");
    registry.add("linekeeper.telephony.ami-port", () -> "1");
    registry.add("linekeeper.telephony.ami-secret", () -> "none");
    registry.add("linekeeper.telephony.sip-port", () -> "1");
    registry.add("linekeeper.telephony.ws-url", () -> "ws://127.0.0.1:1/ws");
    registry.add("linekeeper.objects.endpoint", () -> "http://127.0.0.1:1");
    registry.add("linekeeper.objects.access-key", () -> "none");
    registry.add("linekeeper.objects.secret-key", () -> "none-at-all");
  }

  final Http stranger() {
    return Http.at(port);
  }
}
