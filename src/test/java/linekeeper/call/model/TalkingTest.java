package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import org.junit.jupiter.api.Test;

class TalkingTest {
  private final Story story = Story.begins();

  @Test
  void the_answer_brings_caller_and_seat_into_one_bridge_and_is_recorded() {
    story.ready("s1");
    Caller caller = story.waits("13800138000");
    story.after(4).fromHereOn().answers("s1");
    Card card = caller.call().card();
    assertThat(story.told)
        .containsExactly(
            new Instruction.StopMusic(caller.leg),
            new Instruction.OpenBridge(card.bridge()),
            new Instruction.Join(card.bridge(), List.of(caller.leg, story.leg("s1"))),
            new Instruction.StartRecording(card.recording(), caller.leg));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.stateOf("s1")).isEqualTo("TALKING");
    CallEvent.Answered answered = caller.happened(CallEvent.Answered.class).getFirst();
    assertThat(answered.seat()).isEqualTo(Story.seat("s1"));
    assertThat(answered.recording()).isEqualTo(card.recording());
    assertThat(caller.call().ledger().waitMillis()).isEqualTo(4_000);
  }

  @Test
  void the_caller_hangs_up_and_the_seat_wraps_up() {
    Caller caller = story.talksWith("s1");
    story.after(42);
    caller.hangsUp();
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(story.leg("s1"), Cause.NORMAL),
            new Instruction.CloseBridge(caller.call().card().bridge()));
    assertThat(caller.loss()).isNull();
    assertThat(caller.ended().talkMillis()).isEqualTo(42_000);
    assertThat(caller.state()).isEqualTo("WRAP_UP");
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    caller.isClearedAway();
    story.after(12).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.completed().wrapMillis()).isEqualTo(12_000);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void the_seat_hangs_up_by_its_phone_and_the_caller_is_let_go() {
    Caller caller = story.talksWith("s1");
    story.after(42).phoneEnds("s1", 16);
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Cause.NORMAL));
    assertThat(caller.ended().talkMillis()).isEqualTo(42_000);
  }

  @Test
  void the_seat_hangs_up_by_its_screen_and_both_legs_are_let_go() {
    Caller caller = story.talksWith("s1");
    story.after(42).asks(new FloorCommand.HangUp(caller.id(), Story.seat("s1")));
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(caller.leg, Cause.NORMAL),
            new Instruction.HangUp(story.leg("s1"), Cause.NORMAL));
    assertThat(caller.state()).isEqualTo("WRAP_UP");
    assertThat(story.answerTo(new FloorCommand.HangUp(caller.id(), Story.seat("s1"))))
        .isEqualTo("call.wrong-state");
  }

  @Test
  void the_wrap_up_ends_by_itself() {
    Caller caller = story.talksWith("s1");
    story.after(10);
    caller.hangsUp().isClearedAway();
    story.after(30);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(caller.completed().wrapMillis()).isEqualTo(30_000);
  }

  @Test
  void the_next_caller_rings_as_soon_as_the_wrap_up_is_over() {
    Caller first = story.talksWith("s1");
    Caller second = story.waits("13900139000");
    story.after(5);
    first.hangsUp();
    assertThat(second.state()).isEqualTo("QUEUED");
    story.asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(second.state()).isEqualTo("OFFERED");
  }

  @Test
  void a_caller_on_hold_hears_music_outside_of_the_bridge_and_hold_is_not_talk() {
    Caller caller = story.talksWith("s1");
    story.after(10).fromHereOn().asks(new FloorCommand.Hold(caller.id(), Story.seat("s1")));
    assertThat(story.told)
        .containsExactly(
            new Instruction.Leave(caller.call().card().bridge(), caller.leg),
            new Instruction.StartMusic(caller.leg));
    assertThat(caller.state()).isEqualTo("HELD");
    assertThat(story.stateOf("s1")).isEqualTo("HELD");
    story.after(7).fromHereOn().asks(new FloorCommand.Resume(caller.id(), Story.seat("s1")));
    assertThat(story.told)
        .containsExactly(
            new Instruction.StopMusic(caller.leg),
            new Instruction.Join(caller.call().card().bridge(), List.of(caller.leg)));
    assertThat(story.stateOf("s1")).isEqualTo("TALKING");
    story.after(5);
    caller.hangsUp();
    assertThat(caller.ended().holdMillis()).isEqualTo(7_000);
    assertThat(caller.ended().talkMillis()).isEqualTo(15_000);
  }

  @Test
  void whoever_hangs_up_during_a_hold_the_hold_is_counted() {
    for (Runnable end : holdEnds()) {
      end.run();
    }
  }

  private List<Runnable> holdEnds() {
    return List.of(
        () -> {
          Caller caller = held(story);
          caller.hangsUp();
          assertThat(caller.ended().holdMillis()).isEqualTo(9_000);
        },
        () -> {
          Story other = Story.begins();
          Caller caller = held(other);
          other.phoneEnds("s1", 16);
          assertThat(caller.ended().holdMillis()).isEqualTo(9_000);
        },
        () -> {
          Story other = Story.begins();
          Caller caller = held(other);
          other.asks(new FloorCommand.HangUp(caller.id(), Story.seat("s1")));
          assertThat(caller.ended().holdMillis()).isEqualTo(9_000);
          assertThat(caller.ended().talkMillis()).isEqualTo(1_000);
        });
  }

  private static Caller held(Story story) {
    Caller caller = story.talksWith("s1");
    story.after(1).asks(new FloorCommand.Hold(caller.id(), Story.seat("s1"))).after(9);
    return caller;
  }

  @Test
  void the_phones_own_hold_button_is_seen_and_leaves_the_bridge_alone() {
    Caller caller = story.talksWith("s1");
    story.fromHereOn().hears(new Fact.LegHeld(story.leg("s1")));
    assertThat(caller.state()).isEqualTo("HELD");
    story.hears(new Fact.LegResumed(story.leg("s1")));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.told).isEmpty();
  }

  @Test
  void the_end_of_the_phones_own_hold_does_not_end_a_hold_from_the_screen() {
    Caller caller = story.talksWith("s1");
    story.asks(new FloorCommand.Hold(caller.id(), Story.seat("s1")));
    story.hears(new Fact.LegResumed(story.leg("s1")));
    assertThat(caller.state()).isEqualTo("HELD");
  }

  @Test
  void nobody_but_the_seat_that_holds_the_call_may_command_it() {
    Caller caller = story.talksWith("s1");
    story.ready("s2");
    assertThat(story.answerTo(new FloorCommand.Hold(caller.id(), Story.seat("s2"))))
        .isEqualTo("call.not-yours");
    assertThat(story.answerTo(new FloorCommand.HangUp(caller.id(), Story.seat("s2"))))
        .isEqualTo("call.not-yours");
    assertThat(story.answerTo(new FloorCommand.Hold(caller.id(), Story.seat("no-such-seat"))))
        .isEqualTo("call.not-yours");
  }

  @Test
  void commands_at_the_wrong_moment_are_refused_by_name() {
    Caller caller = story.talksWith("s1");
    assertThat(story.answerTo(new FloorCommand.Resume(caller.id(), Story.seat("s1"))))
        .isEqualTo("call.wrong-state");
    assertThat(story.answerTo(new FloorCommand.CompleteTransfer(caller.id(), Story.seat("s1"))))
        .isEqualTo("call.wrong-state");
    assertThat(story.answerTo(new FloorCommand.Decline(caller.id(), Story.seat("s1"))))
        .isEqualTo("call.wrong-state");
    assertThat(
            story.answerTo(
                new FloorCommand.Hold(new linekeeper.kernel.CallId("gone"), Story.seat("s1"))))
        .isEqualTo("call.gone");
  }

  @Test
  void an_answer_after_which_nobody_talked_is_a_request_lost() {
    Caller caller = story.talksWith("s1");
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.ZERO_TALK);
    assertThat(story.floor().tally().today(Measure.ANSWERED)).isZero();
    assertThat(story.floor().tally().today(Measure.LOST_ZERO_TALK)).isEqualTo(1);
    assertThat(story.floor().tally().today(Measure.WITHIN_15S)).isZero();
  }

  @Test
  void an_answer_after_which_there_was_only_hold_is_a_request_lost() {
    Caller caller = story.talksWith("s1");
    story.asks(new FloorCommand.Hold(caller.id(), Story.seat("s1"))).after(30);
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.ZERO_TALK);
  }

  @Test
  void a_leg_that_left_for_the_dialplan_is_no_longer_ours_to_end() {
    Caller caller = story.talksWith("s1");
    story.after(5).fromHereOn().hears(new Fact.LegLeft(caller.leg));
    assertThat(story.told).doesNotContain(new Instruction.HangUp(caller.leg, Cause.NORMAL));
    assertThat(story.told).contains(new Instruction.HangUp(story.leg("s1"), Cause.NORMAL));
    assertThat(caller.state()).isEqualTo("WRAP_UP");
  }
}
