package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.LossType;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

class OfferingTest {
  private final Story story = Story.begins().ready("s1");

  @Test
  void a_free_seat_is_rung_at_once_with_the_callers_number_masked() {
    Caller caller = story.waits("13800138000");
    assertThat(caller.state()).isEqualTo("OFFERED");
    assertThat(story.told(Instruction.Dial.class))
        .containsExactly(
            new Instruction.Dial(
                story.leg("s1"),
                new Instruction.Destination.Phone(Story.seat("s1")),
                "138****8000",
                25));
    assertThat(story.stateOf("s1")).isEqualTo("RESERVED");
    story.phoneRings("s1");
    assertThat(story.stateOf("s1")).isEqualTo("RINGING");
  }

  @Test
  void he_who_hangs_up_while_a_seat_rings_is_lost_as_such_and_the_seat_is_not_blamed() {
    Caller caller = story.waits("13800138000");
    story.phoneRings("s1").after(3);
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.RING_ABANDON);
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.WITHDRAWN);
    assertThat(caller.ended().ringMillis()).isEqualTo(3_000);
    assertThat(story.told)
        .contains(new Instruction.HangUp(story.leg("s1"), Instruction.Cause.NORMAL));
    assertThat(missed("s1")).isZero();
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    story.phoneEnds("s1", 16);
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void a_phone_that_rings_for_ever_counts_against_its_seat_and_the_next_is_rung() {
    Caller caller = story.waits("13800138000");
    story.ready("s2").phoneRings("s1").fromHereOn().after(20);
    assertThat(story.told).contains(new Instruction.HangUp(leg(), Instruction.Cause.NO_ANSWER));
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.NO_ANSWER);
    assertThat(missed("s1")).isEqualTo(1);
    assertThat(story.stateOf("s2")).isEqualTo("RESERVED");
    assertThat(caller.state()).isEqualTo("OFFERED");
  }

  private LegId leg() {
    return story.leg("s1");
  }

  @Test
  void a_phone_that_rejects_has_declined() {
    Caller caller = story.waits("13800138000");
    for (int cause : new int[] {17, 21}) {
      story.ready(cause == 17 ? "s2" : "s3").fromHereOn();
      story.hears(new Fact.LegGone(story.leg(cause == 17 ? "s1" : "s2"), cause));
      assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
          .isEqualTo(OfferEnd.DECLINED);
    }
    assertThat(story.stateOf("s3")).isEqualTo("RESERVED");
  }

  @Test
  void an_agent_may_decline_from_the_screen_and_the_phone_stops_ringing() {
    Caller caller = story.waits("13800138000");
    story.ready("s2").phoneRings("s1").fromHereOn();
    story.asks(new FloorCommand.Decline(caller.id(), Story.seat("s1")));
    assertThat(story.told)
        .contains(new Instruction.HangUp(story.leg("s1"), Instruction.Cause.NORMAL));
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.DECLINED);
    assertThat(story.stateOf("s2")).isEqualTo("RESERVED");
    assertThat(missed("s1")).isEqualTo(1);
  }

  @Test
  void only_the_seat_that_rings_may_decline() {
    Caller caller = story.waits("13800138000");
    story.ready("s2");
    assertThat(story.answerTo(new FloorCommand.Decline(caller.id(), Story.seat("s2"))))
        .isEqualTo("call.wrong-state");
  }

  @Test
  void a_phone_that_cannot_be_rung_is_unreachable() {
    Caller caller = story.waits("13800138000");
    story.ready("s2").fromHereOn();
    story.hears(new Fact.LegGone(story.leg("s1"), 0));
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.UNREACHABLE);
    Instruction.Dial dial = story.told(Instruction.Dial.class).getLast();
    story.ready("s3").fromHereOn();
    story.hears(new Fact.Failed(dial, 500, "no such endpoint"));
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.UNREACHABLE);
    assertThat(story.stateOf("s3")).isEqualTo("RESERVED");
  }

  @Test
  void three_offers_missed_in_a_row_make_a_seat_busy_and_the_caller_keeps_his_place() {
    Caller caller = story.waits("13800138000");
    Caller later = story.waits("13900139000");
    story.after(60);
    assertThat(story.stateOf("s1")).isEqualTo("BUSY");
    assertThat(reason(story)).isEqualTo("missed-calls");
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.position()).isEqualTo(1);
    assertThat(later.position()).isEqualTo(2);
    story.asks(new FloorCommand.GoReady(Story.seat("s1")));
    assertThat(caller.state()).isEqualTo("OFFERED");
    assertThat(missed("s1")).isZero();
  }

  private static String reason(Story story) {
    return linekeeper.seat.model.Phases.reason(story.seatOf("s1").phase());
  }

  @Test
  void an_answer_begins_the_count_of_missed_offers_anew() {
    story.waits("13800138000");
    story.after(40);
    assertThat(missed("s1")).isEqualTo(2);
    story.answers("s1");
    assertThat(missed("s1")).isZero();
  }

  @Test
  void every_other_free_seat_is_tried_before_the_same_one_again() {
    story.ready("s2").ready("s3");
    Caller caller = story.waits("13800138000");
    story.after(60);
    assertThat(
            caller.happened(CallEvent.Offered.class).stream()
                .limit(3)
                .map(it -> it.seat().value())
                .toList())
        .containsExactlyInAnyOrder("s1", "s2", "s3");
  }

  @Test
  void the_seat_that_waited_longest_is_rung_first() {
    story.after(5).ready("s2").after(5).ready("s3");
    assertThat(offered(story.waits("13800138000"))).isEqualTo("s1");
    assertThat(offered(story.waits("13800138001"))).isEqualTo("s2");
    assertThat(offered(story.waits("13800138002"))).isEqualTo("s3");
  }

  private static String offered(Caller caller) {
    return caller.happened(CallEvent.Offered.class).getLast().seat().value();
  }

  @Test
  void a_seat_whose_agent_leaves_while_it_rings_gives_the_call_to_the_next() {
    Caller caller = story.waits("13800138000");
    story.ready("s2").fromHereOn();
    story.asks(new FloorCommand.SignOut(Story.seat("s1"), true));
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.WITHDRAWN);
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
    assertThat(story.stateOf("s2")).isEqualTo("RESERVED");
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(story.leg("s1"), Instruction.Cause.NORMAL),
            new Instruction.RemovePhone(Story.seat("s1")));
  }

  @Test
  void a_phone_answered_after_its_offer_was_over_is_hung_up() {
    story.waits("13800138000");
    LegId late = story.leg("s1");
    story.after(20).fromHereOn();
    story.hears(new Fact.LegUp(late));
    assertThat(story.told).containsExactly(new Instruction.HangUp(late, Instruction.Cause.NORMAL));
    assertThat(story.oddities).containsExactly("orphan-leg");
  }

  @Test
  void he_is_not_sent_away_for_waiting_too_long_while_a_phone_rings() {
    story.asks(new FloorCommand.GoBusy(Story.seat("s1"), "tea"));
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofSeconds(295));
    story.asks(new FloorCommand.GoReady(Story.seat("s1"))).after(10);
    assertThat(caller.state()).isEqualTo("OFFERED");
    story.answers("s1");
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void a_seat_whose_phone_cannot_be_rung_is_not_offered_anything() {
    story.hears(new Fact.PhoneSeen(Story.seat("s1"), false));
    Caller caller = story.waits("13800138000");
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.hears(new Fact.PhoneSeen(Story.seat("s1"), true));
    assertThat(caller.state()).isEqualTo("OFFERED");
  }

  @Test
  void facts_heard_twice_change_nothing() {
    Caller caller = story.waits("13800138000");
    story.phoneRings("s1").phoneRings("s1");
    story.answers("s1").answers("s1");
    assertThat(caller.happened(CallEvent.Answered.class)).hasSize(1);
    assertThat(story.told(Instruction.Join.class)).hasSize(1);
    caller.hangsUp().hangsUp();
    assertThat(caller.happened(CallEvent.Ended.class)).hasSize(1);
  }

  @Test
  void the_caller_goes_in_the_instant_of_the_answer_and_his_going_is_heard_first() {
    Caller caller = story.waits("13800138000");
    story.phoneRings("s1");
    caller.hangsUp();
    story.hears(new Fact.LegUp(story.leg("s1")));
    assertThat(caller.loss()).isEqualTo(LossType.RING_ABANDON);
    assertThat(caller.happened(CallEvent.Answered.class)).isEmpty();
    story.phoneEnds("s1", 16);
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void the_caller_goes_in_the_instant_of_the_answer_and_the_answer_is_heard_first() {
    Caller caller = story.waits("13800138000");
    story.answers("s1");
    caller.hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.ZERO_TALK);
    assertThat(caller.eventNames())
        .containsExactly("Arrived", "Queued", "Offered", "Answered", "Lost", "Ended");
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
  }

  @Test
  void specialists_without_the_skill_needed_are_left_alone() {
    story.ready("s2", Set.of("health"));
    Caller caller = story.arrives("13800138000", Plans.HEALTH_NUMBER).isUp().hearsTheGreeting();
    story.after(20);
    assertThat(offered(caller)).isEqualTo("s2");
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  private int missed(String seat) {
    return java.util.Objects.requireNonNull(story.seatOf(seat).session()).missed();
  }
}
