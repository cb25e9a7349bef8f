package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Arrays;
import linekeeper.testing.ConsoleWindow;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/**
 * The console's own phone: SIP over WebSocket and WebRTC between a real browser and a real switch.
 */
class BrowserPhoneIT {
  private static final int LOUD = 300;
  private static final int QUIET = 30;
  private static final int TENTH = 800; // samples
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void an_agent_answers_in_the_page_and_both_hear_each_other() {
    ConsoleWindow page = ready("agent1", "s01");
    TestCaller caller = hotline.caller().calls();
    page.sees("ringing", caller.masked());
    await("the page rings aloud").until(() -> count(page, "return witness.tones") > 0);
    page.draws(Path.of("target", "console", "browser-phone.png"));
    page.clicks("answer").sees("call-state", "通话中");
    caller.awaits("TALKING");
    assertHearsTheMicrophone(caller);
    double before = heard(page);
    await("the caller's voice").until(() -> heard(page) > before);
    page.clicks("hold").sees("call-state", "保持中").clicks("resume").sees("call-state", "通话中");
    assertHearsTheMicrophone(caller);

    page.clicks("hang-up").sees("wrap-up");
    assertThat(caller.ends().byFarEnd()).isTrue();
    long tones = count(page, "return witness.tones");
    page.clicks("finish").sees("no-call").sees("phone", "话机已登记");
    assertThat(count(page, "return witness.tones")).as("silent").isEqualTo(tones);
    assertFlawless(page);
  }

  @Test
  void the_keyboard_answers_and_a_caller_who_hangs_up_frees_the_phone() {
    ConsoleWindow page = ready("agent1", "s01");
    for (int call = 1; call <= 2; call++) {
      TestCaller caller = hotline.caller().calls();
      // the card comes a moment before the browser's own phone rings
      page.sees("ringing", caller.masked()).sees("seat-state", "振铃").presses(Keys.F2);
      page.sees("call-state", "通话中");
      assertHearsTheMicrophone(caller);
      caller.hangsUp();
      page.clicks("finish").sees("no-call");
    }
    assertFlawless(page);
  }

  @Test
  void a_declined_call_stops_ringing_here_and_rings_at_the_next_seat() {
    ConsoleWindow page = ready("agent1", "s01");
    TestSeat next = hotline.seat("agent2").ready();
    TestCaller caller = hotline.caller().calls();
    page.sees("ringing").clicks("decline").misses("ringing");
    next.answers();
    caller.awaits("TALKING");
    page.sees("no-call");
    assertFlawless(page);
  }

  @Test
  void a_page_that_is_loaded_again_takes_up_its_phone_again() {
    ConsoleWindow page = ready("agent1", "s01").reloads();
    page.sees("seat-state", "空闲").sees("phone", "话机已登记");
    TestCaller caller = hotline.caller().calls();
    page.sees("ringing", caller.masked()).clicks("answer").sees("call-state", "通话中");
    assertHearsTheMicrophone(caller);
    assertFlawless(page);
  }

  @Test
  void a_leader_who_watches_the_floor_is_shown_his_own_call() {
    ConsoleWindow page = hotline.window();
    page.signsIn("leader1", hotline.installation().password("leader1")).clicks("tab-desk");
    page.takesSeat("s01", "WEBRTC").sees("phone", "话机已登记");
    hotline.floor().awaitSeat("s01", "BUSY");
    page.clicks("ready").sees("seat-state", "空闲").clicks("tab-floor").sees("seats", "空闲");
    TestCaller caller = hotline.caller().calls();
    page.sees("ringing", caller.masked()).clicks("answer").sees("call-state", "通话中");
    assertHearsTheMicrophone(caller);
    caller.hangsUp();
    assertFlawless(page);
  }

  private ConsoleWindow ready(String agent, String seat) {
    ConsoleWindow page = hotline.window();
    page.signsIn(agent, hotline.installation().password(agent)).takesSeat(seat, "WEBRTC");
    page.sees("phone", "话机已登记");
    hotline.floor().awaitSeat(seat, "BUSY");
    return page.clicks("ready").sees("seat-state", "空闲");
  }

  /**
   * From now on: Chromium's microphone beeps once a second, and is quiet in between as music is
   * not.
   */
  private static void assertHearsTheMicrophone(TestCaller caller) {
    int from = caller.hears().heard().length + 5 * TENTH;
    await("beeps and quiet in turn").until(() -> beeps(caller.hears().heard(), from));
  }

  private static boolean beeps(short[] heard, int from) {
    boolean loud = false;
    boolean quiet = false;
    for (int i = from; i + TENTH <= heard.length; i += TENTH) {
      double loudness = Sound.loudness(Arrays.copyOfRange(heard, i, i + TENTH));
      loud |= loudness > LOUD;
      quiet |= loudness < QUIET;
    }
    return loud && quiet;
  }

  /** The energy of all that the browser's phone has played so far. */
  private static double heard(ConsoleWindow page) {
    Object energy =
        page.script(
            """
            const stats = await witness.peers.at(-1).getStats();
            return [...stats.values()].find(it => it.type === 'inbound-rtp')?.totalAudioEnergy ?? 0;
            """);
    return ((Number) energy).doubleValue();
  }

  private static long count(ConsoleWindow page, String script) {
    return ((Number) page.script(script)).longValue();
  }

  private static void assertFlawless(ConsoleWindow page) {
    assertThat(page.complaints("nothing else")).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
  }
}
