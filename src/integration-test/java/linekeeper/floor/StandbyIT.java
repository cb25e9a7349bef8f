package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Two real switches, one of which dies. */
class StandbyIT {
  @RegisterExtension final Hotline hotline = new Hotline(Installation.Kind.STANDBY);

  @Test
  void when_the_switch_dies_the_one_that_stands_by_takes_the_calls_of_the_same_seats() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller cutOff = hotline.caller().calls();
    seat.answers();
    cutOff.awaits("TALKING");
    String talked = cutOff.callId();

    hotline.losesAudio(); // what was recorded there stays there
    hotline.switchDies();

    JsonNode summary = cutOff.summary();
    assertThat(summary.path("callId").asString("")).isEqualTo(talked);
    assertThat(summary.path("outcome").asString("")).isEqualTo("ANSWERED");
    assertThat(seat.view().path("phoneReachable").asBoolean(true)).isFalse();
    cutOff.dies();

    seat.movesPhone();
    seat.does("ready");
    TestCaller next = hotline.caller().calls();
    seat.answers();
    next.awaits("TALKING");
    next.hangsUp();
    assertThat(next.summary().path("outcome").asString("")).isEqualTo("ANSWERED");
  }
}
