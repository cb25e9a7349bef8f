package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import org.junit.jupiter.api.Test;

/** Attended transfer and three together. */
class ConsultingTest {
  private final Story story = Story.begins();
  private final Caller caller = story.talksWith("s1");

  private FloorCommand ask(Target whom) {
    return new FloorCommand.Consult(caller.id(), Story.seat("s1"), whom);
  }

  private FloorCommand complete() {
    return new FloorCommand.CompleteTransfer(caller.id(), Story.seat("s1"));
  }

  private FloorCommand threeWay() {
    return new FloorCommand.ThreeWay(caller.id(), Story.seat("s1"));
  }

  private FloorCommand cancel() {
    return new FloorCommand.CancelConsult(caller.id(), Story.seat("s1"));
  }

  /** After ten seconds of talk, seat s2 is asked; it rings. */
  private Story asking() {
    return story.ready("s2").after(10).asks(ask(new Target.ToSeat(Story.seat("s2"))));
  }

  private Story asked() {
    return asking().answers("s2");
  }

  @Test
  void the_caller_hears_music_while_his_seat_talks_to_another() {
    asked();
    Card card = caller.call().card();
    assertThat(caller.state()).isEqualTo("CONSULTING");
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.Leave(card.bridge(), caller.leg),
            new Instruction.StartMusic(caller.leg),
            new Instruction.Join(card.bridge(), List.of(story.leg("s2"))));
    assertThat(story.stateOf("s1")).isEqualTo("HELD");
    assertThat(story.stateOf("s2")).isEqualTo("TALKING");
  }

  @Test
  void the_transfer_is_completed_and_the_caller_talks_with_whom_was_asked() {
    asked().after(5).fromHereOn().asks(complete());
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.StopMusic(caller.leg),
            new Instruction.Join(caller.call().card().bridge(), List.of(caller.leg)))
        .contains(new Instruction.HangUp(story.leg("s1"), Cause.NORMAL));
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().kind())
        .isEqualTo(TransferKind.ATTENDED);
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().agent())
        .isEqualTo(new AgentId("agent-s2"));
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    story.after(7);
    caller.hangsUp();
    assertThat(caller.ended().holdMillis()).isEqualTo(5_000);
    assertThat(caller.ended().talkMillis()).isEqualTo(17_000);
  }

  @Test
  void a_transfer_cannot_be_completed_before_the_other_has_answered() {
    asking();
    assertThat(story.answerTo(complete())).isEqualTo("consult.not-answered");
    assertThat(story.answerTo(threeWay())).isEqualTo("consult.not-answered");
    assertThat(caller.state()).isEqualTo("CONSULTING");
  }

  @Test
  void the_seat_drops_whom_it_asked_and_returns_to_the_caller() {
    asked().after(5).fromHereOn().asks(cancel());
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(story.leg("s2"), Cause.NORMAL),
            new Instruction.Join(caller.call().card().bridge(), List.of(caller.leg)));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.stateOf("s1")).isEqualTo("TALKING");
    assertThat(story.stateOf("s2")).isEqualTo("WRAP_UP");
  }

  @Test
  void the_seat_gives_up_while_the_other_still_rings_and_that_seat_is_free_again() {
    asking().after(2).asks(cancel());
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.stateOf("s2")).isEqualTo("IDLE");
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.WITHDRAWN);
  }

  @Test
  void whom_was_asked_does_not_answer_and_the_seat_is_with_the_caller_again() {
    asking().after(20);
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.NO_ANSWER);
    assertThat(story.stateOf("s2")).isEqualTo("IDLE");
  }

  @Test
  void whom_was_asked_declines_from_the_screen() {
    asking().asks(new FloorCommand.Decline(caller.id(), Story.seat("s2")));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.DECLINED);
  }

  @Test
  void whom_was_asked_hangs_up_and_the_seat_is_with_the_caller_again() {
    asked().after(5).phoneEnds("s2", 16);
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.stateOf("s2")).isEqualTo("WRAP_UP");
    assertThat(caller.call().ledger().holdMillis()).isEqualTo(5_000);
  }

  @Test
  void whom_was_asked_is_signed_out_by_force_while_it_rings() {
    asking().asks(new FloorCommand.SignOut(Story.seat("s2"), true));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(story.stateOf("s2")).isEqualTo("SIGNED_OUT");
  }

  @Test
  void the_asking_seat_goes_and_whom_it_asked_takes_the_caller_over() {
    asked().after(5).phoneEnds("s1", 16);
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
    assertThat(caller.happened(CallEvent.Transferred.class)).hasSize(1);
  }

  @Test
  void the_asking_seat_goes_before_the_other_answers_and_the_caller_waits_again() {
    asking().after(2).asks(new FloorCommand.GoBusy(Story.seat("s2"), "tea")).phoneEnds("s1", 16);
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.position()).isEqualTo(1);
    assertThat(story.stateOf("s2")).isEqualTo("BUSY");
    story.after(30);
    caller.hangsUp();
    assertThat(caller.ended().talkMillis()).isEqualTo(10_000);
    assertThat(caller.ended().holdMillis()).isEqualTo(2_000);
  }

  @Test
  void the_caller_goes_during_the_consultation_and_everybody_is_let_go() {
    asked().after(5).fromHereOn();
    caller.hangsUp();
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(story.leg("s1"), Cause.NORMAL),
            new Instruction.HangUp(story.leg("s2"), Cause.NORMAL));
    assertThat(caller.ended().holdMillis()).isEqualTo(5_000);
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    assertThat(story.stateOf("s2")).isEqualTo("WRAP_UP");
  }

  @Test
  void the_caller_goes_while_the_other_still_rings() {
    asking().after(5);
    caller.hangsUp();
    assertThat(story.stateOf("s2")).isEqualTo("IDLE");
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
  }

  @Test
  void the_seat_ends_it_all_during_the_consultation() {
    asked().after(5).asks(new FloorCommand.HangUp(caller.id(), Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("WRAP_UP");
    assertThat(caller.ended().holdMillis()).isEqualTo(5_000);
  }

  @Test
  void what_was_asked_is_on_record_however_it_ends_if_anybody_answered() {
    asked().after(5).asks(cancel());
    assertThat(caller.happened(CallEvent.Consulted.class))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.seat()).isEqualTo(Story.seat("s1"));
          assertThat(it.asked()).isEqualTo("s2");
          assertThat(it.at()).isEqualTo(it.since().plusSeconds(5));
        });
    Story other = Story.begins();
    Caller second = other.talksWith("s1");
    other.ready("s2");
    other.asks(
        new FloorCommand.Consult(
            second.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    other.asks(new FloorCommand.CancelConsult(second.id(), Story.seat("s1")));
    assertThat(second.happened(CallEvent.Consulted.class)).isEmpty();
    other.asks(
        new FloorCommand.Consult(
            second.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    other.answers("s2");
    second.hangsUp();
    assertThat(second.happened(CallEvent.Consulted.class)).hasSize(1);
    assertThat(second.eventNames()).containsSubsequence("Consulted", "Ended");
  }

  @Test
  void all_three_talk_and_the_first_seat_may_leave_them() {
    asked().after(5).asks(threeWay());
    assertThat(caller.state()).isEqualTo("THREE_WAY");
    assertThat(story.stateOf("s1")).isEqualTo("TALKING");
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().kind())
        .isEqualTo(TransferKind.THREE_WAY);
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().agent())
        .isEqualTo(new AgentId("agent-s2"));
    story.after(5).asks(complete());
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
  }

  @Test
  void all_three_talk_and_the_third_may_be_dropped() {
    asked().asks(threeWay()).asks(cancel());
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s1"));
    assertThat(story.stateOf("s2")).isEqualTo("WRAP_UP");
  }

  @Test
  void whoever_of_the_three_hangs_up_the_others_go_on() {
    asked().asks(threeWay()).phoneEnds("s2", 16);
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s1"));
    Story other = Story.begins();
    Caller second = other.talksWith("s1");
    other.ready("s2");
    other.asks(
        new FloorCommand.Consult(
            second.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    other.answers("s2").asks(new FloorCommand.ThreeWay(second.id(), Story.seat("s1")));
    other.phoneEnds("s1", 16);
    assertThat(second.call().seat()).isEqualTo(Story.seat("s2"));
  }

  @Test
  void all_three_talk_and_the_caller_goes() {
    asked().asks(threeWay()).after(5);
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    assertThat(story.stateOf("s2")).isEqualTo("WRAP_UP");
    assertThat(caller.ended().talkMillis()).isEqualTo(15_000);
  }

  @Test
  void all_three_talk_and_the_seat_ends_it() {
    asked().asks(threeWay()).after(5);
    story.asks(new FloorCommand.HangUp(caller.id(), Story.seat("s1")));
    assertThat(caller.call().legs()).hasSize(3);
    assertThat(caller.state()).isEqualTo("WRAP_UP");
  }

  @Test
  void somebody_outside_is_asked_and_takes_the_caller_over() {
    story.after(10).asks(ask(new Target.ToNumber(new PhoneNumber("13900139000"))));
    story.hears(new Fact.LegUp(story.lastDialled()));
    story.after(5).asks(complete());
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.call().seat()).isNull();
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().to())
        .isEqualTo("139****9000");
    caller.hangsUp();
    assertThat(story.told).contains(new Instruction.HangUp(story.lastDialled(), Cause.NORMAL));
  }

  @Test
  void neither_a_queue_nor_a_number_without_a_rule_can_be_asked() {
    assertThat(story.answerTo(ask(new Target.ToQueue(Plans.HOTLINE)))).isEqualTo("consult.target");
    assertThat(story.answerTo(ask(new Target.ToNumber(new PhoneNumber("110")))))
        .isEqualTo("number.not-allowed");
    assertThat(story.answerTo(ask(new Target.ToSeat(Story.seat("s2"))))).isEqualTo("seat.not-free");
  }

  @Test
  void whom_was_asked_does_not_command_the_call() {
    asked();
    assertThat(story.answerTo(new FloorCommand.HangUp(caller.id(), Story.seat("s2"))))
        .isEqualTo("call.not-yours");
    assertThat(story.answerTo(new FloorCommand.Decline(caller.id(), Story.seat("s2"))))
        .isEqualTo("call.wrong-state");
  }
}
