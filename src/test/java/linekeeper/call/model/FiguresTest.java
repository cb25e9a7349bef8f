package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import org.junit.jupiter.api.Test;

/** K-01 to K-07 and K-33, as counted; rates are made of these. */
class FiguresTest {
  /** Half a minute before midnight in Shanghai. */
  private static final Instant LATE = Instant.parse("2026-03-02T15:59:30Z");

  private final Story story = Story.begins();

  private long today(Measure measure) {
    return story.floor().tally().today(measure);
  }

  private long rolling(Measure measure) {
    return story.floor().tally().rolling(measure);
  }

  /** A caller who is answered after so long, and talks for a while. */
  private Caller answeredAfter(Duration wait) {
    story.ready("s1").asks(new FloorCommand.GoBusy(Story.seat("s1"), "x"));
    Caller caller = story.waits("13800138000");
    story.after(wait).asks(new FloorCommand.GoReady(Story.seat("s1"))).answers("s1");
    return caller;
  }

  @Test
  void a_snapshot_of_a_version_that_counted_less_is_taken_up() {
    Tally tally = new Tally(Story.zone(), Story.MORNING);
    // the first of all figures, and not yet the last
    long[] older = new long[Measure.values().length - 1];
    older[0] = 3;
    tally.restore(Map.of(Story.MORNING.getEpochSecond() / 60, older), Story.MORNING);
    tally.add(Story.MORNING, Measure.LOST_CALLBACK_REQUESTED, 1);
    assertThat(tally.rolling(Measure.REQUESTS)).isEqualTo(3);
    assertThat(tally.today(Measure.LOST_CALLBACK_REQUESTED)).isEqualTo(1);
  }

  @Test
  void exactly_fifteen_and_exactly_twenty_seconds_are_in_time() {
    answeredAfter(Duration.ofSeconds(15));
    assertThat(today(Measure.WITHIN_15S)).isEqualTo(1);
    assertThat(today(Measure.WITHIN_20S)).isEqualTo(1);
    assertThat(today(Measure.ANSWER_WAIT)).isEqualTo(15_000);
  }

  @Test
  void a_millisecond_more_than_fifteen_seconds_is_in_time_for_twenty_only() {
    answeredAfter(Duration.ofMillis(15_001));
    assertThat(today(Measure.WITHIN_15S)).isZero();
    assertThat(today(Measure.WITHIN_20S)).isEqualTo(1);
  }

