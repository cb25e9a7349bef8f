package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.StereoWav;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The application is away, and people call meanwhile. */
class OutageIT {
  /** What the dialplan notes before it tells a caller that nobody is there. */
  private static final String FAREWELL = "\"LINEKEEPER_FALLBACK_LOST\"";

  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void who_was_answered_meanwhile_is_on_record_with_his_recording_and_who_was_not_is_called_back()
      throws Exception {
    Instant began = hotline.now();
    int requests = figure("requestCount");
    int answered = figure("answeredCount");
    int lost = figure("lostCount");
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller first = hotline.caller(Caller.number("13900139501"));
    TestCaller second = hotline.caller(Caller.number("13900139502"));
    hotline.restart(() -> oneTalksAndOneIsLost(seat, first, second));
    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));

    JsonNode call = first.again(hotline.floor()).summary();
    assertThat(call.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(call.path("inferred").asBoolean()).isTrue();
    assertThat(call.path("agentId").asString()).isEqualTo("agent1");
    assertThat(call.path("seatId").asString()).isEqualTo(seat.id());
    assertThat(call.path("talkSec").asDouble()).isBetween(2.0, 20.0);
    JsonNode gone = second.again(hotline.floor()).summary();
    assertThat(gone.path("outcome").asString()).isEqualTo("LOST");
    assertThat(gone.path("inferred").asBoolean()).isTrue();
    assertThat(gone.path("lossType").asString()).isEqualTo("QUEUE_ABANDON");

    replayable(stored(first.callId()), seat.tone());
    stored(second.callId());
    assertThat(tasks(second.masked())).hasSize(1);
    assertThat(tasks(first.masked())).isEmpty();
    assertThat(figure("requestCount")).isEqualTo(requests + 2);
    assertThat(figure("answeredCount")).isEqualTo(answered + 1);
    assertThat(figure("lostCount")).isEqualTo(lost + 1);
    assertTheOutageIsOnRecord();
    assertThat(back.view().path("state").asString()).isEqualTo("IDLE");
    cancel(second.masked());
    assertThat(hotline.reconciled(began).path("compared").asInt()).isEqualTo(2);
  }

  private void oneTalksAndOneIsLost(TestSeat seat, TestCaller first, TestCaller second) {
    first.calls();
    SipLeg phone = seat.rings();
    seat.pickUp(phone);
    await().until(() -> Sound.share(first.hears().heardLast(1), seat.tone()) > 0.8);
    second.calls();
    Waits.until("a caller waits", () -> waiting() == 1, this::waiting);
    second.hangsUp();
    Waits.soon(Waits.meanwhile(() -> pause(2_000)), "a talk");
    first.hangsUp();
    Waits.soon(phone.ended(), "the phone's call ends");
  }

  private void assertTheOutageIsOnRecord() {
    JsonNode outage =
        hotline.floor().api().get("/api/outages?limit=1").body().path("items").path(0);
    assertThat(outage.path("calls").asInt()).isEqualTo(2);
    assertThat(outage.path("lost").asInt()).isEqualTo(1);
    assertThat(outage.path("reason").asString()).isEqualTo("the application was stopped");
  }

  @Test
  void who_still_talks_or_waits_when_it_is_back_goes_on_and_is_on_record_when_he_is_gone()
      throws Exception {
    Instant began = hotline.now();
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller talking = hotline.caller(Caller.number("13900139503"));
    TestCaller waiting = hotline.caller(Caller.number("13900139504"));
    List<SipLeg> phones = new ArrayList<>();
    hotline.restart(() -> {
      talking.calls();
      SipLeg phone = seat.rings();
      seat.pickUp(phone);
      phones.add(phone);
      waiting.calls();
      Waits.until("a caller waits", () -> waiting() == 1, this::waiting);
    });
    seat.again(hotline.floor(), hotline.as("agent1"));
    assertThat(talking.leg().up()).isTrue();
    assertThat(waiting.leg().up()).isTrue();
    assertThat(hotline.floor().seat(seat.id()).path("phoneReachable").asBoolean())
        .as("nobody else is offered to a seat that talks")
        .isFalse();
    waiting.hangsUp();
    assertThat(waiting.again(hotline.floor()).summary().path("outcome").asString())
        .isEqualTo("LOST");
    phones.getFirst().hangUp();
    assertThat(talking.ends().byFarEnd()).isTrue();
    JsonNode call = talking.again(hotline.floor()).summary();
    assertThat(call.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(call.path("inferred").asBoolean()).isTrue();
    Waits.until(
        "the seat can be rung again",
        () -> hotline.floor().seat(seat.id()).path("phoneReachable").asBoolean(),
        () -> hotline.floor().seat(seat.id()));
    stored(talking.callId());
    stored(waiting.callId());
    assertThat(tasks(waiting.masked())).hasSize(1);
    cancel(waiting.masked());
    hotline.reconciled(began);
  }

  @Test
  void where_nobody_was_signed_in_each_caller_is_lost_for_that_and_owed_one_callback()
      throws Exception {
    TestCaller caller = hotline.caller(Caller.number("13900139505"));
    hotline.restart(() -> {
      caller.calls();
      Waits.until("he is greeted and told of it", () -> ledger().contains(FAREWELL), this::ledger);
      caller.hangsUp();
    });
    caller.again(hotline.floor());
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("NO_AGENT");
    assertThat(tasks(caller.masked())).hasSize(1);
    stored(caller.callId());
    hotline.restart(() -> {});
    caller.again(hotline.floor());
    assertThat(tasks(caller.masked())).as("after another restart").hasSize(1);
    assertThat(tasks(caller.masked()).getFirst().path("lostCount").asInt()).isEqualTo(1);
    cancel(caller.masked());
  }

  private String ledger() {
    try {
      return Files.readString(hotline.installation().telephony().ledger());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int waiting() {
    try {
      String shown = hotline.installation().telephony().rx("queue show fallback");
      return (int) shown.lines().filter(line -> line.contains("(wait:")).count();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int figure(String name) {
    return hotline.floor().floor().path("figures").path(name).asInt();
  }

  private JsonNode stored(String callId) {
    Api leader = hotline.floor().api();
    String path = "/api/recordings?callId=" + callId;
    Waits.until(
        "the recording of " + callId + " is stored",
        () ->
            leader
                .get(path)
                .body()
                .path("items")
                .path(0)
                .path("state")
                .asString("")
                .equals("STORED"),
        () -> leader.get(path).text());
    return leader.get(path).body().path("items").path(0);
  }

  private void replayable(JsonNode recording, int seatTone) throws Exception {
    assertThat(recording.path("digest").asString()).hasSize(64);
    assertThat(recording.path("channels").asInt()).isEqualTo(2);
    String audio = "/api/recordings/" + recording.path("id").asString() + "/audio";
    StereoWav sound = StereoWav.read(hotline.floor().api().bytes(audio, "").body());
    assertThat(Sound.share(sound.left(), TestCaller.TONE)).as("caller left").isGreaterThan(0.7);
    assertThat(Sound.share(sound.right(), seatTone)).as("seat right").isGreaterThan(0.05);
    assertThat(hotline.as("agent1").bytes(audio, "").statusCode()).isEqualTo(200);
    assertThat(hotline.as("agent2").bytes(audio, "").statusCode()).isIn(403, 404);
  }

  /** The open callbacks of whoever calls from this number. */
  private List<JsonNode> tasks(String masked) {
    JsonNode open = hotline.floor().api().get("/api/callbacks?state=open&limit=500").body();
    return StreamSupport.stream(open.path("items").spliterator(), false)
        .filter(it -> it.path("callerMasked").asString("").equals(masked))
        .toList();
  }

  private void cancel(String masked) {
    tasks(masked)
        .forEach(it ->
            hotline
                .floor()
                .api()
                .post("/api/callbacks/" + it.path("id").asString("") + "/cancel", null));
  }
}
