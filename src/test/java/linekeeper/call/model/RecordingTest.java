package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final Story story = Story.begins();
  private final Caller caller = story.talksWith("s1");

  @Test
  void its_beginning_and_its_end_are_told_once_however_often_they_are_heard() {
    story.hears(new Fact.RecordingStarted(caller.recording()));
    story.hears(new Fact.RecordingStarted(caller.recording()));
    story.after(20);
    caller.hangsUp();
    story.hears(new Fact.RecordingStopped(caller.recording()));
    story.hears(new Fact.RecordingStopped(caller.recording()));
    assertThat(caller.happened(CallEvent.RecordingStarted.class))
        .singleElement()
        .satisfies(it -> assertThat(it.leg()).isEqualTo(caller.leg));
    assertThat(caller.happened(CallEvent.RecordingStopped.class)).hasSize(1);
  }

  @Test
  void a_recording_that_ends_during_the_call_is_not_waited_for_after_it() {
    story.hears(new Fact.RecordingStarted(caller.recording()));
    story.after(5).hears(new Fact.RecordingStopped(caller.recording()));
    caller.hangsUp();
    story.phoneEnds("s1", 16).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.completed().recordingIds()).containsExactly(caller.recording());
    assertThat(caller.happened(CallEvent.RecordingStopped.class)).hasSize(1);
  }

  @Test
  void a_call_whose_recording_cannot_begin_goes_on_and_has_none() {
    story.after(5);
    story.hears(
        new Fact.Failed(
            new Instruction.StartRecording(caller.recording(), caller.leg), 500, "disk full"));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.oddities).containsExactly("failed-StartRecording");
    caller.hangsUp();
    assertThat(caller.ended().recordingIds()).isEmpty();
    story.phoneEnds("s1", 16).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.happened(CallEvent.RecordingStopped.class)).isEmpty();
  }

  @Test
  void a_switch_that_does_not_answer_when_it_is_told_to_record_is_told_again() {
    RecordingId recording = caller.recording();
    story.after(1).fromHereOn().hears(unheard(recording));
    story.after(2);
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    story.hears(new Fact.RecordingStarted(recording));
    story.after(20);
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    caller.hangsUp();
    assertThat(caller.ended().recordingIds()).containsExactly(recording);
  }

  @Test
  void it_is_not_told_again_to_record_a_call_that_is_over() {
    RecordingId recording = caller.recording();
    story.hears(unheard(recording));
    caller.hangsUp();
    assertThat(caller.ended().recordingIds()).containsExactly(recording);
    story.fromHereOn().hears(unheard(recording));
    story.after(5);
    assertThat(story.told(Instruction.StartRecording.class)).isEmpty();
  }

  private Fact unheard(RecordingId recording) {
    return new Fact.Failed(new Instruction.StartRecording(recording, caller.leg), 0, "no answer");
  }

  @Test
  void a_recording_whose_end_is_never_heard_is_taken_as_ended() {
    story.after(5);
    caller.hangsUp();
    story.phoneEnds("s1", 16).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("ENDED");
    story.after(10);
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(story.oddities).containsExactly("recording-end-not-heard");
    assertThat(caller.happened(CallEvent.RecordingStopped.class)).hasSize(1);
    assertThat(caller.eventNames()).endsWith("Ended", "RecordingStopped", "Completed");
  }

  @Test
  void it_is_told_to_stop_while_the_callers_leg_is_still_there() {
    story.after(5).fromHereOn().phoneEnds("s1", 16);
    assertThat(story.told)
        .startsWith(
            new Instruction.StopRecording(caller.call().card().recording(), caller.leg),
            new Instruction.HangUp(caller.leg, Instruction.Cause.NORMAL));
  }

  @Test
  void a_call_that_goes_through_several_seats_has_one_recording() {
    story.hears(new Fact.RecordingStarted(caller.recording()));
    story.ready("s2").after(5);
    story.asks(
        new FloorCommand.BlindTransfer(
            caller.id(), Story.seat("s1"), new FloorCommand.Target.ToSeat(Story.seat("s2"))));
    story.answers("s2").after(5);
    caller.hangsUp();
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    assertThat(caller.happened(CallEvent.Answered.class))
        .extracting(CallEvent.Answered::recording)
        .containsOnly(caller.recording())
        .hasSize(2);
  }

  @Test
  void it_begins_again_after_a_lost_link_only_where_its_beginning_was_not_heard() {
    story.linkIsLost().fromHereOn();
    story.linkIsBack(legs(), "s1");
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    story.hears(new Fact.RecordingStarted(caller.call().card().recording()));
    story.linkIsLost().fromHereOn();
    story.linkIsBack(legs(), "s1");
    assertThat(story.told(Instruction.StartRecording.class)).isEmpty();
  }

  private java.util.List<linekeeper.telephony.Snapshot.Leg> legs() {
    return java.util.List.of(
        Story.inbound(caller.leg, "13800138000"), Story.dialled(story.leg("s1")));
  }
}
