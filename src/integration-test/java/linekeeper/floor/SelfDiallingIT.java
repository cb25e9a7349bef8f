package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Rulings;
import linekeeper.callback.store.Callbacks;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Sound;
import linekeeper.testing.StereoWav;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who was lost waits among the callers, and the next seat whose turn it is calls him. */
class SelfDiallingIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  /** A test that failed leaves nobody in the queue of the next. */
  @AfterEach
  void nobody_is_owed_anything() {
    hotline.oweNobody("selfdialling");
  }

  @Test
  void nobody_asks_for_it_and_he_is_called_back_once_and_they_talk() {
    TestCaller caller = lost("13900139611");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    SipLeg agent = seat.rings();
    assertThat(citizens.times()).isZero();
    seat.pickUp(agent);
    SipLeg citizen = citizens.answers();
    caller.awaitsOwed("CONNECTED");
    seat.awaits("TALKING");
    Awaitility.await().until(() -> Sound.share(citizen.audio().heardLast(1), seat.tone()) > 0.8);
    String call = caller.owed().path("callback").path("call").asString();
    citizen.hangUp();
    JsonNode done = caller.awaitsOwed("DONE");
    assertThat(done.path("attempts").asInt()).isEqualTo(1);
    StereoWav sound = hotline.floor().sound(call);
    assertThat(Sound.share(sound.left(), TestCaller.TONE)).as("citizen left").isGreaterThan(0.7);
    assertThat(Sound.share(sound.left(), seat.tone())).isLessThan(0.05);
    assertThat(Sound.share(sound.right(), seat.tone())).as("seat right").isGreaterThan(0.7);
    assertThat(Sound.share(sound.right(), TestCaller.TONE)).isLessThan(0.05);
    assertThat(citizens.times()).isEqualTo(1);
    JsonNode attempt = caller.owed().path("attempts").get(0);
    assertThat(attempt.path("outcome").asString()).isEqualTo("CONNECTED");
    assertThat(attempt.path("seatId").asString()).isEqualTo("s01");
  }

  @Test
  void a_seat_that_declines_passes_him_on_and_his_phone_stays_silent_meanwhile() {
    TestCaller caller = lost("13900139612");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat first = hotline.seat("agent1").ready();
    SipLeg declined = first.rings();
    TestSeat second = hotline.seat("agent2").ready();
    declined.reject(486, "Busy Here");
    SipLeg taken = second.rings();
    assertThat(citizens.times()).isZero();
    second.pickUp(taken);
    JsonNode done = reached(citizens, caller);
    assertThat(done.path("attempts").asInt()).isEqualTo(1);
    assertThat(caller.outcomes()).containsExactly("CONNECTED");
    assertThat(citizens.times()).isEqualTo(1);
  }

  @Test
  void live_callers_and_callbacks_take_turns_at_one_seat() {
    TestCitizens citizens = hotline.citizens();
    // whoever had the last turn before this test: now it was a live caller
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller first = hotline.caller(Caller.number("13900139621")).calls();
    seat.answers();
    first.hangsUp();
    seat.awaits("WRAP_UP").does("busy", Map.of("reason", "waits"));
    TestCaller earlier = lost("13900139613");
    TestCaller later = lost("13900139614");
    earlier.awaitsOwed("QUEUED");
    later.awaitsOwed("QUEUED");
    TestCaller live = hotline.caller(Caller.number("13900139615")).callsUntil("QUEUED");
    // one callback goes first, so he is told that one person is before him, and not two
    assertThat(live.view().path("position").asInt()).isEqualTo(2);
    seat.awaits("BUSY").does("ready");
    seat.pickUp(seat.rings());
    reached(citizens, earlier);
    seat.awaits("WRAP_UP").does("ready");
    seat.pickUp(seat.rings());
    live.awaits("TALKING").hangsUp();
    seat.awaits("WRAP_UP").does("ready");
    seat.pickUp(seat.rings());
    reached(citizens, later);
    assertThat(citizens.times()).isEqualTo(2);
  }

  @Test
  void who_is_busy_takes_his_place_again_after_a_while_and_not_for_ever() {
    TestCaller caller = lost("13900139616");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    seat.pickUp(seat.rings());
    citizens.rings().reject(486, "Busy Here");
    caller.awaitsOwed("WAIT_RETRY");
    seat.awaits("WRAP_UP").does("ready");
    seat.pickUp(seat.rings());
    citizens.rings().reject(603, "Decline");
    assertThat(caller.awaitsOwed("UNREACHABLE").path("reason").asString())
        .isEqualTo("MAX_ATTEMPTS");
    assertThat(caller.outcomes()).containsExactly("BUSY", "REJECTED");
    assertThat(citizens.times()).isEqualTo(2);
  }

  @Test
  void killed_between_the_commit_and_his_place_he_takes_it_all_the_same_and_is_rung_once() {
    // an agent holds it meanwhile, or it would take its place at once
    TestCaller caller = lost("13900139617");
    TestSeat seat = hotline.seat("agent1");
    must(seat.api().post(path(caller) + "/claim", null));
    TestCitizens citizens = hotline.citizens();
    hotline.restart(() -> {}, () -> intend(caller));
    caller.awaitsOwed("QUEUED");
    seat.again(hotline.floor(), hotline.as("agent1")).ready();
    seat.pickUp(seat.rings());
    SipLeg citizen = citizens.answers();
    caller.awaitsOwed("CONNECTED");
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(citizens.times()).isEqualTo(1);
  }

  /**
   * What a process leaves behind that is killed right after the commit: an intent, and no place.
   */
  private void intend(TestCaller caller) {
    Callbacks callbacks = hotline.installation().part(Callbacks.class);
    Instant now = InstantSource.system().instant();
    CallbackRule rule = Rulings.rule("*", Instant.EPOCH, 2, Duration.ZERO);
    CallbackMachine machine = new CallbackMachine(rule, ZoneId.of("Asia/Shanghai"));
    CallbackId id = new CallbackId(caller.callId());
    Instant morning = Rulings.MORNING.plus(Duration.ofDays(3650));
    callbacks.dial(
        id,
        null,
        now,
        task ->
            machine.step(
                machine
                    .step(task, new CallbackInput.Release(agent("agent1"), true), morning)
                    .state(),
                new CallbackInput.TakePlace(),
                morning));
    assertThat(callbacks.queued()).isEqualTo(1);
  }

  private static linekeeper.kernel.AgentId agent(String name) {
    return new linekeeper.kernel.AgentId(name);
  }

  @Test
  void who_waits_for_a_seat_waits_on_through_a_restart() {
    TestCaller caller = lost("13900139618");
    caller.awaitsOwed("QUEUED");
    hotline.restart(() -> {});
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    seat.pickUp(seat.rings());
    reached(citizens, caller);
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(caller.outcomes()).containsExactly("CONNECTED");
  }

  @Test
  void an_agent_who_claims_him_is_quicker_than_the_queue() {
    TestCaller caller = lost("13900139619");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1");
    must(seat.api().post(path(caller) + "/claim", null));
    seat.ready();
    assertThat(seat.isRungWithin(1)).isFalse();
    must(seat.api().post(path(caller) + "/dial", null));
    seat.pickUp(seat.rings());
    reached(citizens, caller);
    assertThat(caller.outcomes()).containsExactly("WITHDRAWN", "CONNECTED");
    assertThat(citizens.times()).isEqualTo(1);
  }

  @Test
  void who_rings_back_is_a_caller_again_and_is_not_called() {
    TestCaller caller = lost("13900139620");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestCaller again =
        hotline.caller(Caller.number("13900139620")).calls(Installation.SELF_DIALLING);
    again.awaits("QUEUED");
    Waits.until(
        "withdrawn", () -> caller.outcomes().equals(List.of("WITHDRAWN")), () -> caller.owed());
    TestSeat seat = hotline.seat("agent1").ready();
    seat.pickUp(seat.rings());
    again.awaits("TALKING").hangsUp();
    caller.awaitsOwed("RESOLVED_BY_RECALL");
    assertThat(citizens.times()).isZero();
  }

  @Test
  void who_is_promised_a_time_is_left_in_peace_until_then_and_called_then() {
    TestCaller caller = lost("13900139711");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1");
    refused(promise(seat, caller, hotline.now().minusSeconds(5)), "schedule.past");
    refused(promise(seat, caller, hotline.now().plus(Duration.ofDays(8))), "schedule.too-far");
    Instant time = hotline.now().plusSeconds(8).truncatedTo(ChronoUnit.MILLIS);
    must(promise(seat, caller, time));
    assertThat(Instant.parse(caller.awaitsOwed("PENDING").path("scheduledFor").asString()))
        .isEqualTo(time);
    seat.ready();
    assertThat(seat.isRungWithin(1)).isFalse();
    seat.pickUp(seat.rings());
    assertThat(hotline.now()).isAfterOrEqualTo(time);
    reached(citizens, caller);
    assertThat(caller.outcomes()).containsExactly("WITHDRAWN", "CONNECTED");
    assertThat(citizens.times()).isEqualTo(1);
  }

  private static Api.Answer promise(TestSeat seat, TestCaller caller, Instant from) {
    return seat.api().post(path(caller) + "/schedule", Map.of("from", from.toString()));
  }

  private static void refused(Api.Answer answer, String code) {
    assertThat(answer.ok()).isFalse();
    assertThat(answer.text()).contains(code, "from");
  }

  private JsonNode reached(TestCitizens citizens, TestCaller caller) {
    SipLeg citizen = citizens.answers();
    caller.awaitsOwed("CONNECTED");
    citizen.hangUp();
    return caller.awaitsOwed("DONE");
  }

  private TestCaller lost(String number) {
    TestCaller caller = hotline.caller(Caller.number(number)).calls(Installation.SELF_DIALLING);
    caller.awaits("QUEUED").hangsUp();
    Waits.until("a callback is owed", () -> caller.owed().has("callback"), () -> caller.owed());
    return caller;
  }

  private static String path(TestCaller caller) {
    return "/api/callbacks/" + caller.callId();
  }

  private static void must(Api.Answer answer) {
    assertThat(answer.ok()).as("%s %s", answer.status(), answer.text()).isTrue();
  }
}
