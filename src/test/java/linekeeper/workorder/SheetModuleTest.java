package linekeeper.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the answer in the journal to the form at the door. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class SheetModuleTest {
  private static final String PASSWORD = "Correct-Horse-9";
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");

  private final Journal journal;
  private final JournalCodec codec;
  private final int port;

  SheetModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    this.journal = journal;
    this.codec = codec;
    this.port = port;
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    for (String user : List.of("agent1", "agent2", "leader1", "analyst1", "admin1", "auditor1")) {
      registry.add("linekeeper.demo-password." + user, () -> PASSWORD);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Words {
    @Bean
    JournalVocabulary callEvents() {
      return () -> List.of(CallEvent.class);
    }
  }

  @Test
  void an_answered_call_has_a_sheet_with_the_number_masked() {
    String path = answered("masked");
    Http.Answer sheet = as("agent1").get(path).expect(200);
    assertThat(sheet.text("callId")).isEqualTo("c-masked");
    assertThat(sheet.text("agentId")).isEqualTo("agent1");
    assertThat(sheet.text("seatId")).isEqualTo("s01");
    assertThat(sheet.text("answeredAt")).isEqualTo("2026-11-20T08:00:00Z");
    assertThat(sheet.text("callerMasked")).isEqualTo("138****8000");
    assertThat(sheet.text("state")).isEqualTo("DRAFT");
    assertThat(sheet.json().get("version").asLong()).isEqualTo(1);
    assertThat(sheet.response().body()).doesNotContain("13800138000");
  }

  @Test
  void the_agent_fills_it_in_and_files_it_and_the_filing_is_audited() {
    String path = answered("filled");
    Http agent = as("agent1");
    ObjectNode form = (ObjectNode) agent.get(path).json();
    form.put("callerName", "王女士")
        .put("subjectType", "INDIVIDUAL")
        .put("address", "人民路1号")
        .put("demandType", "HELP")
        .put("category", "市政/路灯")
        .put("content", "路灯不亮\n三天了")
        .put("reply", "已记录")
        .put("directlyAnswered", true)
        .put("confidential", true);
    Http.Answer written = agent.sendJson("PUT", path, form).expect(200);
    assertThat(written.json().get("version").asLong()).isEqualTo(2);
    JsonNode read = agent.get(path).json();
    form.propertyNames().stream()
        .filter(name -> !List.of("version", "updatedAt").contains(name))
        .forEach(name -> assertThat(read.get(name)).as(name).isEqualTo(form.get(name)));

    agent.sendJson("PUT", path, form).expect(409, "sheet.stale");
    Http.Answer filed = agent.post(path + "/file", Map.of()).expect(200);
    assertThat(filed.text("state")).isEqualTo("FILED");
    form.put("version", 3);
    agent.sendJson("PUT", path, form).expect(409, "sheet.filed");
    assertThat(as("auditor1").get("/api/audit?action=sheet.file").expect(200).response().body())
        .contains("call:c-filled");
  }

  @Test
  void what_cannot_be_is_refused_by_field() {
    String path = answered("refused");
    Http agent = as("agent1");
    assertThat(put(agent, path, Map.of("address", "x".repeat(257))).text("field"))
        .isEqualTo("address");
    assertThat(put(agent, path, Map.of("demandType", "SONG")).text("field"))
        .isEqualTo("demandType");
    assertThat(put(agent, path, Map.of("colour", "red")).text("field")).isEqualTo("colour");
    agent.sendJson("PUT", path, Map.of("content", "x")).expect(422, "sheet.invalid");
    assertThat(agent.post(path + "/file", Map.of()).expect(422, "sheet.invalid").text("field"))
        .isEqualTo("demandType");
    assertThat(agent.get(path).json().get("version").asLong()).isEqualTo(1);
    agent.get("/api/calls/unheard-of/sheet").expect(404, "sheet.unknown");
    agent.post("/api/calls/unheard-of/sheet/file", Map.of()).expect(404, "sheet.unknown");
  }

  private static Http.Answer put(Http as, String path, Map<String, Object> fields) {
    Map<String, Object> form = new HashMap<>(fields);
    form.put("version", 1);
    return as.sendJson("PUT", path, form).expect(422);
  }

  @Test
  void others_read_and_write_only_what_their_role_allows() {
    String path = answered("others");
    Map<String, Object> form = Map.of("content", "x", "version", 1);
    as("agent2").get(path).expect(403, "sheet.forbidden");
    as("agent2").sendJson("PUT", path, form).expect(403, "sheet.forbidden");
    as("analyst1").get(path).expect(200);
    as("analyst1").sendJson("PUT", path, form).expect(403);
    as("admin1").get(path).expect(403);
    as("leader1").sendJson("PUT", path, form).expect(200);
    Http.at(port).get(path).expect(401);
  }

  @Test
  void who_takes_the_call_over_takes_the_draft_over_and_an_old_answer_told_again_does_not() {
    String path = answered("passed");
    tell(answer("passed", "agent2", T0.plusSeconds(60)));
    Http second = as("agent2");
    await().until(() -> second.get(path).status() == 200);
    tell(answer("passed", "agent1", T0));
    answered("later");
    assertThat(second.get(path).expect(200).text("agentId")).isEqualTo("agent2");
    assertThat(second.get(path).text("answeredAt")).isEqualTo("2026-11-20T08:00:00Z");
  }

  private String answered(String name) {
    tell(answer(name, "agent1", T0));
    String path = "/api/calls/c-" + name + "/sheet";
    Http leader = as("leader1");
    await().atMost(Duration.ofSeconds(30)).until(() -> leader.get(path).status() == 200);
    return path;
  }

  private static CallEvent answer(String name, String agent, Instant at) {
    return new CallEvent.Answered(
        new CallId("c-" + name),
        at,
        new SeatId("s01"),
        new AgentId(agent),
        new RecordingId("r-" + name),
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
}
