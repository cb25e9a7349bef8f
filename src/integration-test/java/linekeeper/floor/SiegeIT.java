package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Siege;
import linekeeper.testing.SmallDisk;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Faults that take more to make: disks that are full, links that are slow, a clock that leaps. */
class SiegeIT {
  private static final Duration A_LONG_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGER_THAN_UNHEARD = Duration.ofSeconds(3);
  @RegisterExtension private final Hotline hotline = new Hotline(Installation.Kind.BESIEGED);

  @BeforeAll
  static void only_where_disks_can_be_mounted() {
    SmallDisk.assumeMountable();
  }

  @AfterEach
  void lift() {
    siege().lift();
    hotline.installation().cable().mend();
    hotline.installation().cableToObjects().mend();
  }

  @Test
  void an_application_that_stood_still_goes_on_where_it_was_and_takes_in_what_it_missed()
      throws InterruptedException {
    Scene scene = new Scene(hotline);
    hotline.installation().freezeApplication();
    TestCaller meanwhile = hotline.caller().calls();
    Thread.sleep(A_LONG_PAUSE);
    scene.goesOn();
    hotline.installation().thawApplication();
    hotline.awaitLink(true);
    meanwhile.awaits("QUEUED");
    assertThat(meanwhile.view().path("position").asInt()).as("behind who waited").isEqualTo(2);
    meanwhile.hangsUp();
    scene.isRight();
    assertThat(meanwhile.summary().path("outcome").asString()).isEqualTo("LOST");
    scene.isOwedOnce(meanwhile);
  }

  @Test
  void a_manager_link_that_trickles_counts_as_down_and_nobody_is_harmed() {
    Scene scene = new Scene(hotline);
    siege().toAmi().trickle();
    hotline.awaitLink(false);
    scene.goesOn();
    siege().toAmi().mend();
    hotline.awaitLink(true);
    scene.isRight();
  }

  @Test
  void a_manager_link_that_breaks_in_the_midst_of_calls_comes_back_by_itself() {
    Scene scene = new Scene(hotline);
    siege().toAmi().cut();
    scene.goesOn();
    siege().toAmi().mend();
    hotline.awaitLink(true);
    scene.isRight();
  }

  @Test
  void a_switch_that_is_reloaded_loses_nobody() throws IOException {
    Scene scene = new Scene(hotline);
    hotline.installation().telephony().rx("core reload");
    scene.goesOn();
    hotline.awaitLink(true);
    scene.isRight();
  }

  @Test
  void a_slow_database_delays_the_record_and_no_call() {
    Scene scene = new Scene(hotline);
    siege().toDatabase().slow(Duration.ofMillis(300));
    scene.movesOn();
    siege().toDatabase().mend();
    scene.endsRight();
  }

  @Test
  void commits_whose_answers_are_lost_count_once() {
    Scene scene = new Scene(hotline);
    siege().toDatabase().cutWhereItSays("COMMIT\0");
    TestCaller gone = hotline.caller().calls();
    await().until(() -> Sound.loudness(gone.hears().heardLast(1)) > 50);
    scene.movesOn();
    gone.hangsUp();
    await().until(() -> siege().toDatabase().cutShort() > 5);
    siege().toDatabase().mend();
    scene.endsRight();
    assertThat(gone.summary().path("outcome").asString()).isEqualTo("LOST");
    scene.isOwedOnce(gone);
  }

  @Test
  void a_database_whose_disk_is_full_stops_no_call_and_has_everything_when_there_is_room()
      throws IOException {
    Scene scene = new Scene(hotline);
    siege().databaseDisk().fillTo(0);
    assertThat(siege().database().takes("create table more as select generate_series(1, 99999)"))
        .as("the disk is full")
        .isFalse();
    scene.goesOn();
    scene.movesOn();
    siege().databaseDisk().empty();
    siege().database().again();
    scene.endsRight();
  }

