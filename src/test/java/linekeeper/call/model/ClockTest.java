package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.telephony.Fact;
import org.junit.jupiter.api.Test;

class ClockTest {
  private final Story story = Story.begins();

  @Test
  void a_conversation_during_which_the_clock_was_set_back_lasted_nothing_but_was_one() {
    Caller caller = story.talksWith("s1");
    story.after(60).clockIsSetTo(Story.MORNING.minus(Duration.ofHours(1)));
    caller.hangsUp();
    assertThat(caller.ended().talkMillis()).isZero();
    assertThat(caller.loss()).isNull();
    assertThat(story.floor().tally().today(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void what_was_to_ring_in_twenty_seconds_still_does_after_the_clock_was_set_back() {
    story.ready("s1");
    Caller caller = story.waits("13800138000");
    story.clockIsSetTo(Story.MORNING.minus(Duration.ofHours(1)));
    story.phoneRings("s1").after(20);
    assertThat(caller.happened(CallEvent.OfferEnded.class)).hasSize(1);
    assertThat(story.oddities).containsExactly("clock-set-back");
  }

  @Test
  void a_wrap_up_ends_by_itself_although_the_clock_was_set_back() {
    Caller caller = story.talksWith("s1");
    story.after(5);
    caller.hangsUp().isClearedAway();
    story.clockIsSetTo(Story.MORNING.minus(Duration.ofHours(1)));
    story.hears(new Fact.PhoneSeen(Story.seat("s1"), true));
    story.after(31);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(caller.completed().wrapMillis()).isZero();
  }

  @Test
  void an_alarm_that_rings_a_little_early_is_set_again_and_not_forgotten() {
    Caller caller = story.arrives("13800138000");
    AlarmKey key = new AlarmKey.OfCall(caller.id(), CallAlarm.STUCK);
    Instant due = java.util.Objects.requireNonNull(story.floor().alarms().get(key));
    story.clockIsSetTo(due.minusNanos(1));
    Outcome early = story.rings(key);
    assertThat(early.alarms()).containsExactly(java.util.Map.entry(key, due));
    assertThat(caller.state()).isEqualTo("ARRIVED");
    story.clockIsSetTo(due).rings(key);
    assertThat(caller.state()).isNotEqualTo("ARRIVED");
  }

  @Test
  void an_alarm_that_was_forgotten_meanwhile_changes_nothing() {
    Caller caller = story.arrives("13800138000").isUp().hearsTheGreeting();
    story.after(11).fromHereOn().rings(new AlarmKey.OfCall(caller.id(), CallAlarm.STUCK));
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(story.told).isEmpty();
  }
}
