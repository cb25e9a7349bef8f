package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Sound;
import linekeeper.testing.StillDatabase;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is around the application fails, with calls in every state, and comes back. */
class FaultIT {
  @RegisterExtension private final Hotline hotline = new Hotline(Installation.Kind.KILLABLE);

  @Test
  void a_cut_link_ends_no_call_and_what_happened_meanwhile_is_put_right() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller talking = hotline.caller().calls();
    SipLeg phone = seat.answers();
    TestCaller leaving = hotline.caller().callsUntil("QUEUED");
    TestCaller staying = hotline.caller().callsUntil("QUEUED");

    hotline.installation().cable().cut();
    hotline.awaitLink(false);
    leaving.hangsUp();
    await().until(() -> Sound.share(talking.hears().heardLast(1), seat.tone()) > 0.8);
    hotline.installation().cable().mend();
    hotline.awaitLink(true);

    assertThat(seat.view().path("state").asString()).isEqualTo("TALKING");
    JsonNode lost = leaving.summary();
    assertThat(lost.path("outcome").asString()).isEqualTo("LOST");
    assertThat(lost.path("inferred").asBoolean()).isTrue();
    assertThat(staying.view().path("position").asInt()).isEqualTo(1);
    phone.hangUp();
    assertThat(talking.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    seat.answers();
    staying.awaits("TALKING");
    assertTheSumIsRight();
  }

  @Test
  void who_calls_while_the_link_is_clogged_is_served_as_soon_as_it_is_whole_again() {
    TestSeat seat = hotline.seat("agent1").ready();
    hotline.installation().cable().clog();
    TestCaller caller = hotline.caller().calls();
    hotline.awaitLink(false);
    hotline.installation().cable().mend();
    hotline.awaitLink(true);
    seat.answers();
    caller.awaits("TALKING");
    assertThat(caller.hangsUp().byFarEnd()).isFalse();
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    assertTheSumIsRight();
  }

  @Test
  void after_a_power_failure_of_the_switch_nothing_is_stuck_and_everybody_is_on_record()
      throws IOException {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller talking = hotline.caller().calls();
    seat.answers();
    TestCaller waiting = hotline.caller().callsUntil("QUEUED");

    hotline.losesAudio(); // what the switch had not written down yet, seconds of it
    hotline.installation().telephony().kill();
    hotline.awaitLink(false);
    hotline.installation().telephony().again();
    hotline.awaitLink(true);

    assertThat(talking.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(waiting.summary().path("outcome").asString()).isEqualTo("LOST");
    talking.dies();
    waiting.dies();
    seat.phoneIsBack().awaits("IDLE");
    TestCaller next = hotline.caller().calls();
    seat.answers();
    next.hangsUp();
    assertThat(next.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    assertTheSumIsRight();
  }

  @Test
  void while_the_database_stands_still_callers_are_served_and_it_is_written_down_afterwards() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller;
    try (var _ = StillDatabase.at(hotline.installation().database())) {
      caller = hotline.caller().calls();
      SipLeg phone = seat.rings();
      seat.pickUp(phone);
      await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
      phone.hangUp();
      assertThat(caller.ends().byFarEnd()).isTrue();
    }
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    hotline.floor().awaitStored(caller.callId());
    assertTheSumIsRight();
  }

  private void assertTheSumIsRight() {
    Waits.until(
        "requests = answered + lost + those still here",
        () -> {
          JsonNode figures = hotline.floor().floor().path("figures");
          return figures.path("requestCount").asInt()
              == figures.path("answeredCount").asInt() + figures.path("lostCount").asInt();
        },
        () -> hotline.floor().floor().path("figures"));
  }
}
