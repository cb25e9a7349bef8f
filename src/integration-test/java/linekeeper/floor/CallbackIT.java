package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Lost callers are called back, each exactly once per attempt, by a real switch. */
class CallbackIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_caller_who_hangs_up_while_waiting_is_owed_a_callback() {
    TestCaller caller = lost();
    JsonNode task = owed(caller);
    assertThat(task.path("lossType").asString()).isEqualTo("NO_AGENT");
    assertThat(task.path("state").asString()).isEqualTo("PENDING");
    assertThat(task.path("callerMasked").asString()).isEqualTo(caller.masked());
    assertThat(task.path("lostCount").asInt()).isEqualTo(1);
    assertThat(Duration.between(at(task, "firstLostAt"), at(task, "dueAt")))
        .isEqualTo(Duration.ofMinutes(15));
    cancel(caller);
  }

  @Test
  void the_agent_is_rung_first_then_the_citizen_once_and_they_talk_and_it_is_recorded() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    must(seat.api().post(path(caller) + "/claim", null));
    must(seat.api().post(path(caller) + "/dial", null));

    SipLeg agent = seat.rings();
    assertThat(citizens.times()).isZero();
    seat.pickUp(agent);
    SipLeg citizen = citizens.answers();
    seat.awaits("TALKING");
    awaits(caller, "CONNECTED");
    assertThat(citizen.shown()).contains("12345").doesNotContain("agent");
    Awaitility.await().until(() -> Sound.share(citizen.audio().heardLast(1), seat.tone()) > 0.8);
    Awaitility.await().until(() -> Sound.share(agent.audio().heardLast(1), TestCaller.TONE) > 0.8);
    String call = read(caller).path("callback").path("call").asString();
    citizen.hangUp();

    JsonNode done = awaits(caller, "DONE");
    assertThat(done.path("result").asString()).isEqualTo("ANSWERED");
    assertThat(citizens.times()).isEqualTo(1);
    JsonNode kept = hotline.floor().awaitSummary(call);
    assertThat(kept.path("direction").asString()).isEqualTo("OUT");
    assertThat(kept.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(kept.path("recordingIds").size()).isEqualTo(1);
    JsonNode attempt = read(caller).path("attempts").get(0);
    assertThat(attempt.path("outcome").asString()).isEqualTo("CONNECTED");
    assertThat(at(attempt, "intendedAt")).isBefore(at(attempt, "dialledAt"));
  }

  private TestCaller lost() {
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    owed(caller);
    return caller;
  }

  /** The task that the caller's call opened, as soon as it stands in the list. */
  private JsonNode owed(TestCaller caller) {
    Waits.until(
        "a callback is owed", () -> read(caller).has("callback"), () -> leader().get(open()));
    for (JsonNode task : leader().get(open()).body().path("items")) {
      if (task.path("id").asString("").equals(caller.callId())) {
        return task;
      }
    }
    throw new AssertionError("not in the list: " + leader().get(open()).text());
  }

  private JsonNode awaits(TestCaller caller, String state) {
    Waits.until(
        "callback " + state,
        () -> read(caller).path("callback").path("state").asString("").equals(state),
        () -> read(caller));
    return read(caller).path("callback");
  }

  private JsonNode read(TestCaller caller) {
    return leader().get(path(caller)).body();
  }

  private void cancel(TestCaller caller) {
    must(leader().post(path(caller) + "/cancel", null));
  }

  private Api leader() {
    return hotline.floor().api();
  }

  private static String open() {
    return "/api/callbacks?limit=500";
  }

  private static String path(TestCaller caller) {
    return "/api/callbacks/" + caller.callId();
  }

  private static java.time.Instant at(JsonNode node, String field) {
    return java.time.Instant.parse(node.path(field).asString());
  }

  private static void must(Api.Answer answer) {
    assertThat(answer.ok()).as("%s %s", answer.status(), answer.text()).isTrue();
  }
}