  @Test
  void a_millisecond_more_than_twenty_seconds_is_late() {
    answeredAfter(Duration.ofMillis(20_001));
    assertThat(today(Measure.WITHIN_20S)).isZero();
    assertThat(today(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void who_gave_up_within_fifteen_seconds_was_not_served_within_fifteen() {
    Caller caller = story.waits("13800138000");
    story.after(3);
    caller.hangsUp();
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(today(Measure.WITHIN_15S)).isZero();
    assertThat(today(Measure.WITHIN_20S)).isZero();
  }

  @Test
  void talk_hold_and_wrap_up_of_the_answered_are_summed() {
    Caller caller = story.talksWith("s1");
    story.after(10).asks(new FloorCommand.Hold(caller.id(), Story.seat("s1"))).after(4);
    story.asks(new FloorCommand.Resume(caller.id(), Story.seat("s1"))).after(6);
    caller.hangsUp().isClearedAway();
    story.after(8).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(today(Measure.TALK)).isEqualTo(16_000);
    assertThat(today(Measure.HOLD)).isEqualTo(4_000);
    assertThat(today(Measure.WRAP)).isEqualTo(8_000);
  }

  @Test
  void a_call_that_nobody_talked_in_adds_nothing_to_the_handling_time() {
    Caller caller = story.talksWith("s1");
    caller.hangsUp().isClearedAway();
    story.after(30);
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(today(Measure.WRAP)).isZero();
  }

  @Test
  void requests_are_the_answered_and_the_lost_of_every_type() {
    story.waits("13800138000").hangsUp();
    story.ready("s1");
    Caller ringing = story.waits("13800138001");
    ringing.hangsUp();
    story.phoneEnds("s1", 16);
    Caller answered = story.waits("13800138002");
    story.answers("s1").after(20);
    story.waits("13800138003").hangsUp();
    story.arrives("13800138004").hangsUp();
    answered.hangsUp();
    assertThat(today(Measure.REQUESTS)).isEqualTo(4);
    assertThat(today(Measure.ANSWERED)).isEqualTo(1);
    assertThat(today(Measure.LOST_NO_AGENT)).isEqualTo(1);
    assertThat(today(Measure.LOST_RING_ABANDON)).isEqualTo(1);
    assertThat(today(Measure.LOST_QUEUE_ABANDON)).isEqualTo(1);
    assertThat(today(Measure.LOST_GREETING_ABANDON)).isEqualTo(1);
  }

  @Test
  void a_transfer_and_a_consultation_are_no_new_requests_and_no_new_answers() {
    Caller caller = story.talksWith("s1");
    story.ready("s2").after(5);
    story.asks(
        new FloorCommand.BlindTransfer(
            caller.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    story.answers("s2");
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(today(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void a_request_counts_for_the_day_on_which_it_joined_although_it_is_answered_after_midnight() {
    story.ready("s1").asks(new FloorCommand.GoBusy(Story.seat("s1"), "x"));
    story.clockIsSetTo(LATE);
    story.waits("13800138000");
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    story.after(60).asks(new FloorCommand.GoReady(Story.seat("s1"))).answers("s1");
    assertThat(today(Measure.REQUESTS)).isZero();
    assertThat(today(Measure.ANSWERED)).isZero();
    assertThat(rolling(Measure.REQUESTS)).isEqualTo(1);
    assertThat(rolling(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void at_midnight_the_day_begins_anew_and_the_last_24_hours_go_on() {
    story.clockIsSetTo(LATE);
    story.waits("13800138000").hangsUp();
    story.after(60).waits("13900139000").hangsUp();
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(rolling(Measure.REQUESTS)).isEqualTo(2);
  }

  @Test
  void after_24_hours_a_request_no_longer_counts() {
    story.waits("13800138000").hangsUp();
    story.after(Duration.ofHours(24)).waits("13900139000").hangsUp();
    assertThat(rolling(Measure.REQUESTS)).isEqualTo(2);
    story.after(Duration.ofMinutes(1)).waits("13900139000").hangsUp();
    assertThat(rolling(Measure.REQUESTS)).isEqualTo(2);
    assertThat(rolling(Measure.LOST_NO_AGENT)).isEqualTo(2);
  }

  @Test
  void a_clock_set_back_over_midnight_brings_the_old_day_back() {
    story.clockIsSetTo(LATE);
    story.waits("13800138000").hangsUp();
    story.after(60).waits("13900139000").hangsUp();
    story.clockIsSetTo(LATE).waits("13700137000").hangsUp();
    assertThat(rolling(Measure.REQUESTS)).isEqualTo(3);
    assertThat(today(Measure.REQUESTS)).isEqualTo(3);
  }

  @Test
  void a_seats_time_is_split_into_what_it_did() {
    Caller caller = story.talksWith("s1");
    story.after(30);
    caller.hangsUp();
    story.after(10).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    story.after(20).asks(new FloorCommand.GoBusy(Story.seat("s1"), "x"));
    story.after(40).asks(new FloorCommand.SignOut(Story.seat("s1"), false));
    assertThat(today(Measure.SEAT_TALK)).isEqualTo(30_000);
    assertThat(today(Measure.SEAT_USED)).isEqualTo(60_000);
    assertThat(today(Measure.SIGNED_IN)).isEqualTo(100_000);
  }

  @Test
  void figures_survive_a_restart() {
    story.waits("13800138000").hangsUp();
    story.talksWith("s1");
    story.after(30).restarts();
    assertThat(today(Measure.REQUESTS)).isEqualTo(2);
    assertThat(today(Measure.LOST_NO_AGENT)).isEqualTo(1);
    assertThat(rolling(Measure.ANSWERED)).isEqualTo(1);
  }
}