  @Test
  void on_a_full_spool_calls_go_on_and_what_was_not_recorded_has_its_reason()
      throws InterruptedException {
    Scene scene = new Scene(hotline);
    siege().spool().fillTo(16);
    awaitSpool("DEGRADED");
    siege().spool().fillTo(0);
    awaitSpool("DOWN");
    scene.goesOn();
    scene.isRight();
    scene.seat().awaits("WRAP_UP").does("ready");
    TestCaller unrecorded = hotline.caller().calls();
    SipLeg phone = scene.seat().answers();
    Thread.sleep(LONGER_THAN_UNHEARD);
    phone.hangUp();
    assertThat(unrecorded.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    siege().spool().empty();
    Waits.until(
        "room again",
        () -> !spool().path("detail").asString("").contains("not recorded"),
        this::spool);
    Waits.until(
        "the ledger says why",
        () -> talk(unrecorded).path("reason").asString("").equals("NO_ROOM"),
        () -> talk(unrecorded));
    assertThat(talk(unrecorded).path("verdict").asString()).isEqualTo("EXPLAINED");
    Waits.until(
        "the ledger tells of the gap",
        () -> talk(scene.talking()).path("gaps").toString().contains("NO_ROOM"),
        () -> talk(scene.talking()));
  }

  @Test
  void a_clock_that_leaps_an_hour_ahead_and_back_ends_no_call_and_makes_no_figure_absurd() {
    Scene scene = new Scene(hotline);
    siege().clock().set(Duration.ofHours(1));
    scene.goesOn();
    hotline.awaitLink(true);
    siege().clock().set(Duration.ofHours(-1));
    scene.goesOn();
    scene.isRight();
    siege().clock().set(Duration.ZERO);
    JsonNode summary = scene.talking().summary();
    assertThat(summary.path("talkSec").asDouble(-1)).isNotNegative();
    assertThat(summary.path("waitSec").asDouble(-1)).isNotNegative();
  }

  @Test
  void killed_after_the_commit_and_before_the_switch_was_told_the_citizen_is_rung_once() {
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    Waits.until("a callback is owed", () -> caller.owed().has("callback"), caller::owed);
    TestCitizens citizens = hotline.citizens();
    TestSeat seat = hotline.seat("agent1").ready();
    must(seat.api().post(path(caller) + "/claim", null));
    hotline.installation().cable().clog();
    must(seat.api().post(path(caller) + "/dial", null));
    assertThat(caller.owed().path("attempts")).as("committed").hasSize(1);
    hotline.kill(() -> hotline.installation().cable().mend());
    TestSeat back = seat.again(hotline.floor(), hotline.as("agent1"));
    caller.again(hotline.floor());
    Waits.until(
        "the attempt has an outcome", () -> !caller.outcomes().equals(List.of("")), caller::owed);
    assertThat(citizens.times()).as("nobody was rung by it").isZero();
    must(back.api().post(path(caller) + "/dial", null));
    back.pickUp(back.rings());
    SipLeg citizen = citizens.answers();
    caller.awaitsOwed("CONNECTED");
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(caller.outcomes()).as("%s", caller.owed()).hasSize(2).doesNotContain("");
  }

  private Siege siege() {
    return hotline.installation().siege();
  }

  private void awaitSpool(String state) {
    Waits.until(
        "spool " + state, () -> spool().path("state").asString("").equals(state), this::spool);
  }

  private JsonNode spool() {
    for (JsonNode part : hotline.floor().api().get("/api/status").body().path("parts")) {
      if (part.path("name").asString("").equals("spool")) {
        return part;
      }
    }
    throw new AssertionError("no part of the status is the spool");
  }

  private JsonNode talk(TestCaller caller) {
    Instant since = hotline.now().minus(Duration.ofMinutes(10));
    for (JsonNode talk :
        hotline
            .floor()
            .api()
            .get("/api/recordings/ledger?limit=200&from=" + since)
            .body()
            .path("items")) {
      if (talk.path("callId").asString("").equals(caller.callId())) {
        return talk;
      }
    }
    throw new AssertionError("no talk of call " + caller.callId());
  }

  private static String path(TestCaller caller) {
    return "/api/callbacks/" + caller.callId();
  }

  private static void must(Api.Answer answer) {
    assertThat(answer.ok()).as("%s %s", answer.status(), answer.text()).isTrue();
  }
}
