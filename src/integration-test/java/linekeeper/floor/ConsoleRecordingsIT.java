package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.StreamSupport;
import linekeeper.cli.sip.Caller;
import linekeeper.testing.ConsoleWindow;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** A real call is listened to in a real browser. */
class ConsoleRecordingsIT {
  private static final String NOTHING = "nothing at all";
  private static final String AUDIO = "document.querySelector('audio')";
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_leader_finds_a_call_hears_it_skips_its_pause_and_marks_a_place() throws Exception {
    TestCaller caller = recordedWithAPause();
    JsonNode recording = hotline.floor().awaitStored(caller.callId());
    String id = recording.path("id").asString();
    String path = "/api/recordings/" + id;
    Waits.until(
        "whose call it was is told",
        () -> hotline.floor().api().get(path).body().path("callerMasked").isString(),
        () -> hotline.floor().api().get(path).text());
    double seconds = recording.path("durationMs").asDouble() / 1000;
    JsonNode drawn = hotline.floor().api().get(path + "/waveform").body();
    JsonNode pause = drawn.path("pauses").path(0);
    assertThat(pause.path("why").asString()).isEqualTo("card number");
    JsonNode silence = longest(drawn.path("quiet"));
    assertThat(silence.path("fromMillis").asLong())
        .as("where it is said to be")
        .isBetween(0L, pause.path("toMillis").asLong());
    assertThat(silence.path("toMillis").asLong()).isGreaterThan(pause.path("fromMillis").asLong());

    ConsoleWindow page = hotline.window();
    page.signsIn("leader1", hotline.installation().password("leader1")).sees("user");
    page.clicks("tab-recordings").sees("recording-" + id, caller.masked());
    page.sees("recording-" + id, "agent1").sees("recording-" + id, "已入库");
    page.clicks("listen-" + id).sees("player", caller.masked()).sees("pause");
    hearsAllButThePause(page, seconds, silence);
    goesAbout(page, seconds);
    page.clicksAt("drawing", 0.5).writes("mark-text", "地址在这里").clicks("mark");
    page.sees("marks", "地址在这里").sees("marks", "leader1").sees("mark-line");
    isTakenOutByTwo(page, id);
    page.clicks("language").sees("player", "Skip silence").clicks("language");
    page.clicks("close-player").misses("player");
    assertThat(page.complaints(NOTHING)).isEmpty();
    assertThat(page.numbers()).as("whole numbers").isEmpty();
    Waits.until(
        "every listening is on record",
        () -> audited("leader1").contains("recording:" + id),
        () -> audited("leader1"));
    assertThat(hotline.as("agent1").get("/api/recordings").text()).contains(id);
    assertThat(hotline.as("agent2").get("/api/recordings").text()).doesNotContain(id);
  }

  private void isTakenOutByTwo(ConsoleWindow page, String recording) {
    page.misses("take-copy").writes("keeping-reason", "申诉 17").clicks("ask-recording");
    page.sees("taking", "待批准").misses("take-copy");
    JsonNode asked = hotline.as("security1").get("/api/take-outs").body().path("items").path(0);
    assertThat(asked.path("subject").asString()).isEqualTo("recording:" + recording);
    String approve = "/api/take-outs/" + asked.path("id").asString() + "/approve";
    assertThat(hotline.as("security1").post(approve, null).ok()).isTrue();
    page.clicks("taking-again").sees("taking", "已批准，有效至").sees("take-copy", "下载副本");
    page.misses("take-bundle").draws(Path.of("target", "console", "recordings.png"));
  }

  private static void hearsAllButThePause(ConsoleWindow page, double seconds, JsonNode silence) {
    page.clicks("speed-0.75").clicks("skip").clicks("play").sees("play", "暂停");
    page.awaits("it plays", AUDIO + ".currentTime > 0.5");
    page.awaits("slower", AUDIO + ".playbackRate === 0.75");
    assertThat(number(page, AUDIO + ".duration")).isEqualTo(seconds, within(0.2));
    page.awaits("it ends", AUDIO + ".ended").sees("play", "播放");
    page.awaits("sound was decoded", AUDIO + ".webkitAudioDecodedByteCount > 10000");
    assertThat(page.script(played(0.5))).as("what was said is played").isEqualTo(true);
    assertThat(page.script(played(seconds - 0.5))).as("to the end").isEqualTo(true);
    assertThat(page.script(played(deepIn(silence)))).as("the pause is skipped").isEqualTo(false);
  }

  private static void goesAbout(ConsoleWindow page, double seconds) {
    page.clicksAt("drawing", 0.1).awaits("it goes there", near(0.1 * seconds));
    page.clicksAt("drawing", 0.9).awaits("it goes there", near(0.9 * seconds));
    page.presses(Keys.HOME).awaits("from the beginning", AUDIO + ".currentTime === 0");
    page.presses(Keys.ARROW_RIGHT).awaits("five seconds on", near(5));
    page.presses(Keys.ARROW_UP).awaits("faster", AUDIO + ".playbackRate === 1");
    page.clicks("speed-2").awaits("twice as fast", AUDIO + ".playbackRate === 2");
    page.clicksAt("drawing", 0.2).presses(Keys.SPACE).sees("play", "暂停");
    page.presses(Keys.SPACE).sees("play", "播放").awaits("it rests", AUDIO + ".paused");
  }

  private TestCaller recordedWithAPause() throws InterruptedException {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller(Caller.number("13900139711")).calls();
    seat.answers();
    Waits.until("recorded", () -> caller.view().path("recording").asBoolean(), caller::view);
    Thread.sleep(1500);
    seat.tells("pause-recording", Map.of("reason", "card number"));
    Waits.until("paused", () -> caller.view().path("recordingPaused").asBoolean(), caller::view);
    Thread.sleep(4500);
    seat.tells("resume-recording", Map.of());
    Waits.until("resumed", () -> !caller.view().path("recordingPaused").asBoolean(), caller::view);
    Thread.sleep(1500);
    caller.hangsUp();
    return caller;
  }

  private String audited(String user) {
    return hotline.as("auditor1").get("/api/audit?user=" + user).text();
  }

  private static String near(double seconds) {
    return "Math.abs(%s.currentTime - %.3f) < 0.3".formatted(AUDIO, seconds);
  }

  private static JsonNode longest(JsonNode stretches) {
    return StreamSupport.stream(stretches.spliterator(), false)
        .max(Comparator.comparingLong(ConsoleRecordingsIT::length))
        .orElseThrow();
  }

  private static long length(JsonNode stretch) {
    return stretch.path("toMillis").asLong() - stretch.path("fromMillis").asLong();
  }

  private static double deepIn(JsonNode silence) {
    return (silence.path("fromMillis").asLong() + 0.85 * length(silence)) / 1000;
  }

  private static String played(double seconds) {
    return """
    const played = %1$s.played;
    return Array.from({ length: played.length }, (_, i) => i)
      .some((i) => played.start(i) <= %2$.3f && %2$.3f <= played.end(i));
    """
        .formatted(AUDIO, seconds);
  }

  private static double number(ConsoleWindow page, String script) {
    return ((Number) page.script("return " + script)).doubleValue();
  }
}
