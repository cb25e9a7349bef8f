package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final Story story = Story.begins();

  @Test
  void a_caller_who_hangs_up_while_nobody_is_signed_in_is_lost_for_want_of_an_agent() {
    Caller caller = story.waits("13800138000");
    story.after(12);
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.NO_AGENT);
    assertThat(caller.ended().waitMillis()).isEqualTo(12_000);
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void a_caller_who_hangs_up_while_all_seats_talk_has_abandoned_the_queue() {
    story.talksWith("s1");
    Caller second = story.waits("13900139000").hangsUp();
    assertThat(second.loss()).isEqualTo(LossType.QUEUE_ABANDON);
  }

  @Test
  void a_caller_whom_no_seat_answered_is_lost_as_such_when_he_leaves() {
    story.ready("s1");
    Caller caller = story.waits("13800138000");
    story.asks(new FloorCommand.GoBusy(Story.seat("s1"), "tea"));
    story.after(20);
    assertThat(caller.state()).isEqualTo("QUEUED");
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.AGENT_NO_ANSWER);
  }

  @Test
  void he_who_waits_too_long_hears_a_farewell_and_is_lost() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofMinutes(5));
    assertThat(caller.state()).isEqualTo("FAREWELL");
    assertThat(caller.plays().getLast().prompts()).containsExactly("all-busy-callback");
    caller.hearsTheEnd();
    assertThat(caller.loss()).isEqualTo(LossType.QUEUE_TIMEOUT);
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Instruction.Cause.NORMAL));
    story.hears(new Fact.LegGone(caller.leg, 16));
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void he_who_hangs_up_during_the_farewell_is_lost_for_the_farewells_reason() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofMinutes(5));
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.QUEUE_TIMEOUT);
  }

  @Test
  void a_farewell_is_not_cut_short_because_something_else_failed() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofMinutes(5));
    story.hears(new Fact.Failed(new Instruction.StopMusic(caller.leg), 409, "no music"));
    assertThat(caller.state()).isEqualTo("FAREWELL");
    story.hears(new Fact.Failed(caller.plays().getLast(), 500, "no prompt"));
    assertThat(caller.state()).isEqualTo("ENDED");
  }

  @Test
  void a_farewell_whose_end_is_never_heard_ends() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofMinutes(6));
    assertThat(caller.loss()).isEqualTo(LossType.QUEUE_TIMEOUT);
    story.after(10);
    assertThat(story.floor().calls()).isEmpty();
  }

  @Test
  void an_announcement_gives_way_to_the_farewell() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofSeconds(270));
    Instruction.Play announcement = caller.plays().getLast();
    story.fromHereOn();
    story.after(30);
    assertThat(caller.state()).isEqualTo("FAREWELL");
    assertThat(story.told).contains(new Instruction.StopPlay(announcement.play()));
  }

  @Test
  void he_hears_his_place_every_half_minute_and_music_in_between() {
    Caller first = story.waits("13800138000");
    Caller second = story.waits("13900139000");
    assertThat(first.position()).isEqualTo(1);
    assertThat(second.position()).isEqualTo(2);
    story.after(30);
    assertThat(first.plays().getLast().prompts()).containsExactly("position-next");
    assertThat(second.plays().getLast().prompts()).containsExactly("wait-busy", "position-1");
    story.fromHereOn();
    story.hears(new Fact.PlayEnded(secondPlay(second), true));
    assertThat(story.told).containsExactly(new Instruction.StartMusic(second.leg));
    first.hangsUp();
    assertThat(second.position()).isEqualTo(1);
    story.after(30);
    assertThat(second.plays().getLast().prompts()).containsExactly("position-next");
  }

  private static linekeeper.kernel.PlayId secondPlay(Caller caller) {
    return java.util.Objects.requireNonNull(((Call.Phase.Queued) caller.call().phase()).play());
  }

  @Test
  void far_back_in_the_queue_many_are_before_him() {
    for (int i = 0; i < 12; i++) {
      story.waits("1380013800" + i % 10);
    }
    Caller last = story.waits("13900139000");
    story.after(30);
    assertThat(last.plays().getLast().prompts()).containsExactly("wait-busy", "position-many");
  }

  @Test
  void an_announcement_is_stopped_when_the_seat_answers() {
    Caller caller = story.waits("13800138000");
    story.after(30);
    Instruction.Play announcement = caller.plays().getLast();
    story.ready("s1").fromHereOn().answers("s1");
    assertThat(story.told).contains(new Instruction.StopPlay(announcement.play()));
  }

  @Test
  void music_comes_back_where_an_announcement_fails_while_a_seat_rings() {
    Caller caller = story.waits("13800138000");
    story.after(30);
    Instruction.Play announcement = caller.plays().getLast();
    story.ready("s1").fromHereOn();
    story.hears(new Fact.Failed(announcement, 500, "no prompt"));
    assertThat(story.told).containsExactly(new Instruction.StartMusic(caller.leg));
  }

  @Test
  void the_end_of_an_older_play_does_not_end_the_one_he_hears() {
    Caller caller = story.waits("13800138000");
    Instruction.Play greeting = caller.plays().getFirst();
    story.after(30).fromHereOn();
    story.hears(new Fact.PlayEnded(greeting.play(), true));
    story.hears(new Fact.Failed(greeting, 500, "late"));
    assertThat(story.told).isEmpty();
  }

  @Test
  void the_next_caller_of_a_full_queue_hears_a_farewell_and_is_lost() {
    Story small =
        Story.begins(it ->
            Plans.withQueues(it, List.of(Plans.atMost(it.queues().get(0), 1), it.queues().get(1))));
    small.waits("13800138000");
    Caller second = small.waits("13900139000");
    assertThat(second.state()).isEqualTo("FAREWELL");
    second.hearsTheEnd();
    assertThat(second.loss()).isEqualTo(LossType.QUEUE_FULL);
    assertThat(second.happened(CallEvent.Queued.class)).hasSize(1);
    assertThat(small.floor().tally().today(Measure.REQUESTS)).isEqualTo(2);
  }

  @Test
  void only_a_seat_with_the_skill_takes_a_call_that_needs_it() {
    story.ready("s1");
    Caller caller = story.arrives("13800138000", Plans.HEALTH_NUMBER).isUp().hearsTheGreeting();
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.ready("s2", Set.of("health"));
    assertThat(caller.state()).isEqualTo("OFFERED");
    assertThat(story.stateOf("s2")).isEqualTo("RESERVED");
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void a_queue_of_higher_priority_is_served_first() {
    Story urgent =
        Story.begins(it ->
            Plans.withQueues(
                it, List.of(it.queues().get(0), Plans.atPriority(it.queues().get(1), 5))));
    Caller first = urgent.waits("13800138000");
    urgent.after(5);
    Caller second = urgent.arrives("13900139000", Plans.HEALTH_NUMBER).isUp().hearsTheGreeting();
    urgent.ready("s1", Set.of("health"));
    assertThat(second.state()).isEqualTo("OFFERED");
    assertThat(first.state()).isEqualTo("QUEUED");
  }

  @Test
  void nothing_is_offered_while_the_link_is_not_up() {
    story.ready("s1").link(LinkState.DOWN);
    Caller caller = story.waits("13800138000");
    for (LinkState state : LinkState.values()) {
      if (state != LinkState.UP) {
        story.link(state);
        assertThat(caller.state()).as(state.name()).isEqualTo("QUEUED");
      }
    }
    story.link(LinkState.UP);
    assertThat(caller.state()).isEqualTo("OFFERED");
  }
}
