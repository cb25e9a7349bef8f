package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

/** Silence is recorded while something is said that must not be kept. */
class PauseTest {
  private static final AgentId AGENT = new AgentId("agent1");
  private final Story story = Story.begins();
  private final Caller caller = story.talksWith("s1");
  private final RecordingId recording = caller.recording();

  private FloorCommand pause() {
    return new FloorCommand.PauseRecording(caller.id(), Story.seat("s1"), AGENT, "card number");
  }

  private FloorCommand resume() {
    return new FloorCommand.ResumeRecording(caller.id(), Story.seat("s1"));
  }

  private Instruction.PauseRecording silence(boolean paused) {
    return new Instruction.PauseRecording(recording, caller.leg, paused, toldLast(caller));
  }

  /** The switch's answer to what it was told last. */
  private Fact said(boolean paused) {
    return new Fact.RecordingPaused(recording, paused, toldLast(caller));
  }

  private static int toldLast(Caller caller) {
    return caller.call().ledger().silences();
  }

  private Story recorded() {
    story.hears(new Fact.RecordingStarted(recording));
    return story;
  }

  private Story paused() {
    recorded().asks(pause());
    story.hears(said(true));
    return story;
  }

  private boolean silent() {
    Pause pause = caller.call().ledger().pause();
    return pause != null && pause.silent();
  }

  @Test
  void a_pause_is_on_record_from_when_the_switch_says_so_with_who_wanted_it_and_why() {
    recorded().fromHereOn().asks(pause());
    assertThat(story.told).containsExactly(silence(true));
    assertThat(silent()).as("nobody is told that it is silent before it is").isFalse();
    assertThat(caller.happened(CallEvent.RecordingPaused.class)).isEmpty();
    story.hears(said(true));
    assertThat(silent()).isTrue();
    assertThat(caller.happened(CallEvent.RecordingPaused.class))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.agent()).isEqualTo(AGENT);
          assertThat(it.why()).isEqualTo("card number");
        });
    story.after(20).fromHereOn().asks(resume());
    assertThat(story.told).containsExactly(silence(false));
    assertThat(silent()).as("silent until the switch says that it is not").isTrue();
    story.hears(said(false));
    assertThat(silent()).isFalse();
    assertThat(caller.happened(CallEvent.RecordingResumed.class)).hasSize(1);
  }

  @Test
  void nobody_but_who_talks_may_pause_and_not_before_anything_is_recorded() {
    assertThat(story.answerTo(pause())).isEqualTo("recording.not-running");
    recorded();
    assertThat(
            story.answerTo(
                new FloorCommand.PauseRecording(caller.id(), Story.seat("s2"), AGENT, "x")))
        .isEqualTo("call.not-yours");
    story.asks(new FloorCommand.Hold(caller.id(), Story.seat("s1")));
    assertThat(story.answerTo(pause())).isEqualTo("call.wrong-state");
  }

  @Test
  void asked_twice_it_is_told_once() {
    paused().fromHereOn().asks(pause());
    assertThat(story.told).isEmpty();
    story.asks(resume()).asks(resume());
    assertThat(story.told).containsExactly(silence(false));
  }

  @Test
  void hold_consultation_and_transfer_end_it_for_whoever_comes_next_knows_nothing_of_it() {
    List<FloorCommand> ends =
        List.of(
            new FloorCommand.Hold(caller.id(), Story.seat("s1")),
            new FloorCommand.Consult(
                caller.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))),
            new FloorCommand.BlindTransfer(
                caller.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    for (FloorCommand end : ends) {
      Story each = Story.begins();
      Caller one = each.talksWith("s1");
      RecordingId its = one.recording();
      each.ready("s2").hears(new Fact.RecordingStarted(its));
      each.asks(new FloorCommand.PauseRecording(one.id(), Story.seat("s1"), AGENT, "card number"));
      each.hears(new Fact.RecordingPaused(its, true, toldLast(one)));
      each.fromHereOn().asks(end);
      assertThat(each.told)
          .as("%s", end)
          .contains(new Instruction.PauseRecording(its, one.leg, false, toldLast(one)));
      each.hears(new Fact.RecordingPaused(its, false, toldLast(one)));
      assertThat(one.happened(CallEvent.RecordingResumed.class)).hasSize(1);
    }
  }

  @Test
  void one_that_was_forgotten_ends_after_five_minutes() {
    paused().fromHereOn().after(299);
    assertThat(story.told).isEmpty();
    story.after(1);
    assertThat(story.told).containsExactly(silence(false));
  }

  @Test
  void one_that_the_switch_would_not_make_is_none_and_sound_is_made_sure_of() {
    recorded().asks(pause());
    story.fromHereOn().hears(new Fact.Failed(silence(true), 0, "no answer"));
    assertThat(silent()).isFalse();
    story.after(2);
    assertThat(story.told).containsExactly(silence(false));
    story.hears(said(false));
    assertThat(caller.happened(CallEvent.RecordingPaused.class)).isEmpty();
    assertThat(caller.call().ledger().pause()).isNull();
  }

  @Test
  void a_switch_that_does_not_end_it_is_told_until_it_does() {
    paused().asks(resume());
    for (int i = 0; i < 3; i++) {
      story.fromHereOn().hears(new Fact.Failed(silence(false), 500, "no"));
      story.after(2);
      assertThat(story.told).containsExactly(silence(false));
      assertThat(silent()).isTrue();
    }
    story.hears(said(false));
    assertThat(silent()).isFalse();
  }

  @Test
  void a_late_answer_to_something_earlier_does_not_end_the_next_one_unheard() {
    paused().asks(resume());
    Fact late = said(false);
    story.asks(pause()).asks(resume());
    story.fromHereOn().hears(late);
    assertThat(caller.call().ledger().pause())
        .as("what was told last was not heard of")
        .isNotNull();
    story.hears(new Fact.Failed(silence(false), 0, "link cut"));
    story.after(2);
    assertThat(story.told).containsExactly(silence(false));
    story.hears(said(false));
    assertThat(caller.call().ledger().pause()).isNull();
  }

  @Test
  void after_a_lost_link_it_is_told_again_whatever_was_heard_of_it() {
    paused().linkIsLost().fromHereOn();
    story.linkIsBack(
        List.of(Story.inbound(caller.leg, "13800138000"), Story.dialled(story.leg("s1"))), "s1");
    assertThat(story.told(Instruction.PauseRecording.class)).containsExactly(silence(true));
  }

  @Test
  void after_a_lost_link_sound_is_made_sure_of_where_nobody_remembers_a_pause() {
    recorded().linkIsLost().fromHereOn();
    story.linkIsBack(
        List.of(Story.inbound(caller.leg, "13800138000"), Story.dialled(story.leg("s1"))), "s1");
    assertThat(story.told(Instruction.PauseRecording.class)).containsExactly(silence(false));
    story.fromHereOn().hears(new Fact.Failed(silence(false), 500, "no"));
    story.after(2);
    assertThat(story.told).as("until it does").containsExactly(silence(false));
  }

  @Test
  void the_end_of_the_call_is_the_end_of_the_pause() {
    paused().after(5);
    caller.hangsUp();
    story.hears(said(false));
    assertThat(caller.eventNames()).contains("RecordingPaused").doesNotContain("RecordingResumed");
    assertThat(caller.eventNames().indexOf("Ended"))
        .isGreaterThan(caller.eventNames().indexOf("RecordingPaused"));
  }
}
