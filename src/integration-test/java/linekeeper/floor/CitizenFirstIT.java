package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A citizen is rung while a seat is kept for him, which rings when he has answered. */
class CitizenFirstIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  /** A test that failed leaves nobody in the queue of the next. */
  @AfterEach
  void nobody_is_owed_anything() {
    hotline.oweNobody("citizenfirst");
  }

  @Test
  void a_seat_that_declines_costs_the_citizen_a_moment_and_not_his_place() {
    TestCaller caller = lost("13900139851");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    SipLeg ringing = citizens.rings();
    assertThat(seat.isRungWithin(1)).isFalse();
    SipLeg citizen = citizens.answers(ringing);
    seat.rings().reject(486, "Busy Here");
    SipLeg agent = seat.rings();
    Awaitility.await().until(() -> Sound.loudness(citizen.audio().heardLast(1)) > 100);
    seat.pickUp(agent);
    seat.awaits("TALKING");
    caller.awaitsOwed("CONNECTED");
    Awaitility.await().until(() -> Sound.share(citizen.audio().heardLast(1), seat.tone()) > 0.8);
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(caller.outcomes()).containsExactly("CONNECTED");
    assertThat(citizens.times()).isEqualTo(1);
  }

  @Test
  void a_citizen_who_hangs_up_before_an_agent_comes_is_called_again() {
    TestCaller caller = lost("13900139852");
    caller.awaitsOwed("QUEUED");
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    SipLeg citizen = citizens.answers();
    SipLeg silenced = seat.rings();
    citizen.hangUp();
    Waits.soon(silenced.ended(), "the seat's phone falls silent");
    caller.awaitsOwed("WAIT_RETRY");
    assertThat(caller.outcomes()).containsExactly("ABANDONED");
    SipLeg again = citizens.answers();
    seat.pickUp(seat.rings());
    caller.awaitsOwed("CONNECTED");
    again.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(caller.outcomes()).containsExactly("ABANDONED", "CONNECTED");
  }

  private TestCaller lost(String number) {
    TestCaller caller =
        hotline.caller(Caller.number(number)).calls(Installation.CITIZEN_FIRST).awaits("QUEUED");
    caller.hangsUp();
    return caller;
  }
}
