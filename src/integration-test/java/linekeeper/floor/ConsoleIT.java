package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Cable;
import linekeeper.testing.ConsoleWindow;
import linekeeper.testing.DeskPhone;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What people at their seats see and do: the built console in a real browser, on the whole. */
class ConsoleIT {
  private static final int TONE = 880;
  private static final String NOTHING = "nothing at all";
  private static final String REACHED_NOTHING = "net::ERR_|WebSocket connection to .* failed";
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void an_agent_takes_a_call_from_the_sign_in_to_the_sheet() {
    ConsoleWindow page = hotline.window();
    page.sees("sign-in", "市民热线话务台")
        .draws(picture("sign-in"))
        .clicks("language")
        .sees("sign-in", "Hotline console");
    signIn(page.clicks("language"), "agent1");
    page.sees("user", "坐席一号").sees("link", "实时").sees("switch", "线路正常").takesSeat("s01", "SIP");
    DeskPhone phone = hotline.deskPhone(account(page), TONE);
    page.draws(picture("account")).sees("phone", "话机已登记").misses("phone-account");
    page.sees("seat-state", "示忙").sees("own-state", "刚签入").clicks("ready");
    page.sees("seat-state", "空闲").sees("ready-seats", "1 / 1");
    int requests = Integer.parseInt(page.text("requests"));

    TestCaller caller = hotline.caller().calls();
    SipLeg leg = phone.rings().orElseThrow();
    page.sees("ringing", "市民来电").sees("caller", caller.masked()).sees("lift", "请摘机接听");
    page.draws(picture("ringing"));
    assertThat(page.title()).contains(caller.masked());
    page.sees("ready-seats", "0 / 1");
    phone.pickUp(leg);
    page.sees("call-state", "通话中").sees("caller", caller.masked()).sees("in-hand", "录音中");
    page.sees("requests", String.valueOf(requests + 1));
    page.clicks("hold").sees("call-state", "保持中").sees("seat-state", "保持中");
    caller.awaits("HELD");
    page.clicks("resume").sees("call-state", "通话中");
    caller.awaits("TALKING");

    page.writes("content", "路灯不亮").sees("sheet", "有未保存的修改");
    page.draws(picture("talking")).clicks("hang-up");
    page.sees("wrap-up", "话后整理").draws(picture("wrap-up"));
    assertThat(caller.ends().byFarEnd()).isTrue();
    page.clicks("save-sheet").misses("unsaved");
    page.clicks("finish").sees("no-call", "空闲中").sees("seat-state", "空闲");
    assertThat(sheet(caller).path("content").asString()).isEqualTo("路灯不亮");

    page.clicks("leave-seat").sees("take-seat").clicks("leave").sees("sign-in");
    assertFlawless(page, NOTHING);
  }

  @Test
  void a_call_is_passed_on_to_the_seat_that_was_chosen() {
    ConsoleWindow page = hotline.window();
    signIn(page, "agent1");
    page.takesSeat("s01", "SIP");
    DeskPhone phone = hotline.deskPhone(account(page), TONE);
    page.sees("phone", "话机已登记").clicks("ready");
    TestCaller caller = hotline.caller().calls();
    phone.pickUp(phone.rings().orElseThrow());
    TestSeat next = hotline.seat("agent2").ready();
    page.clicks("consult").clicks("to-s02").clicks("pass").sees("call-state", "咨询中");
    next.pickUp(next.rings());
    page.sees("in-hand", "2号席").clicks("three-way").sees("call-state", "三方通话");
    page.clicks("complete-transfer").sees("wrap-up");
    next.awaits("TALKING");
    assertThat(caller.view().path("agent").asString()).isEqualTo("agent2");
    assertFlawless(page, NOTHING);
  }

  @Test
  void a_wrong_password_is_refused_in_plain_words_and_lets_nobody_in() {
    ConsoleWindow page = hotline.window().signsIn("agent1", "not-the-password");
    page.sees("wrong", "工号或密码不正确").clicks("language");
    page.signsIn("agent1", "not-the-password-either").sees("wrong", "Wrong user name or password");
    signIn(page, "agent1");
    page.sees("link", "Live").clicks("leave").sees("sign-in");
    assertFlawless(page, "/api/session - .* 401 ");
  }

  @Test
  void a_leader_sees_who_waits_and_grants_a_break() {
    ConsoleWindow page = hotline.window();
    signIn(page, "leader1");
    page.sees("waiting", "0").sees("calls", "目前没有通话");
    TestCaller first = hotline.caller().callsUntil("QUEUED");
    TestCaller second = hotline.caller().callsUntil("QUEUED");
    page.sees("waiting", "2").sees("calls", first.masked()).sees("calls", second.masked());
    page.sees("calls", "#2");

    TestSeat seat = hotline.seat("agent1").ready();
    seat.answers();
    page.sees("seats", "agent1").sees("seats", "通话中").sees("waiting", "1");
    seat.does("break", Map.of("reason", "用餐", "minutes", 20));
    page.sees("breaks", "1号席").clicks("grant-s01").misses("breaks");
    first.hangsUp();
    seat.awaits("BREAK");
    page.sees("seats", "小休").sees("seats", "用餐");
    second.hangsUp();
    page.sees("waiting", "0").sees("calls", "目前没有通话");
    assertFlawless(page, NOTHING);
  }

