package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.testing.Hotline;
import linekeeper.testing.LiveClient;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class LiveIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_websocket_client_sees_the_call_come_and_go_masked_and_in_order() {
    LiveClient live = hotline.live("leader1");
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    String call = caller.callId();
    seat.answers();
    live.awaits("talking", message -> says(message, call, "TALKING"));
    caller.hangsUp();
    live.awaits("ended", message -> says(message, call, "ENDED") || says(message, call, "WRAP_UP"));
    assertThat(live.messages().toString()).contains(caller.masked());
    assertThat(live.messages().toString()).doesNotContain("1380013");
  }

  @Test
  void what_is_no_message_is_answered_clearly_and_hurts_nobody_else() {
    LiveClient good = hotline.live("leader1");
    LiveClient bad = hotline.live("agent2");
    bad.says("{\"t\":");
    bad.says("x".repeat(200_000));
    assertThat(bad.closed()).isBetween(1002, 4999);
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    good.awaits("queued", message -> says(message, caller.callId(), "QUEUED"));
  }

  private static boolean says(JsonNode message, String call, String state) {
    String text = message.toString();
    return List.of(call, "\"" + state + "\"").stream().allMatch(text::contains);
  }
}
