package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application stops and starts again while people talk and wait; the switch goes on. */
class RestartIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void who_talks_goes_on_talking_and_who_waits_goes_on_waiting() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller talking = hotline.caller().calls();
    SipLeg phone = seat.answers();
    TestCaller waiting = hotline.caller().callsUntil("QUEUED");

    hotline.restart(() -> {
      await().until(() -> Sound.share(talking.hears().heardLast(1), seat.tone()) > 0.8);
      assertThat(waiting.leg().up()).isTrue();
    });

    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));
    assertThat(back.view().path("state").asString()).isEqualTo("TALKING");
    assertThat(talking.again(hotline.floor()).view().path("state").asString()).isEqualTo("TALKING");
    waiting.again(hotline.floor()).awaits("QUEUED");
    phone.hangUp();
    assertThat(talking.ends().byFarEnd()).isTrue();
    assertThat(talking.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    back.answers();
    waiting.awaits("TALKING");
  }

  @Test
  void a_caller_who_hung_up_meanwhile_is_not_forgotten() {
    TestCaller waiting = hotline.caller().callsUntil("QUEUED");
    hotline.restart(waiting::hangsUp);
    TestCaller gone = waiting.again(hotline.floor());
    assertThat(gone.summary().path("outcome").asString()).isEqualTo("LOST");
    assertThat(gone.summary().path("inferred").asBoolean()).isTrue();
  }
}
