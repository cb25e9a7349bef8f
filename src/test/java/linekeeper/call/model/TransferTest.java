package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import org.junit.jupiter.api.Test;

class TransferTest {
  private final Story story = Story.begins();
  private final Caller caller = story.talksWith("s1");

  private FloorCommand toSeat(String seat) {
    return new FloorCommand.BlindTransfer(
        caller.id(), Story.seat("s1"), new Target.ToSeat(Story.seat(seat)));
  }

  private FloorCommand toNumber(String number) {
    return new FloorCommand.BlindTransfer(
        caller.id(), Story.seat("s1"), new Target.ToNumber(new PhoneNumber(number)));
  }

  private FloorCommand toQueue(QueueId queue) {
    return new FloorCommand.BlindTransfer(caller.id(), Story.seat("s1"), new Target.ToQueue(queue));
  }

  @Test
  void to_a_seat_that_answers() {
    story.ready("s2").after(10).asks(toSeat("s2"));
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    assertThat(story.stateOf("s2")).isEqualTo("RESERVED");
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(story.leg("s1"), Cause.NORMAL),
            new Instruction.StartMusic(caller.leg));
    story.after(3).answers("s2");
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
    assertThat(caller.happened(CallEvent.Transferred.class))
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo(TransferKind.BLIND))
        .satisfies(it -> assertThat(it.fromSeat()).isEqualTo(Story.seat("s1")))
        .satisfies(it -> assertThat(it.to()).isEqualTo("s2"));
    story.after(20);
    caller.hangsUp();
    assertThat(caller.ended().seatId()).isEqualTo(Story.seat("s1"));
    assertThat(caller.ended().talkMillis()).isEqualTo(30_000);
    assertThat(caller.happened(CallEvent.Queued.class)).hasSize(1);
    assertThat(story.floor().tally().today(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void the_call_is_complete_only_when_every_seat_of_it_has_wrapped_up() {
    story.ready("s2").after(10).asks(toSeat("s2"));
    story.answers("s2").after(5);
    caller.hangsUp().isClearedAway();
    story.asks(new FloorCommand.FinishWrapUp(Story.seat("s2")));
    assertThat(caller.state()).isEqualTo("WRAP_UP");
    story.after(5).asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.completed().wrapMillis()).isEqualTo(10_000);
  }

  @Test
  void to_a_seat_that_does_not_answer_he_waits_again_before_those_who_came_later() {
    story.ready("s2").after(10).asks(toSeat("s2"));
    Caller later = story.waits("13900139000");
    story.asks(new FloorCommand.GoBusy(Story.seat("s2"), "tea")).after(20);
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.position()).isEqualTo(1);
    assertThat(later.position()).isEqualTo(2);
  }

  @Test
  void to_a_seat_that_is_not_free_is_refused_and_nothing_happens() {
    assertThat(story.answerTo(toSeat("s2"))).isEqualTo("seat.not-free");
    assertThat(story.answerTo(toSeat("s1"))).isEqualTo("seat.not-free");
    assertThat(story.answerTo(toSeat("no-such-seat"))).isEqualTo("seat.not-free");
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void from_hold_is_refused_and_the_seat_asked_for_stays_free() {
    story.ready("s2").asks(new FloorCommand.Hold(caller.id(), Story.seat("s1")));
    assertThat(story.answerTo(toSeat("s2"))).isEqualTo("call.wrong-state");
    assertThat(story.stateOf("s2")).isEqualTo("IDLE");
  }

  @Test
  void to_a_number_outside_that_answers() {
    story.after(10).asks(toNumber("13900139000"));
    assertThat(story.told(Instruction.Dial.class).getLast().to())
        .isEqualTo(new Instruction.Destination.Outside(new PhoneNumber("13900139000")));
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    story.hears(new Fact.LegUp(story.lastDialled()));
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.happened(CallEvent.Transferred.class).getFirst().to())
        .isEqualTo("139****9000");
    story.after(5).hears(new Fact.LegGone(story.lastDialled(), 16));
    assertThat(caller.ended().talkMillis()).isEqualTo(15_000);
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Cause.NORMAL));
  }

  @Test
  void to_a_number_outside_that_is_busy_he_comes_back_to_the_queue() {
    story.after(10).asks(toNumber("13900139000"));
    story.hears(new Fact.LegGone(story.lastDialled(), 17));
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.position()).isEqualTo(1);
  }

  @Test
  void to_a_number_that_no_rule_allows_is_refused() {
    for (String number : List.of("+8613900139000", "10086", "00861390013900", "*72")) {
      assertThat(story.answerTo(toNumber(number))).isEqualTo("number.not-allowed");
    }
    assertThat(story.told(Instruction.Dial.class)).hasSize(1);
  }

  @Test
  void to_his_own_queue_he_waits_first_and_the_second_wait_is_neither_talk_nor_a_request() {
    story.after(2).waits("13900139000");
    story.after(8).asks(toQueue(Plans.HOTLINE));
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.position()).isEqualTo(1);
    story.after(8);
    caller.hangsUp();
    assertThat(caller.loss()).isNull();
    assertThat(caller.ended().talkMillis()).isEqualTo(10_000);
    assertThat(story.floor().tally().today(Measure.REQUESTS)).isEqualTo(2);
  }

  @Test
  void who_comes_in_at_the_head_of_one_queue_stops_no_queue() {
    Caller waiting = story.after(2).waits("13900139000");
    Caller elsewhere = story.arrives("13700137000", Plans.HEALTH_NUMBER).isUp().hearsTheGreeting();
    story.after(8).asks(toQueue(Plans.HOTLINE));
    assertThat(caller.position()).as("at the head, before who waits there").isEqualTo(1);
    story.ready("s2").answers("s2");
    assertThat(caller.state()).isEqualTo("TALKING");
    story.ready("s4");
    story.ready("s3", Set.of("health"));
    assertThat(List.of(waiting.state(), elsewhere.state())).containsOnly("OFFERED");
  }

  @Test
  void to_another_queue_he_waits_there_for_a_seat_with_its_skill() {
    story.after(10).asks(toQueue(Plans.HEALTH));
    assertThat(caller.call().card().queue()).isEqualTo(Plans.HEALTH);
    assertThat(caller.position()).isEqualTo(1);
    story.ready("s2");
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.ready("s3", Set.of("health"));
    assertThat(caller.state()).isEqualTo("OFFERED");
    story.answers("s3").after(5);
    caller.hangsUp();
    assertThat(caller.ended().queue()).isEqualTo(Plans.HEALTH);
    assertThat(story.floor().tally().today(Measure.ANSWERED)).isEqualTo(1);
  }

  @Test
  void to_a_queue_that_is_full_he_is_let_in_because_he_was_in_already() {
    Story small =
        Story.begins(it ->
            Plans.withQueues(it, List.of(Plans.atMost(it.queues().get(0), 1), it.queues().get(1))));
    Caller first = small.talksWith("s1");
    small.after(2).waits("13900139000");
    small
        .after(5)
        .asks(
            new FloorCommand.BlindTransfer(
                first.id(), Story.seat("s1"), new Target.ToQueue(Plans.HOTLINE)));
    assertThat(first.state()).isEqualTo("QUEUED");
    assertThat(first.position()).isEqualTo(1);
  }

  @Test
  void he_who_waits_too_long_after_a_transfer_hears_the_farewell_but_is_not_lost() {
    story
        .after(10)
        .asks(toQueue(Plans.HOTLINE))
        .asks(new FloorCommand.GoBusy(Story.seat("s1"), "x"));
    story.after(300);
    assertThat(caller.state()).isEqualTo("FAREWELL");
    caller.hearsTheEnd();
    assertThat(caller.state()).isEqualTo("ENDED");
    assertThat(caller.loss()).isNull();
    assertThat(caller.ended().talkMillis()).isEqualTo(10_000);
  }

  @Test
  void to_a_queue_that_does_not_exist_is_refused() {
    assertThat(story.answerTo(toQueue(new QueueId("nowhere")))).isEqualTo("queue.unknown");
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void the_caller_hangs_up_while_the_next_seat_rings_and_that_seat_is_free_again() {
    story.ready("s2").after(10).asks(toSeat("s2")).phoneRings("s2").after(3);
    caller.hangsUp();
    assertThat(story.stateOf("s2")).isEqualTo("IDLE");
    assertThat(caller.loss()).isNull();
    assertThat(caller.ended().talkMillis()).isEqualTo(10_000);
    assertThat(caller.state()).isEqualTo("WRAP_UP");
  }
}
