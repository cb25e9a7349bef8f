package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

class ArrivingTest {
  private final Story story = Story.begins();

  @Test
  void a_caller_is_answered_then_greeted_and_told_that_it_is_recorded_then_waits() {
    Caller caller = story.arrives("13800138000");
    assertThat(story.told).containsExactly(new Instruction.Answer(caller.leg));
    assertThat(caller.state()).isEqualTo("ARRIVED");
    caller.isUp();
    assertThat(caller.plays().getLast().prompts()).containsExactly("greeting", "recorded");
    assertThat(caller.state()).isEqualTo("GREETING");
    caller.hearsTheGreeting();
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(story.told).contains(new Instruction.StartMusic(caller.leg));
    assertThat(caller.eventNames()).containsExactly("Arrived", "Queued");
  }

  @Test
  void a_caller_who_hangs_up_before_the_answer_is_no_request() {
    Caller caller = story.arrives("13800138000").hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(caller.eventNames()).containsExactly("Arrived", "Lost", "Ended", "Completed");
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void a_caller_who_hangs_up_during_the_greeting_is_no_request() {
    Caller caller = story.arrives("13800138000").isUp().hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(caller.happened(CallEvent.Queued.class)).isEmpty();
    assertThat(story.floor().tally().today(Measure.REQUESTS)).isZero();
    assertThat(story.floor().tally().today(Measure.LOST_GREETING_ABANDON)).isEqualTo(1);
  }

  @Test
  void a_greeting_that_a_hang_up_cut_off_makes_no_request() {
    Caller caller = story.arrives("13800138000").isUp();
    story.hears(new Fact.PlayEnded(caller.playing(), false));
    assertThat(caller.state()).isEqualTo("GREETING");
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(story.floor().tally().today(Measure.REQUESTS)).isZero();
  }

  @Test
  void a_greeting_that_fails_with_the_leg_still_there_does_not_keep_the_caller_from_the_queue() {
    Caller caller = story.arrives("13800138000").isUp();
    story.hears(new Fact.PlayEnded(caller.playing(), false));
    story.after(CallRules.HANG_UP_FOLLOWS);
    assertThat(caller.state()).isEqualTo("QUEUED");
  }

  @Test
  void a_withheld_number_waits_like_any_other() {
    Caller caller = story.waits("anonymous");
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.happened(CallEvent.Arrived.class).getFirst().caller())
        .isEqualTo(PhoneNumber.WITHHELD);
  }

  @Test
  void a_number_that_is_not_ours_hears_that_it_does_not_exist() {
    for (String dialled : List.of("99999", "", "12345; rm", "12345\r\nX-Evil: 1", "1".repeat(80))) {
      story.fromHereOn();
      Caller caller = story.arrives("13800138000", dialled);
      assertThat(story.told)
          .containsExactly(new Instruction.HangUp(caller.leg, Instruction.Cause.UNALLOCATED));
      assertThat(story.events).isEmpty();
      assertThat(story.oddities).containsExactly("number-unknown");
      assertThat(story.floor().calls()).isEmpty();
    }
  }

  @Test
  void a_leg_that_arrives_twice_is_one_call() {
    Caller caller = story.arrives("13800138000");
    story.hears(
        new Fact.LegArrived(caller.leg, PhoneNumber.heard("13800138000"), "", Plans.NUMBER));
    assertThat(story.floor().calls()).hasSize(1);
    assertThat(story.oddities).containsExactly("arrived-twice");
  }

  @Test
  void a_leg_that_is_up_twice_is_greeted_once() {
    Caller caller = story.arrives("13800138000").isUp().isUp();
    assertThat(caller.plays()).hasSize(1);
  }

  @Test
  void an_answer_that_the_switch_never_confirms_is_a_request_lost_to_the_system() {
    Caller caller = story.arrives("13800138000");
    story.after(10);
    assertThat(caller.loss()).isEqualTo(LossType.SYSTEM_BREAK);
    assertThat(caller.eventNames()).containsSubsequence("Arrived", "Queued", "Lost", "Ended");
    assertThat(story.floor().tally().today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Instruction.Cause.NORMAL));
  }

  @Test
  void a_leg_that_was_gone_before_it_could_be_answered_is_no_request() {
    Caller caller = story.arrives("13800138000");
    story.hears(new Fact.Failed(new Instruction.Answer(caller.leg), 404, "no such channel"));
    assertThat(caller.loss()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void a_greeting_whose_end_is_never_heard_does_not_keep_the_caller_from_the_queue() {
    Caller caller = story.arrives("13800138000").isUp();
    story.after(60);
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(story.oddities).containsExactly("greeting-end-not-heard");
  }

  @Test
  void a_greeting_that_cannot_be_played_does_not_keep_the_caller_from_the_queue() {
    Caller caller = story.arrives("13800138000").isUp();
    story.hears(new Fact.Failed(caller.plays().getLast(), 500, "no such prompt"));
    assertThat(caller.state()).isEqualTo("QUEUED");
  }

  @Test
  void a_caller_for_whom_the_floor_has_no_room_is_a_request_lost_to_a_full_queue() {
    Story small = Story.begins(it -> Plans.withLimits(it, new FloorPlan.Limits(Duration.ZERO, 1)));
    small.waits("13800138000");
    small.fromHereOn();
    LegId leg = small.arrives("13900139000").leg;
    assertThat(small.told)
        .containsExactly(new Instruction.HangUp(leg, Instruction.Cause.CONGESTION));
    assertThat(small.happened(CallEvent.Lost.class))
        .singleElement()
        .satisfies(it -> assertThat(it.lossType()).isEqualTo(LossType.QUEUE_FULL))
        .satisfies(it -> assertThat(it.caller()).isEqualTo(PhoneNumber.heard("13900139000")));
    assertThat(small.floor().tally().today(Measure.REQUESTS)).isEqualTo(2);
    small.hears(new Fact.LegGone(leg, 34));
    assertThat(small.floor().calls()).hasSize(1);
  }

  @Test
  void facts_of_legs_that_nobody_knows_change_nothing() {
    LegId unknown = new LegId("somebody-else");
    story.hears(new Fact.LegGone(unknown, 16));
    story.hears(new Fact.LegUp(unknown));
    story.hears(new Fact.LegRinging(unknown));
    story.hears(new Fact.LegHeld(unknown));
    story.hears(new Fact.LegLeft(unknown));
    story.hears(new Fact.DigitPressed(unknown, '1'));
    assertThat(story.events).isEmpty();
    assertThat(story.told).isEmpty();
  }
}
