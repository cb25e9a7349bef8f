package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AnsweredCallIT {
  private static final int LOUD = 300;
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_caller_is_greeted_waits_is_offered_answered_talks_and_is_wrapped_up() {
    TestCaller caller = hotline.caller().callsUntil("GREETING");
    await().until(() -> Sound.loudness(caller.hears().heard()) > LOUD);
    caller.awaits("QUEUED");
    assertThat(caller.view().path("position").asInt()).isEqualTo(1);

    TestSeat seat = hotline.seat("agent1").ready();
    SipLeg phone = seat.rings();
    caller.awaits("OFFERED");
    seat.awaits("RINGING");
    assertThat(phone.shown())
        .as("the phone shows only the masked number")
        .contains(caller.masked())
        .doesNotContain("1380013");
    seat.pickUp(phone);
    caller.awaits("TALKING");
    seat.awaits("TALKING");
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    await().until(() -> Sound.share(phone.audio().heardLast(1), TestCaller.TONE) > 0.8);

    phone.hangUp();
    assertThat(caller.ends().byFarEnd()).isTrue();
    seat.awaits("WRAP_UP");
    JsonNode call = caller.summary();
    assertThat(call.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(call.path("agentId").asString()).isEqualTo("agent1");
    assertThat(call.path("seatId").asString()).isEqualTo("s01");
    assertThat(call.path("recordingIds")).hasSize(1);
    inOrder(call, "arrivedAt", "queuedAt", "offeredAt", "answeredAt", "endedAt");
    seat.does("finish-wrap-up");
    seat.awaits("IDLE");
  }

  @Test
  void the_wrap_up_ends_by_itself_and_the_caller_may_hang_up_first() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.answers();
    assertThat(caller.hangsUp().byFarEnd()).isFalse();
    seat.awaits("WRAP_UP");
    Waits.soon(phone.ended(), "the seat's phone is put down");
    seat.awaits("IDLE");
    Waits.until(
        "wrap-up counted",
        () -> caller.summary().path("wrapSec").asDouble() >= 2.9,
        caller::summary);
  }

  @Test
  void the_seat_ends_the_call_by_command() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.answers();
    seat.tells("hang-up", Map.of());
    assertThat(caller.ends().byFarEnd()).isTrue();
    await().until(phone::over);
  }

  @Test
  void a_held_caller_hears_music_and_comes_back() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.answers();
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    seat.tells("hold", Map.of());
    caller.awaits("HELD");
    seat.awaits("HELD");
    await()
        .until(() ->
            Sound.share(caller.hears().heardLast(1), seat.tone()) < 0.05
                && Sound.loudness(caller.hears().heardLast(1)) > 50);
    await().until(() -> Sound.share(phone.audio().heardLast(1), TestCaller.TONE) < 0.05);
    seat.tells("resume", Map.of());
    caller.awaits("TALKING");
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    caller.hangsUp();
    assertThat(caller.summary().path("holdSec").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void the_phones_own_hold_button_counts_as_hold() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.answers();
    phone.hold(true);
    caller.awaits("HELD");
    phone.hold(false);
    caller.awaits("TALKING");
    caller.hangsUp();
    assertThat(caller.summary().path("holdSec").asDouble()).isPositive();
  }

  @Test
  void a_waiting_caller_hears_music_and_is_told_his_place() {
    TestCaller first = hotline.caller().callsUntil("QUEUED");
    TestCaller second = hotline.caller().callsUntil("QUEUED");
    assertThat(second.view().path("position").asInt()).isEqualTo(2);
    await().until(() -> Sound.loudness(first.hears().heardLast(1)) > 50);
    first.hangsUp();
    await().until(() -> second.view().path("position").asInt() == 1);
    await("the announcement that comes every 4 s is speech, louder than the music")
        .until(() -> Sound.loudness(second.hears().heardLast(1)) > 1000);
  }

  @Test
  void the_figures_count_the_call() {
    JsonNode before = hotline.floor().floor().path("figures");
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    caller.hangsUp();
    seat.awaits("IDLE");
    JsonNode after = hotline.floor().floor().path("figures");
    for (String count : new String[] {"requestCount", "answeredCount", "answeredWithin15s"}) {
      assertThat(after.path(count).asInt() - before.path(count).asInt()).as(count).isEqualTo(1);
    }
    assertThat(after.path("averageSpeedOfAnswerMillis").asLong()).isPositive();
  }

  private static void inOrder(JsonNode call, String... moments) {
    for (int i = 1; i < moments.length; i++) {
      assertThat(Instant.parse(call.path(moments[i]).asString()))
          .as("%s after %s", moments[i], moments[i - 1])
          .isAfterOrEqualTo(Instant.parse(call.path(moments[i - 1]).asString()));
    }
  }
}
