package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Rulings;
import linekeeper.callback.store.Callbacks;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.Voice;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.SeatId;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.StereoWav;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    caller.awaitsOwed("CONNECTED");
    assertThat(citizen.shown()).contains("12345").doesNotContain("agent");
    Awaitility.await().until(() -> Sound.share(citizen.audio().heardLast(1), seat.tone()) > 0.8);
    Awaitility.await().until(() -> Sound.share(agent.audio().heardLast(1), TestCaller.TONE) > 0.8);
    String call = caller.owed().path("callback").path("call").asString();
    citizen.hangUp();

    JsonNode done = caller.awaitsOwed("DONE");
    assertThat(done.path("result").asString()).isEqualTo("ANSWERED");
    assertThat(citizens.times()).isEqualTo(1);
    JsonNode kept = hotline.floor().awaitSummary(call);
    assertThat(kept.path("direction").asString()).isEqualTo("OUT");
    assertThat(kept.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(kept.path("recordingIds").size()).isEqualTo(1);
    StereoWav sound = hotline.floor().sound(call);
    assertThat(Sound.share(sound.left(), TestCaller.TONE)).as("citizen left").isGreaterThan(0.7);
    assertThat(Sound.share(sound.left(), seat.tone())).isLessThan(0.05);
    assertThat(Sound.share(sound.right(), seat.tone())).as("seat right").isGreaterThan(0.7);
    assertThat(Sound.share(sound.right(), TestCaller.TONE)).isLessThan(0.05);
    JsonNode attempt = caller.owed().path("attempts").get(0);
    assertThat(attempt.path("outcome").asString()).isEqualTo("CONNECTED");
    assertThat(at(attempt, "intendedAt")).isBefore(at(attempt, "dialledAt"));
  }

  @Test
  void who_is_busy_is_called_again_after_a_while_and_not_for_ever() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    dials(seat, caller);
    citizens.rings().reject(486, "Busy Here");
    JsonNode waiting = caller.awaitsOwed("WAIT_RETRY");
    assertThat(Duration.between(at(waiting, "since"), at(waiting, "retryAt")))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(seat.api().post(path(caller) + "/dial", null).text()).contains("too-early");
    caller.awaitsOwed("PENDING");
    seat.awaits("WRAP_UP").does("ready");
    dials(seat, caller);
    citizens.rings().reject(603, "Decline");
    JsonNode over = caller.awaitsOwed("UNREACHABLE");
    assertThat(over.path("reason").asString()).isEqualTo("MAX_ATTEMPTS");
    assertThat(caller.outcomes()).containsExactly("BUSY", "REJECTED");
    assertThat(citizens.times()).isEqualTo(2);
  }

  @Test
  void the_switch_forgets_an_attempt_that_is_long_over_and_no_other() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    for (int i = 0; i < 2; i++) {
      dials(seat, caller);
      citizens.rings().reject(486, "Busy Here");
      seat.awaits("WRAP_UP").does("ready");
      caller.awaitsOwed(i == 0 ? "PENDING" : "UNREACHABLE");
    }
    String first = caller.callId() + "-1";
    String second = caller.callId() + "-2";
    assertThat(remembered()).contains(first, second);
    JdbcClient database = hotline.installation().part(JdbcClient.class);
    database
        .sql("update callback_attempt set ended_at = ended_at - interval '2 days' where id = ?")
        .param(first)
        .update();
    Waits.until("forgotten", () -> !remembered().contains(first), this::remembered);
    assertThat(remembered()).contains(second);
  }

  private String remembered() {
    try {
      return hotline.installation().telephony().rx("database show attempt");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void a_number_that_the_carrier_does_not_know_is_not_called_again() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    dials(seat, caller);
    citizens.rings().reject(404, "Not Found");
    assertThat(caller.awaitsOwed("UNREACHABLE").path("reason").asString())
        .isEqualTo("NUMBER_INVALID");
    assertThat(caller.outcomes()).containsExactly("NUMBER_INVALID");
  }

  @Test
  void an_agent_who_does_not_pick_up_leaves_the_citizen_in_peace() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    must(seat.api().post(path(caller) + "/dial", null));
    seat.rings();
    caller.awaitsOwed("PENDING");
    assertThat(caller.outcomes()).containsExactly("AGENT_NO_ANSWER");
    assertThat(citizens.times()).isZero();
    cancel(caller);
  }

  @Test
  void killed_between_the_commit_and_the_ring_he_is_rung_once_all_the_same() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    hotline.restart(() -> {}, () -> intend(caller, seat));
    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));
    back.pickUp(back.rings());
    SipLeg citizen = citizens.answers();
    caller.awaitsOwed("CONNECTED");
    back.awaits("TALKING");
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(caller.outcomes()).containsExactly("CONNECTED");
  }

  /** What a process leaves behind that is killed right after the commit: an intent, and no call. */
  private void intend(TestCaller caller, TestSeat seat) {
    Callbacks callbacks = hotline.installation().part(Callbacks.class);
    Instant now = InstantSource.system().instant();
    CallbackRule rule = Rulings.rule("*", Instant.EPOCH, 2, Duration.ZERO);
    CallbackMachine machine = new CallbackMachine(rule, ZoneId.of("Asia/Shanghai"));
    CallbackInput dial = new CallbackInput.Dial(new AgentId(seat.agent()));
    Instant due = now.plus(rule.notWithin());
    var step =
        callbacks.dial(
            new CallbackId(caller.callId()),
            new SeatId(seat.id()),
            now,
            task -> machine.step(task, dial, due));
    assertThat(step).hasValueSatisfying(it -> assertThat(it.refusal()).isNull());
  }

  @Test
  void stopped_while_the_citizens_phone_rings_it_rings_on_and_is_connected() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    dials(seat, caller);
    SipLeg citizen = citizens.rings();
    hotline.restart(() -> assertThat(citizen.over()).isFalse());
    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));
    assertThat(citizen.over()).isFalse();
    citizen.answer(Voice.tone(TestCaller.TONE));
    caller.awaitsOwed("CONNECTED");
    back.awaits("TALKING");
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(citizens.times()).isEqualTo(1);
  }

  @Test
  void answered_while_nobody_conducts_it_he_is_not_rung_twice_but_called_again_later() {
    TestCaller caller = lost();
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    dials(seat, caller);
    SipLeg citizen = citizens.rings();
    hotline.restart(() -> {
      citizen.answer(Voice.tone(TestCaller.TONE));
      assertThat(Waits.soon(citizen.answered(), "answered")).isTrue();
      Waits.soon(citizen.ended(), "the switch has nobody to connect him with");
    });
    seat.again(hotline.floor(), hotline.as("agent1"));
    caller.awaitsOwed("PENDING");
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(caller.outcomes()).containsExactly("FENCED");
    cancel(caller);
  }

  @Test
  void who_rings_back_while_we_call_him_is_not_rung_and_is_served_as_a_caller() {
    // nobody else's: a loss of the same caller elsewhere would be one task with this one
    Caller number = Caller.number("13900139042");
    TestCaller first = hotline.caller(number).callsUntil("QUEUED");
    first.hangsUp();
    owed(first);
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    dials(seat, first);
    SipLeg citizen = citizens.rings();

    TestCaller again = hotline.caller(number).calls();
    assertThat(Waits.soon(citizen.ended(), "his phone stops ringing").status()).isEqualTo(487);
    first.awaitsOwed("PENDING");
    assertThat(first.outcomes()).containsExactly("WITHDRAWN");
    assertThat(seat.api().post(path(first) + "/dial", null).text()).contains("on-the-line");
    seat.pickUp(seat.rings());
    again.awaits("TALKING").hangsUp();
    JsonNode resolved = first.awaitsOwed("RESOLVED_BY_RECALL");
    assertThat(resolved.path("call").asString()).isEqualTo(again.callId());
    assertThat(citizens.times()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "110, EMERGENCY_NUMBER",
    "0571119, EMERGENCY_NUMBER",
    "12110571, EMERGENCY_NUMBER",
    "8001, NUMBER_NOT_DIALLABLE",
    "138001380, NUMBER_NOT_DIALLABLE",
    "anonymous, NO_NUMBER"
  })
  void a_number_that_must_not_be_dialled_is_accounted_for_and_not_dialled(
      String shown, String reason) {
    TestCaller caller = hotline.caller(Caller.number(shown)).callsUntil("QUEUED");
    caller.hangsUp();
    JsonNode task = caller.awaitsOwed("CANCELLED");
    assertThat(task.path("reason").asString()).isEqualTo(reason);
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    assertThat(seat.api().post(path(caller) + "/dial", null).ok()).isFalse();
    assertThat(seat.isRungWithin(1)).isFalse();
    assertThat(citizens.times()).isZero();
  }

  @Test
  void a_foreign_number_is_owed_a_call_that_no_rule_allows_a_machine_to_make() {
    TestCaller caller = hotline.caller(Caller.number("0012125550100")).callsUntil("QUEUED");
    caller.hangsUp();
    owed(caller);
    TestSeat seat = hotline.seat("agent1").ready();
    assertThat(seat.api().post(path(caller) + "/dial", null).text()).contains("not-allowed");
    cancel(caller);
  }

  private void dials(TestSeat seat, TestCaller caller) {
    must(seat.api().post(path(caller) + "/dial", null));
    seat.pickUp(seat.rings());
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
        "a callback is owed", () -> caller.owed().has("callback"), () -> leader().get(open()));
    for (JsonNode task : leader().get(open()).body().path("items")) {
      if (task.path("id").asString("").equals(caller.callId())) {
        return task;
      }
    }
    throw new AssertionError("not in the list: " + leader().get(open()).text());
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

  private static Instant at(JsonNode node, String field) {
    return Instant.parse(node.path(field).asString());
  }

  private static void must(Api.Answer answer) {
    assertThat(answer.ok()).as("%s %s", answer.status(), answer.text()).isTrue();
  }
}