  /** The picture in the README is this; {@code -Dlinekeeper.generate} writes it anew. */
  @Test
  void a_leader_sees_a_lively_floor() {
    List<TestSeat> seats =
        Stream.of("agent1", "agent2", "agent3", "agent4").map(hotline::seat).toList();
    for (TestSeat seat : seats.subList(0, 2)) {
      seat.ready();
      hotline.caller().calls();
      seat.answers();
    }
    seats.get(1).tells("hold", Map.of());
    seats.get(2).ready().does("break", Map.of("reason", "用餐", "minutes", 20));
    seats.get(3).ready().does("busy", Map.of("reason", "处理工单"));
    ConsoleWindow page = hotline.window();
    signIn(page, "leader1");
    page.clicks("grant-s03").sees("seats", "小休").sees("seats", "处理工单");
    hotline.caller().callsUntil("QUEUED");
    hotline.caller().callsUntil("QUEUED");
    page.sees("longest", "0:05");
    hotline.caller().callsUntil("GREETING");
    page.sees("waiting", "2")
        .sees("calls", "综合服务")
        .sees("calls", "播报中")
        .sees("calls", "保持中")
        .sees("calls", "通话中");
    page.draws(picture("floor"));
    if (System.getProperty("linekeeper.generate") != null) {
      page.draws(Path.of("docs", "generated", "console.png"));
    }
    assertFlawless(page, NOTHING);
  }

  @Test
  void a_page_whose_line_is_cut_or_falls_silent_says_so_and_comes_back() {
    Cable cable = hotline.cable();
    ConsoleWindow page = hotline.window(cable.address());
    signIn(page, "leader1");
    page.sees("link", "实时");
    cable.cut();
    page.sees("link", "重连中").sees("down", "正在重连").draws(picture("reconnecting"));
    TestCaller meanwhile = hotline.caller().callsUntil("QUEUED");
    cable.mend();
    page.sees("link", "实时").misses("down").sees("calls", meanwhile.masked());
    cable.clog();
    page.sees("down", "正在重连");
    meanwhile.hangsUp();
    cable.mend();
    page.sees("link", "实时").misses("down").sees("calls", "目前没有通话");
    assertFlawless(page, REACHED_NOTHING);
  }

  @Test
  void the_application_starts_again_and_the_page_has_its_call_still() {
    ConsoleWindow page = hotline.window();
    signIn(page, "agent1");
    page.takesSeat("s01", "SIP");
    DeskPhone phone = hotline.deskPhone(account(page), TONE);
    page.sees("phone", "话机已登记").clicks("ready");
    TestCaller caller = hotline.caller().calls();
    SipLeg leg = phone.rings().orElseThrow();
    phone.pickUp(leg);
    page.sees("call-state", "通话中");

    hotline.restart(() -> {
      page.sees("link", "重连中").sees("down", "通话不受影响");
      assertThat(leg.up()).isTrue();
    });

    page.sees("link", "实时").sees("call-state", "通话中").sees("caller", caller.masked());
    page.clicks("hang-up");
    assertThat(caller.ends().byFarEnd()).isTrue();
    page.sees("own-state");
    assertFlawless(page, REACHED_NOTHING);
  }

  @Test
  void a_second_window_at_the_same_seat_tells_the_first_why_it_stands_still() {
    ConsoleWindow page = hotline.window();
    signIn(page, "agent1");
    page.takesSeat("s01", "SIP");
    String first = page.opensAnother();
    page.sees("own-state", "刚签入");
    String second = page.turnsTo(first);
    page.sees("replaced", "本坐席的话务台已在别处打开")
        .draws(picture("replaced"))
        .clicks("reopen")
        .sees("link", "实时");
    page.misses("replaced").turnsTo(second);
    page.sees("replaced", "本坐席的话务台已在别处打开");
    assertFlawless(page, NOTHING);
  }

  @Test
  void a_whole_number_in_the_page_would_be_noticed() {
    ConsoleWindow page = hotline.window();
    page.script("document.body.append('1380013' + '8000')");
    Waits.until("noticed", () -> page.numbers().contains("13800138000"), page::numbers);
  }

  private void signIn(ConsoleWindow page, String user) {
    page.signsIn(user, hotline.installation().password(user)).sees("user");
  }

  private static DeskPhone.Account account(ConsoleWindow page) {
    return new DeskPhone.Account(
        page.text("phone-domain"), page.text("phone-user"), page.text("phone-secret"));
  }

  private JsonNode sheet(TestCaller caller) {
    return hotline.floor().api().get("/api/calls/" + caller.callId() + "/sheet").body();
  }

  private static void assertFlawless(ConsoleWindow page, String expected) {
    assertThat(page.complaints(expected)).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
  }

  private static Path picture(String name) {
    return Path.of("target", "console", name + ".png");
  }
}
