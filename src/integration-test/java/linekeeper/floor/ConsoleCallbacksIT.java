package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.ConsoleWindow;
import linekeeper.testing.DeskPhone;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Lost callers on the screen: an agent calls one back, and a leader watches the backlog. */
class ConsoleCallbacksIT {
  private static final int TONE = 880;
  private static final String NOTHING = "nothing at all";
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void an_agent_takes_a_callback_from_the_list_to_the_result() {
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    owed(caller);
    String id = caller.callId();
    String row = "callback-" + id;
    ConsoleWindow page = signedIn("agent1");
    page.takesSeat("s01", "SIP");
    DeskPhone phone =
        hotline.deskPhone(
            new DeskPhone.Account(
                page.text("phone-domain"), page.text("phone-user"), page.text("phone-secret")),
            TONE);
    page.sees("phone", "话机已登记").clicks("ready").sees("seat-state", "空闲");
    page.clicks("tab-callbacks").sees(row, caller.masked()).sees(row, "无人值守").sees(row, "待处理");
    page.draws(picture("callbacks"));
    page.clicks("claim-" + id).sees(row, "已领取").sees(row, "agent1");
    seesHistory(page, id);
    page.clicks("release-" + id).sees(row, "待处理").clicks("claim-" + id).sees(row, "已领取");
    TestCitizens citizens = hotline.citizens();
    page.clicks("dial-" + id);
    SipLeg leg = phone.rings().orElseThrow();
    page.sees("ringing", "回拨市民").sees("caller", caller.masked());
    phone.pickUp(leg);
    SipLeg citizen = citizens.answers();
    page.sees("call-state", "通话中").clicks("tab-callbacks").sees(row, "通话中");
    page.clicks("result-DECLINED-" + id);
    Waits.until("said", () -> "DECLINED".equals(read(caller, "result")), () -> task(caller));
    citizen.hangUp();
    page.misses(row).clicks("callbacks-show-closed").sees(row, "已回拨").sees(row, "不再需要");
    page.clicks("result-ANSWERED-" + id).sees(row, "已答复");
    seesHistoryAfterwards(page, caller);
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(page.complaints(NOTHING)).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
  }

  /** It is open for whoever has just taken the citizen on. */
  private static void seesHistory(ConsoleWindow page, String id) {
    String history = "history-" + id;
    page.sees(history, "来电").sees(history, "无人值守").sees(history, "回拨任务");
    page.draws(picture("callback-history"));
    page.clicks("look-" + id).misses(history);
  }

  private void seesHistoryAfterwards(ConsoleWindow page, TestCaller caller) {
    String history = "history-" + caller.callId();
    page.clicks("look-" + caller.callId()).sees(history, "已接通").sees(history, "已答复");
    String call = task(caller, "attempts").path(0).path("callId").asString();
    page.clicks("sheet-of-" + call).sees("sheet", caller.masked());
  }

  @Test
  void a_leader_sees_at_once_that_somebody_is_owed_a_call_and_decides_that_he_is_not() {
    ConsoleWindow page = signedIn("leader1").clicks("tab-callbacks").sees("backlog");
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    String row = "callback-" + caller.callId();
    page.sees(row, caller.masked());
    assertThat(Integer.parseInt(page.text("callbacks-open"))).isPositive();
    owed(caller);
    page.sees(row, "待处理");
    handsOver(page, caller, row);
    page.clicks("schedule-" + caller.callId());
    page.script(
        "const it = document.querySelector('[data-test=\"time-"
            + caller.callId()
            + "\"]'); const inAnHour = Date.now() + 3600e3;"
            + " const inShanghai = inAnHour + 8 * 3600e3;"
            + " it.value = new Date(inShanghai).toISOString().slice(0, 16);"
            + " it.dispatchEvent(new Event('input'))");
    page.clicks("promise-" + caller.callId()).sees(row, "约定");
    assertThat(task(caller).path("scheduledFor").asString("")).isNotEmpty();
    assertThat(
            hotline.floor().api().post("/api/callbacks/" + caller.callId() + "/cancel", null).ok())
        .isTrue();
    page.misses(row).clicks("callbacks-show-closed").sees(row, "班组长决定");
    assertThat(page.complaints(NOTHING)).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
  }

  @Test
  void an_agent_to_whom_a_callback_is_given_is_told_so_wherever_he_looks() {
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    owed(caller);
    String id = caller.callId();
    ConsoleWindow page = signedIn("agent1");
    page.takesSeat("s01", "SIP").sees("seat-state");
    Api.Answer given =
        hotline
            .floor()
            .api()
            .post("/api/callbacks/" + id + "/hand-over", Map.of("agent", "agent1"));
    assertThat(given.ok()).isTrue();
    page.sees("handed-" + id, "leader1").sees("handed-" + id, caller.masked());
    page.draws(picture("callback-handed"));
    page.clicks("handed-look-" + id).sees("history-" + id, "来电").sees("callback-" + id, "移交人");
    page.clicks("handed-note-" + id).misses("handed-" + id);
    page.reloads().sees("tab-callbacks").misses("handed-" + id);
    assertThat(page.complaints(NOTHING)).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
  }

  /** To somebody who is there, and to nobody else. */
  private void handsOver(ConsoleWindow page, TestCaller caller, String row) {
    String path = "/api/callbacks/" + caller.callId() + "/hand-over";
    Api.Answer nobody = hotline.floor().api().post(path, Map.of("agent", "agent2"));
    assertThat(nobody.text()).contains("agent.not-there");
    hotline.seat("agent2");
    page.clicks("hand-over-" + caller.callId())
        .writes("taker-" + caller.callId(), "agent2")
        .clicks("hands-" + caller.callId())
        .sees(row, "已领取")
        .sees(row, "agent2");
  }

  private ConsoleWindow signedIn(String user) {
    return hotline.window().signsIn(user, hotline.installation().password(user)).sees("user");
  }

  private void owed(TestCaller caller) {
    Waits.until("a callback is owed", () -> !task(caller).isMissingNode(), () -> task(caller));
  }

  private String read(TestCaller caller, String field) {
    return task(caller).path(field).asString("");
  }

  private JsonNode task(TestCaller caller) {
    return task(caller, "callback");
  }

  private JsonNode task(TestCaller caller, String part) {
    return hotline.floor().api().get("/api/callbacks/" + caller.callId()).body().path(part);
  }

  private static Path picture(String name) {
    return Path.of("target", "console", name + ".png");
  }
}
