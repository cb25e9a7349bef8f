package linekeeper.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
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

/** From the loss in the journal to the outcome on record. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class CallbackModuleTest extends CallbackStage {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  CallbackModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Autowired StandInFloor floor,
      @Value("${local.server.port}") int port) {
    super(journal, codec, floor, port);
  }

  private JsonNode read(String call) {
    Http leader = as("leader1");
    String path = "/api/callbacks/" + call;
    await().atMost(PATIENCE).until(() -> leader.get(path).status() == 200);
    return leader.get(path).json();
  }

  private JsonNode in(String call, String state) {
    Http leader = as("leader1");
    String path = "/api/callbacks/" + call;
    await()
        .atMost(PATIENCE)
        .until(() ->
            leader.get(path).json().path("callback").path("state").asString("").equals(state));
    return read(call);
  }

  private long asked(Class<? extends FloorCommand> kind, AttemptId attempt) {
    return floor.asked(kind).stream().filter(it -> attempt.equals(attemptOf(it))).count();
  }

  private static Object attemptOf(FloorCommand command) {
    return switch (command) {
      case FloorCommand.QueueCallback it -> it.attempt();
      case FloorCommand.CallOut it -> it.attempt();
      case FloorCommand.Withdraw it -> it.attempt();
      default -> "no attempt";
    };
  }

  @Test
  void a_lost_request_is_owed_a_call_which_is_placed_made_and_counted() {
    PhoneNumber citizen = new PhoneNumber("13800138010");
    AttemptId attempt = new AttemptId("m1-1");
    int before = figure("lost");
    lost("m1", "+86" + citizen.value(), t0);
    JsonNode owed = in("m1", "QUEUED");
    assertThat(owed.path("callback").path("lossType").asString()).isEqualTo("QUEUE_ABANDON");
    assertThat(owed.path("callback").path("dueAt").asString())
        .isEqualTo(t0.plusSeconds(5).plus(Duration.ofMinutes(15)).toString());
    assertThat(owed.path("attempts").path(0).path("outcome").isNull()).isTrue();
    FloorCommand.QueueCallback place =
        floor.asked(FloorCommand.QueueCallback.class).stream()
            .filter(it -> it.attempt().equals(attempt))
            .findFirst()
            .orElseThrow();
    assertThat(place.citizen()).as("as he is dialled").isEqualTo(citizen);
    assertThat(place.placeAt()).isEqualTo(t0.plusSeconds(5));

    talked(attempt, "m1-out", citizen, t0.plusSeconds(90));
    JsonNode done = in("m1", "DONE");
    assertThat(done.path("callback").path("result").asString()).isEqualTo("ANSWERED");
    assertThat(done.path("attempts").size()).isEqualTo(1);
    assertThat(done.path("attempts").path(0).path("outcome").asString()).isEqualTo("CONNECTED");
    assertThat(done.path("attempts").path(0).path("agentId").asString()).isEqualTo("agent1");
    assertThat(figure("lost")).isEqualTo(before + 1);
    JsonNode figures = as("leader1").get("/api/callbacks/figures").expect(200).json();
    assertThat(figures.path("callbackRate").path("numerator").asInt()).isPositive();
  }

  private int figure(String name) {
    return as("leader1").get("/api/callbacks/figures").expect(200).json().path(name).asInt();
  }

  @Test
  void what_is_told_again_is_heard_once_and_who_gets_through_himself_is_not_called() {
    String citizen = "13800138011";
    lost("n1", citizen, t0);
    lost("n1-twice", citizen, t0.plusSeconds(10));
    in("n1", "QUEUED");
    await()
        .atMost(PATIENCE)
        .until(() -> read("n1").path("callback").path("lostCount").asInt() == 2);
    as("leader1").get("/api/callbacks/n1-twice").expect(404, "callback.unknown");
    served("n1-again", citizen, t0.plusSeconds(60), "agent2");
    JsonNode resolved = in("n1", "RESOLVED_BY_RECALL");
    assertThat(resolved.path("callback").path("call").asString()).isEqualTo("n1-again");
    assertThat(asked(FloorCommand.Withdraw.class, new AttemptId("n1-1"))).isPositive();
  }

  @Test
  void an_agent_who_dials_is_rung_by_an_attempt_that_was_committed_first() {
    lost("o1", "13800138012", t0);
    in("o1", "QUEUED");
    as("agent2").post("/api/callbacks/o1/dial", Map.of()).expect(409, "seat.signed-out");
    as("agent1").post("/api/callbacks/o1/dial", Map.of()).expect(204);
    AttemptId second = new AttemptId("o1-2");
    assertThat(asked(FloorCommand.CallOut.class, second)).isEqualTo(1);
    assertThat(read("o1").path("attempts").path(1).path("agentId").asString()).isEqualTo("agent1");
  }

  @Test
  void an_attempt_that_rang_is_never_put_on_record_as_not_begun_however_late_that_is_heard() {
    PhoneNumber citizen = new PhoneNumber("13800138013");
    AttemptId attempt = new AttemptId("k1-1");
    lost("k1", citizen.value(), t0);
    in("k1", "QUEUED");
    // the floor dials already, and the feed has not told it yet
    as("leader1").post("/api/callbacks/k1/cancel", Map.of()).expect(204);
    await().atMost(PATIENCE).until(() -> asked(FloorCommand.Withdraw.class, attempt) > 2);
    assertThat(read("k1").path("attempts").path(0).path("outcome").isNull())
        .as("nobody knows yet")
        .isTrue();
    begins(attempt, "k1-out", citizen, t0.plusSeconds(70));
    tell(
        new CallEvent.AttemptOver(
            new CallId("k1-out"),
            t0.plusSeconds(99),
            attempt,
            AttemptEnd.NO_ANSWER,
            t0.plusSeconds(72),
            0));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode told = read("k1").path("attempts").path(0);
          assertThat(told.path("outcome").asString("")).isEqualTo("NO_ANSWER");
          assertThat(told.path("dialledAt").asString("")).isEqualTo(t0.plusSeconds(72).toString());
        });
    assertThat(read("k1").path("callback").path("reason").asString()).isEqualTo("BY_LEADER");
  }

  @Test
  void an_attempt_of_which_the_floor_knows_nothing_was_not_begun() {
    AttemptId attempt = new AttemptId("j1-1");
    lost("j1", "13800138014", t0);
    in("j1", "QUEUED");
    floor.unknown.add(attempt);
    as("leader1").post("/api/callbacks/j1/cancel", Map.of()).expect(204);
    await()
        .atMost(PATIENCE)
        .until(() ->
            read("j1").path("attempts").path(0).path("outcome").asString("").equals("NOT_BEGUN"));
  }
}
