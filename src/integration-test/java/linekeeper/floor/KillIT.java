package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.PrivateSwitch;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application is killed in the middle of everything, and started again. */
class KillIT {
  @RegisterExtension private final Hotline hotline = new Hotline(Installation.Kind.KILLABLE);

  @Test
  void who_talks_goes_on_talking_and_who_waits_keeps_his_place() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller talking = hotline.caller().calls();
    SipLeg phone = seat.answers();
    TestCaller first = hotline.caller().callsUntil("QUEUED");
    TestCaller second = hotline.caller().callsUntil("QUEUED");

    hotline.kill(() -> {
      await().until(() -> Sound.share(talking.hears().heardLast(1), seat.tone()) > 0.8);
      assertThat(first.leg().up()).isTrue();
      await().until(() -> Sound.loudness(first.hears().heardLast(1)) > 50);
    });

    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));
    assertThat(back.view().path("state").asString()).isEqualTo("TALKING");
    first.again(hotline.floor()).awaits("QUEUED");
    second.again(hotline.floor()).awaits("QUEUED");
    assertThat(first.view().path("position").asInt()).isEqualTo(1);
    assertThat(second.view().path("position").asInt()).isEqualTo(2);
    phone.hangUp();
    assertThat(talking.ends().byFarEnd()).isTrue();
    assertThat(talking.again(hotline.floor()).summary().path("outcome").asString())
        .isEqualTo("ANSWERED");
    back.answers();
    first.awaits("TALKING");
  }

  @Test
  void who_hangs_up_while_it_is_dead_is_lost_on_record_and_the_sum_is_right() {
    TestCaller waiting = hotline.caller().callsUntil("QUEUED");
    hotline.kill(waiting::hangsUp);
    waiting.again(hotline.floor());
    assertThat(waiting.summary().path("outcome").asString()).isEqualTo("LOST");
    assertThat(waiting.summary().path("inferred").asBoolean()).isTrue();
    var figures = hotline.floor().floor().path("figures");
    assertThat(figures.path("requestCount").asInt())
        .isEqualTo(figures.path("answeredCount").asInt() + figures.path("lostCount").asInt());
  }

  @Test
  void who_calls_while_it_is_dead_is_answered_by_the_fallback_and_on_record_afterwards() {
    Instant began = hotline.now();
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller known = hotline.caller(Caller.number("13900139511")).calls();
    SipLeg phone = seat.answers();
    TestCaller waits = hotline.caller(Caller.number("13900139512"));
    TestCaller talks = hotline.caller(Caller.number("13900139513"));
    hotline.kill(() -> {
      waits.calls();
      await().until(() -> Sound.loudness(waits.hears().heardLast(1)) > 50);
      known.hangsUp();
      // nobody is there who would end the phone's call for him
      phone.hangUp();
      Waits.soon(phone.ended(), "the phone's call ends");
      SipLeg next = seat.rings();
      waits.hangsUp();
      Waits.soon(next.ended(), "it stops ringing");
      talks.calls();
      seat.pickUp(seat.rings());
      await().until(() -> Sound.share(talks.hears().heardLast(1), seat.tone()) > 0.8);
      talks.hangsUp();
    });
    seat.again(hotline.floor(), hotline.as("agent1"));
    assertThat(waits.again(hotline.floor()).summary().path("lossType").asString())
        .isEqualTo("RING_ABANDON");
    assertThat(talks.again(hotline.floor()).summary().path("outcome").asString())
        .isEqualTo("ANSWERED");
    assertThat(talks.summary().path("agentId").asString()).isEqualTo("agent1");
    assertThat(known.again(hotline.floor()).summary().path("outcome").asString())
        .isEqualTo("ANSWERED");
    var figures = hotline.floor().floor().path("figures");
    assertThat(figures.path("requestCount").asInt())
        .isEqualTo(figures.path("answeredCount").asInt() + figures.path("lostCount").asInt());
    var outage = hotline.floor().api().get("/api/outages?limit=1").body().path("items").path(0);
    assertThat(outage.path("calls").asInt()).isEqualTo(2);
    assertThat(hotline.reconciled(began).path("compared").asInt()).isEqualTo(3);
  }

  @Test
  void who_called_an_application_that_heard_nothing_any_more_is_lost_on_record() {
    Instant began = hotline.now();
    TestCaller caller = hotline.caller(Caller.number("13900139514"));
    hotline.freezeAndKill(() -> {
      caller.calls();
      PrivateSwitch telephony = hotline.installation().telephony();
      Waits.until(
          "he waits at our door", () -> !telephony.channels().isEmpty(), telephony::channels);
      caller.hangsUp();
      Waits.until("he is gone", () -> telephony.channels().isEmpty(), telephony::channels);
    });
    assertThat(caller.again(hotline.floor()).summary().path("lossType").asString())
        .isEqualTo("SYSTEM_BREAK");
    assertThat(caller.summary().path("inferred").asBoolean()).isTrue();
    assertThat(hotline.reconciled(began).path("compared").asInt()).isEqualTo(1);
  }

  @Test
  void a_talk_that_ends_while_it_is_dead_is_ended_on_record_and_its_recording_is_kept() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    hotline.kill(caller::hangsUp);
    caller.again(hotline.floor());
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    hotline.floor().awaitStored(caller.callId());
    seat.again(hotline.floor(), hotline.as("agent1")).awaits("IDLE");
  }
}
