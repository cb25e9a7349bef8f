package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Sipp;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** "Press 1, keep your place", by real keys on a real switch. */
class PressOneIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  /** A test that failed leaves nobody in the queue of the next. */
  @AfterEach
  void nobody_is_owed_anything() {
    hotline.oweNobody("selfdialling");
  }

  @Test
  void who_presses_1_while_he_waits_keeps_his_place_and_is_called_back_once() {
    TestCaller caller = waits("13900139701");
    caller.leg().audio().press('1');
    caller.leg().audio().press('1');
    caller.awaits("FAREWELL");
    SipLeg.End end = caller.ends();
    assertThat(end.byFarEnd()).as("he is told, and the hotline hangs up").isTrue();
    JsonNode summary = caller.summary();
    assertThat(summary.path("lossType").asString()).isEqualTo("CALLBACK_REQUESTED");
    JsonNode task = awaits(caller.callId(), "QUEUED");
    assertThat(moment(task, "placeAt")).isEqualTo(moment(summary, "queuedAt"));
    assertThat(moment(task, "firstLostAt")).isAfter(moment(task, "placeAt"));
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    seat.pickUp(seat.rings());
    SipLeg citizen = citizens.answers();
    awaits(caller.callId(), "CONNECTED");
    citizen.hangUp();
    assertThat(awaits(caller.callId(), "DONE").path("attempts").asInt()).isEqualTo(1);
    assertThat(citizens.times()).isEqualTo(1);
  }

  @Test
  void a_key_sent_as_sip_info_counts_too() {
    Instant since = hotline.now();
    var problems =
        Waits.meanwhile(() -> {
          try {
            return Sipp.run(
                "caller-presses-1",
                "127.0.0.2",
                hotline.installation().telephony().sip(),
                Map.of("NUMBER", "13900139702", "LINE", Installation.SELF_DIALLING));
          } catch (java.io.IOException e) {
            return e.toString();
          }
        });
    String callId = hotline.floor().awaitArrival("139****9702", since);
    assertThat(hotline.floor().awaitSummary(callId).path("lossType").asString())
        .isEqualTo("CALLBACK_REQUESTED");
    assertThat(problems.join()).isEmpty();
    awaits(callId, "QUEUED");
  }

  @Test
  void a_restart_in_the_middle_of_the_confirmation_loses_nothing_of_it() {
    TestCaller caller = waits("13900139703");
    caller.leg().audio().press('1');
    caller.awaits("FAREWELL");
    hotline.restart(() -> {});
    caller.again(hotline.floor());
    caller.ends();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("CALLBACK_REQUESTED");
    awaits(caller.callId(), "QUEUED");
  }

  @Test
  void who_withholds_his_number_waits_on_whatever_he_presses() {
    TestCaller caller = hotline.caller(Caller.unknown()).calls(Installation.SELF_DIALLING);
    longEnough(caller);
    caller.leg().audio().press('1');
    // he would have heard the confirmation by then
    longEnough(caller);
    assertThat(caller.view().path("state").asString()).isEqualTo("QUEUED");
    caller.hangsUp();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("NO_AGENT");
  }

  /** He waits, and has for as long as it takes until his key counts. */
  private TestCaller waits(String number) {
    TestCaller caller =
        hotline.caller(Caller.number(number)).calls(Installation.SELF_DIALLING).awaits("QUEUED");
    longEnough(caller);
    return caller;
  }

  private static void longEnough(TestCaller caller) {
    caller.awaits("QUEUED");
    long heard = caller.hears().packetsHeard();
    Waits.until(
        "he has waited for two seconds",
        () -> caller.hears().packetsHeard() > heard + 100,
        () -> caller.hears().packetsHeard());
  }

  private JsonNode awaits(String callId, String state) {
    String path = "/api/callbacks/" + callId;
    Waits.until(
        "callback " + state,
        () -> task(path).path("state").asString("").equals(state),
        () -> task(path));
    return task(path);
  }

  private JsonNode task(String path) {
    return hotline.floor().api().get(path).body().path("callback");
  }

  private static Instant moment(JsonNode of, String field) {
    return Instant.parse(of.path(field).asString(""));
  }
}
