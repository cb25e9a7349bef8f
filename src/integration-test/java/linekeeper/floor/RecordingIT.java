package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.StereoWav;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class RecordingIT {
  private static final int RATE = 8000;
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void an_answered_call_is_kept_in_stereo_caller_left_seat_right_and_replayed_by_ranges()
      throws Exception {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    Thread.sleep(3000);
    caller.hangsUp();

    Api leader = hotline.floor().api();
    JsonNode recording = hotline.floor().awaitStored(caller.callId());
    assertThat(recording.path("channels").asInt()).isEqualTo(2);
    assertThat(recording.path("sampleRate").asInt()).isEqualTo(8000);
    assertThat(recording.path("durationMs").asLong()).isBetween(2_500L, 6_000L);

    String audio = "/api/recordings/" + recording.path("id").asString() + "/audio";
    byte[] whole = leader.bytes(audio, "").body();
    byte[] pieces = inPieces(leader, audio, whole.length);
    assertThat(pieces).as("the ranges make up the whole").isEqualTo(whole);
    assertThat(leader.bytes(audio, "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);

    StereoWav sound = StereoWav.read(pieces);
    assertThat(Sound.share(sound.left(), TestCaller.TONE)).as("caller left").isGreaterThan(0.7);
    assertThat(Sound.share(sound.left(), seat.tone())).isLessThan(0.05);
    assertThat(Sound.share(sound.right(), seat.tone())).as("seat right").isGreaterThan(0.7);
    assertThat(Sound.share(sound.right(), TestCaller.TONE)).isLessThan(0.05);
    assertThat(sound.seconds() * 1000)
        .isBetween(
            recording.path("durationMs").asDouble() - 50,
            recording.path("durationMs").asDouble() + 50);
  }

  @Test
  void the_digest_is_that_of_the_stored_object() throws Exception {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    Thread.sleep(1500);
    caller.hangsUp();
    Api leader = hotline.floor().api();
    JsonNode recording = hotline.floor().awaitStored(caller.callId());
    byte[] whole =
        leader.bytes("/api/recordings/" + recording.path("id").asString() + "/audio", "").body();
    assertThat(recording.path("digestAlg").asString()).isEqualTo("SHA-256");
    assertThat(recording.path("size").asLong()).isEqualTo(whole.length);
    assertThat(recording.path("digest").asString())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
  }

  @Test
  void a_transferred_and_a_three_way_call_is_complete_in_the_ledger_and_everybody_is_heard()
      throws Exception {
    Instant began = hotline.now();
    TestSeat first = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller(Caller.number("13900139701")).calls();
    first.answers();
    TestSeat second = hotline.seat("agent2").ready();
    Thread.sleep(1500);
    first.tells("transfer", Map.of("seat", second.id()));
    second.answers();
    caller.awaits("TALKING");
    first.awaits("WRAP_UP").does("ready");
    second.tells("consult", Map.of("seat", first.id()));
    SipLeg asked = first.rings();
    first.pickUp(asked);
    caller.awaits("CONSULTING");
    await().until(() -> Sound.share(asked.audio().heardLast(1), second.tone()) > 0.8);
    second.tells("three-way", Map.of());
    caller.awaits("THREE_WAY");
    await().until(() -> Sound.share(caller.hears().heardLast(1), first.tone()) > 0.2);
    Thread.sleep(1000);
    caller.hangsUp();
    caller.summary();

    assertAllIsAccountedFor(hotline.recorded(began), first, second);
    assertAllAreHeard(sound(caller), first, second);
  }

  private static void assertAllIsAccountedFor(JsonNode ledger, TestSeat first, TestSeat second) {
    String seats = second.id() + ", " + first.id();
    assertThat(ledger.path("items"))
        .extracting(
            it -> it.path("kind").asString(),
            it -> it.path("with").asString(),
            it -> it.path("verdict").asString())
        .containsExactlyInAnyOrder(
            tuple("ANSWERED", first.id(), "RECORDED"),
            tuple("TRANSFERRED", second.id(), "RECORDED"),
            tuple("ANSWERED", second.id(), "RECORDED"),
            tuple("CONSULTATION", first.id(), "EXPLAINED"),
            tuple("THREE_WAY", seats, "RECORDED"));
    assertThat(ledger.path("items"))
        .extracting(it -> it.path("recordingId").asString())
        .as("one recording, by the id that was chosen before")
        .containsOnly(ledger.path("items").path(0).path("recordingId").asString());
  }

  /** The first answered; at the end there were three. */
  private static void assertAllAreHeard(StereoWav sound, TestSeat first, TestSeat second) {
    assertThat(Sound.share(sound.left(), TestCaller.TONE)).isGreaterThan(0.7);
    short[] atFirst = Arrays.copyOf(sound.right(), RATE);
    assertThat(Sound.share(atFirst, first.tone())).as("who answered").isGreaterThan(0.5);
    short[] atLast =
        Arrays.copyOfRange(sound.right(), sound.right().length - RATE, sound.right().length);
    assertThat(Sound.share(atLast, first.tone())).as("all three").isGreaterThan(0.2);
    assertThat(Sound.share(atLast, second.tone())).as("all three").isGreaterThan(0.2);
  }

  @Test
  void a_pause_is_silence_in_the_recording_and_a_gap_with_its_reason_in_ledger_and_manifest()
      throws Exception {
    Instant began = hotline.now();
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller(Caller.number("13900139702")).calls();
    seat.answers();
    await().until(() -> caller.view().path("recording").asBoolean());
    Thread.sleep(2000);
    seat.tells("pause-recording", Map.of("reason", "card number"));
    await().until(() -> caller.view().path("recordingPaused").asBoolean());
    Thread.sleep(2500);
    seat.tells("resume-recording", Map.of());
    await().until(() -> !caller.view().path("recordingPaused").asBoolean());
    Thread.sleep(2000);
    caller.hangsUp();
    caller.summary();

    JsonNode talk = hotline.recorded(began).path("items").path(0);
    assertThat(talk.path("verdict").asString()).isEqualTo("EXPLAINED");
    JsonNode gap = talk.path("gaps").path(0);
    assertThat(gap.path("kind").asString()).isEqualTo("PAUSED");
    assertThat(gap.path("by").asString()).isEqualTo("agent1");
    assertThat(gap.path("why").asString()).isEqualTo("card number");
    Instant from = Instant.parse(gap.path("from").asString());
    Instant to = Instant.parse(gap.path("to").asString());
    assertThat(Duration.between(from, to)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));

    assertSilentBetween(sound(caller), Instant.parse(talk.path("audioFrom").asString()), from, to);
    String id = talk.path("recordingId").asString();
    Api leader = hotline.floor().api();
    await().until(() -> leader.get("/api/evidence/recordings/" + id).ok());
    String manifest =
        leader.get("/api/evidence/recordings/" + id).body().path("signed").path("body").asString();
    assertThat(manifest).contains("\"why\":\"card number\"").contains("\"agent\":\"agent1\"");
  }

  private static void assertSilentBetween(
      StereoWav sound, Instant first, Instant from, Instant to) {
    int at = (int) (Duration.between(first, from).toMillis() * RATE / 1000);
    int until = (int) (Duration.between(first, to).toMillis() * RATE / 1000);
    int margin = RATE / 2;
    for (short[] side : new short[][] {sound.left(), sound.right()}) {
      assertThat(loudest(side, margin, at - margin)).as("before").isGreaterThan(1000);
      assertThat(loudest(side, at + margin, until - margin)).as("silence").isZero();
      assertThat(loudest(side, until + margin, side.length)).as("after").isGreaterThan(1000);
    }
  }

  private static int loudest(short[] side, int from, int to) {
    int loudest = 0;
    for (int i = from; i < to; i++) {
      loudest = Math.max(loudest, Math.abs(side[i]));
    }
    return loudest;
  }

  @Test
  void a_replay_is_for_those_who_may_and_is_put_on_record() throws Exception {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    Thread.sleep(1000);
    caller.hangsUp();
    JsonNode recording = hotline.floor().awaitStored(caller.callId());
    String audio = "/api/recordings/" + recording.path("id").asString() + "/audio";
    assertThat(hotline.as("agent2").bytes(audio, "").statusCode())
        .as("another agent's call")
        .isIn(403, 404);
    assertThat(hotline.as("agent1").bytes(audio, "").statusCode()).isEqualTo(200);
    String id = recording.path("id").asString();
    await().until(() -> hotline.as("auditor1").get("/api/audit?user=agent1").text().contains(id));
  }

  @Test
  void an_answered_call_has_its_record_sheet_and_a_stale_version_is_refused() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    String path = "/api/calls/" + caller.callId() + "/sheet";
    await().until(() -> seat.api().get(path).ok());
    JsonNode sheet = seat.api().get(path).body();
    assertThat(sheet.path("callerMasked").asString()).isEqualTo(caller.masked());
    assertThat(sheet.path("state").asString()).isEqualTo("DRAFT");
    String filled =
        """
        {"version": %d, "callerName": "测试来电人", "subjectType": "INDIVIDUAL",
         "demandType": "CONSULTATION", "category": "噪音", "content": "夜间施工噪音", "reply": "已解释政策",
         "directlyAnswered": true, "confidential": false, "address": "某街道"}\
        """
            .formatted(sheet.path("version").asInt());
    assertThat(seat.api().ask("PUT", path, filled).ok()).isTrue();
    Api.Answer stale = seat.api().ask("PUT", path, filled);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.code()).isEqualTo("sheet.stale");
    caller.hangsUp();
    assertThat(seat.api().post(path + "/file", null).ok()).isTrue();
    assertThat(seat.api().get(path).body().path("state").asString()).isEqualTo("FILED");
  }

  private StereoWav sound(TestCaller caller) {
    return hotline.floor().sound(caller.callId());
  }

  private static byte[] inPieces(Api api, String audio, int size) {
    ByteBuffer pieces = ByteBuffer.allocate(size);
    int step = size / 3 + 1;
    for (int from = 0; from < size; from += step) {
      int last = Math.min(from + step, size) - 1;
      HttpResponse<byte[]> part = api.bytes(audio, "bytes=" + from + "-" + last);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.headers().firstValue("Content-Range"))
          .contains("bytes " + from + "-" + last + "/" + size);
      pieces.put(part.body());
    }
    return pieces.array();
  }
}
