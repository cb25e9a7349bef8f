package linekeeper.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What an agent is shown of a citizen before he calls him. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class PreviewModuleTest extends CallbackStage {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  PreviewModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Autowired StandInFloor floor,
      @Value("${local.server.port}") int port) {
    super(journal, codec, floor, port);
  }

  private String owed(String call, String caller, Instant at) {
    lost(call, caller, at);
    String path = "/api/callbacks/" + call;
    Http leader = as("leader1");
    await().atMost(PATIENCE).until(() -> leader.get(path).status() == 200);
    return path;
  }

  private static JsonNode history(Http by, String path) {
    return by.get(path + "/history").expect(200).json().path("items");
  }

  @Test
  void an_agent_sees_what_there_was_with_this_citizen_however_his_number_was_written() {
    String citizen = "13800138001";
    served("a1", "+86" + citizen, t0.minus(Duration.ofDays(9)), "agent2");
    served("a2", "0" + citizen, t0.minus(Duration.ofDays(8)), "agent1");
    served("b1", "13800138002", t0.minus(Duration.ofDays(7)), "agent2");
    String path = owed("a3", citizen, t0);
    Http agent = as("agent1");
    await().atMost(PATIENCE).until(() -> history(agent, path).size() == 4);
    Http.Answer answer = agent.get(path + "/history").expect(200);
    assertThat(answer.response().body())
        .contains("138****8001")
        .doesNotContain(citizen)
        .doesNotContain("b1");
    JsonNode items = answer.json().path("items");
    assertThat(items.path(0).path("owed").path("callback").path("id").asString()).isEqualTo("a3");
    JsonNode call = items.path(1).path("call");
    assertThat(call.path("callId").asString()).isEqualTo("a3");
    assertThat(call.path("outcome").asString()).isEqualTo("LOST");
    assertThat(call.path("lossType").asString()).isEqualTo("QUEUE_ABANDON");
    assertThat(call.path("queue").asString()).isEqualTo("service");
    assertThat(call.path("sheet").asBoolean()).as("nobody wrote one").isFalse();
    JsonNode own = items.path(2).path("call");
    assertThat(own.path("agentId").asString()).isEqualTo("agent1");
    assertThat(own.path("talkSec").asDouble()).isEqualTo(30);
    assertThat(own.path("sheet").asBoolean()).as("his own sheet").isTrue();
    JsonNode other = items.path(3).path("call");
    assertThat(other.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(other.path("sheet").asBoolean()).as("another agent's").isFalse();
    assertThat(history(as("leader1"), path).path(3).path("call").path("sheet").asBoolean())
        .isTrue();
  }

  @Test
  void earlier_attempts_and_promised_times_are_told_with_what_came_of_them() {
    String path = owed("p1", "13800138003", t0);
    Http agent = as("agent1");
    await().atMost(PATIENCE).until(() -> agent.get(path).json().path("attempts").size() == 1);
    agent.post(path + "/claim", Map.of()).expect(204);
    Map<String, Instant> time = Map.of("from", morning(), "until", morning().plusSeconds(600));
    agent.post(path + "/schedule", time).expect(204);
    talked(new AttemptId("p1-1"), "p1-out", new PhoneNumber("13800138003"), t0.plusSeconds(100));
    await()
        .atMost(PATIENCE)
        .until(() -> !tried(agent, path).path("attempt").path("outcome").isNull());
    JsonNode attempt = tried(agent, path);
    assertThat(attempt.path("attempt").path("outcome").asString()).isEqualTo("CONNECTED");
    assertThat(attempt.path("attempt").path("agentId").asString()).isEqualTo("agent1");
    assertThat(attempt.path("sheet").asBoolean()).as("of the call that he made").isTrue();
    assertThat(tried(as("agent2"), path).path("sheet").asBoolean()).isFalse();
    JsonNode promise = history(agent, path).path(0).path("owed").path("promises").path(0);
    assertThat(promise.path("saidBy").asString()).isEqualTo("agent1");
    assertThat(promise.path("from").asString()).isEqualTo(morning().toString());
    assertThat(promise.path("until").asString()).isEqualTo(morning().plusSeconds(600).toString());
  }

  private static JsonNode tried(Http by, String path) {
    return history(by, path).path(0).path("owed").path("attempts").path(0);
  }

  /** Ten o'clock in Shanghai, the day after tomorrow. */
  private Instant morning() {
    return t0.atZone(SHANGHAI).toLocalDate().plusDays(2).atTime(10, 0).atZone(SHANGHAI).toInstant();
  }

  @Test
  void pages_hold_everything_once() {
    String path = owed("q9", "13800138004", t0);
    List<String> all = new ArrayList<>(List.of("owed q9", "q9"));
    for (int i = 8; i > 0; i--) {
      // each two in the same instant
      served("q" + i, "13800138004", t0.minus(Duration.ofDays(9 - i / 2)), "agent1");
      all.add("q" + i);
    }
    Http agent = as("agent1");
    await().atMost(PATIENCE).until(() -> history(agent, path).size() == all.size());
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = agent.get(path + "/history?limit=1" + cursor).expect(200).json();
      page.path("items").forEach(it -> found.add(name(it)));
      cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(found).containsExactlyElementsOf(all);
    agent.get(path + "/history?limit=0").expect(422, "limit.invalid");
    agent.get(path + "/history?limit=101").expect(422, "limit.invalid");
    for (String forged :
        List.of("x", "2026-01-01T00:00:00Z q9", "+999999999-12-31T00:00:00Z owed q9")) {
      String text = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
      agent.get(path + "/history?cursor=" + text).expect(422, "cursor.invalid");
    }
  }

  private static String name(JsonNode it) {
    return it.path("call").isNull() || it.path("call").isMissingNode()
        ? "owed " + it.path("owed").path("callback").path("id").asString()
        : it.path("call").path("callId").asString();
  }

  @Test
  void who_withheld_his_number_has_no_history() {
    String path = owed("w1", "anonymous", t0);
    owed("w2", "anonymous", t0.plusSeconds(1));
    assertThat(history(as("leader1"), path).size()).isZero();
  }

  @Test
  void what_another_agent_holds_is_his_and_each_look_is_on_record() {
    String path = owed("h1", "13800138005", t0);
    as("agent2").get(path + "/history").expect(200);
    as("agent1").post(path + "/claim", Map.of()).expect(204);
    as("agent1").get(path + "/history").expect(200);
    as("agent2").get(path + "/history").expect(403, "callback.forbidden");
    as("analyst1").get(path + "/history").expect(200);
    as("admin1").get(path + "/history").expect(403);
    as("leader1").post(path + "/cancel", Map.of()).expect(204);
    as("agent1").get(path + "/history").expect(403, "callback.forbidden");
    as("leader1").get("/api/callbacks/unheard-of/history").expect(404, "callback.unknown");
    JsonNode audit =
        as("auditor1").get("/api/audit?action=callback.history").expect(200).json().path("items");
    assertThat(
            StreamSupport.stream(audit.spliterator(), false)
                .filter(it -> it.path("subject").asString().equals("callback:h1"))
                .map(it -> it.path("user").asString() + " " + it.path("succeeded").asBoolean()))
        .containsExactlyInAnyOrder(
            "agent2 true", "agent1 true", "agent2 false", "analyst1 true", "agent1 false");
  }
}
