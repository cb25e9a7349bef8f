package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Destination;
import org.junit.jupiter.api.Test;

/** Whom we owe a call waits among the callers, in the place of his loss. */
class CallbackPlaceTest {
  private static final AttemptId ATTEMPT = new AttemptId("c1-1");
  private final Story story = Story.begins();

  private FloorCommand.QueueCallback owed(AttemptId attempt, String number, int lostAgo, int keep) {
    LineId line = java.util.Objects.requireNonNull(Plans.PLAIN.lines().get(Plans.NUMBER)).id();
    Instant now = story.now();
    return new FloorCommand.QueueCallback(
        attempt,
        new PhoneNumber(number),
        line,
        now.minusSeconds(lostAgo),
        now.plus(Duration.ofHours(4)),
        keep,
        Manner.PLAIN);
  }

  private FloorCommand.QueueCallback owed(String number, int lostAgo) {
    return owed(new AttemptId("c" + number + "-1"), number, lostAgo, 0);
  }

  private void waits() {
    story.asks(owed(ATTEMPT, "13900139000", 300, 0));
  }

  private String state() {
    return story.floor().calls().stream()
        .filter(it -> ATTEMPT.equals(it.card().attempt()))
        .map(Words::state)
        .findFirst()
        .orElse("gone");
  }

  private List<Instruction.Dial> citizensDialled() {
    return story.told(Instruction.Dial.class).stream()
        .filter(it -> it.to() instanceof Destination.Citizen)
        .toList();
  }

  /** The numbers of those for whom seats were rung, in their order. */
  private List<String> rungFor() {
    return story.told(Instruction.Dial.class).stream()
        .filter(it -> it.to() instanceof Destination.Phone)
        .map(it -> numberAt(it.leg()))
        .toList();
  }

  private String numberAt(linekeeper.kernel.LegId leg) {
    return story.floor().calls().stream()
        .filter(it -> it.owns(leg))
        .map(it -> it.card().caller().value())
        .findFirst()
        .orElse("gone");
  }

  private AttemptEnd end() {
    assertThat(story.happened(CallEvent.AttemptOver.class)).hasSize(1);
    return story.happened(CallEvent.AttemptOver.class).getFirst().end();
  }

  @Test
  void the_next_seat_that_is_free_calls_him_and_his_phone_rings_when_the_agent_is_there() {
    waits();
    assertThat(state()).isEqualTo("CALLBACK_DUE");
    story.ready("s1");
    assertThat(state()).isEqualTo("AGENT_RINGING");
    assertThat(citizensDialled()).isEmpty();
    story.answers("s1");
    assertThat(citizensDialled())
        .singleElement()
        .extracting(Instruction.Dial::to)
        .isEqualTo(new Destination.Citizen(new PhoneNumber("13900139000"), ATTEMPT, false));
    story.hears(new Fact.LegUp(ATTEMPT.leg()));
    assertThat(state()).isEqualTo("TALKING");
    story.after(20).hears(new Fact.LegGone(ATTEMPT.leg(), 16));
    assertThat(end()).isEqualTo(AttemptEnd.CONNECTED);
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.after(60);
    assertThat(story.floor().calls()).isEmpty();
    assertThat(story.floor().lookups()).isZero();
    assertThat(story.floor().alarms()).isEmpty();
  }

  @Test
  void a_seat_that_declines_costs_the_citizen_no_attempt_and_the_next_seat_is_rung() {
    waits();
    story.ready("s1");
    CallId call = story.callAt("s1");
    story.ready("s2").phoneRings("s1");
    story.asks(new FloorCommand.Decline(call, Story.seat("s1")));
    assertThat(story.callAt("s2")).isEqualTo(call);
    assertThat(state()).isEqualTo("AGENT_RINGING");
    assertThat(story.happened(CallEvent.AttemptOver.class)).isEmpty();
    assertThat(citizensDialled()).isEmpty();
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.answers("s2");
    assertThat(citizensDialled()).hasSize(1);
  }

  @Test
  void a_seat_that_does_not_answer_is_counted_and_he_keeps_his_place() {
    waits();
    story.ready("s1").phoneRings("s1").after(20);
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(CallEvent.OfferEnd.NO_ANSWER);
    assertThat(story.happened(CallEvent.CallbackWaits.class)).hasSize(2);
    assertThat(story.happened(CallEvent.AttemptOver.class)).isEmpty();
    assertThat(story.seatOf("s1").call()).as("the only seat is rung again").isNotNull();
  }

  @Test
  void given_his_place_twice_he_waits_once() {
    waits();
    story.fromHereOn();
    waits();
    assertThat(story.floor().calls()).hasSize(1);
    assertThat(story.happened(CallEvent.CallbackWaits.class)).isEmpty();
  }

  @Test
  void live_callers_and_callbacks_take_turns_whoever_they_are_and_however_many() {
    story.asks(owed("13900139001", 900));
    story.asks(owed("13900139002", 800));
    story.asks(owed("13900139003", 700));
    story.waits("13800138001");
    story.waits("13800138002");
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      if (i == 0) {
        story.ready("s1");
      }
      order.append(rungFor().getLast().substring(2)).append(' ');
      takesAndEnds();
    }
    assertThat(order.toString().strip())
        .isEqualTo("900139001 800138001 900139002 800138002 900139003");
  }

  /** The seat talks to whoever rings for a moment; what follows is told when it is free again. */
  private void takesAndEnds() {
    Call call = java.util.Objects.requireNonNull(story.floor().call(story.callAt("s1")));
    story.answers("s1");
    if (call.card().outbound()) {
      story.hears(new Fact.LegUp(call.card().callerLeg()));
    }
    story.after(5).hears(new Fact.LegGone(call.card().callerLeg(), 16));
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
  }

  @Test
  void seats_are_kept_for_live_callers_where_the_rule_says_so() {
    story.ready("s1").ready("s2").ready("s3");
    for (int i = 1; i <= 3; i++) {
      String number = "1390013900" + i;
      story.asks(owed(new AttemptId("c" + i + "-1"), number, 300 - i, 2));
    }
    assertThat(story.floor().seats().values().stream().filter(it -> it.free())).hasSize(2);
    story.waits("13800138001");
    assertThat(story.floor().seats().values().stream().filter(it -> it.free())).hasSize(1);
  }

  @Test
  void callbacks_take_nobodys_room_in_the_queue_and_are_not_counted_as_requests() {
    waits();
    assertThat(story.floor().tally().rolling(Measure.REQUESTS)).isZero();
    assertThat(story.happened(CallEvent.Queued.class)).isEmpty();
  }

  @Test
  void a_callback_that_waits_takes_no_live_callers_room_on_the_floor() {
    Story small = Story.begins(it -> Plans.withLimits(it, new FloorPlan.Limits(Duration.ZERO, 1)));
    small.asks(owed("13900139001", 300));
    assertThat(small.answerTo(owed("13900139002", 200))).isEqualTo("floor.full");
    Caller live = small.arrives("13800138001");
    assertThat(live.state()).isEqualTo("ARRIVED");
    Caller tooMany = small.arrives("13800138002");
    assertThat(tooMany.loss()).isEqualTo(LossType.QUEUE_FULL);
    assertThat(small.answerTo(owed("13900139003", 200))).isEqualTo("floor.full");
  }

  @Test
  void a_callback_that_rings_takes_room_like_any_call() {
    Story small = Story.begins(it -> Plans.withLimits(it, new FloorPlan.Limits(Duration.ZERO, 1)));
    small.asks(owed("13900139001", 300)).ready("s1");
    assertThat(small.stateOf("s1")).isEqualTo("RESERVED");
    assertThat(small.arrives("13800138001").loss()).isEqualTo(LossType.QUEUE_FULL);
  }

  @Test
  void who_rings_back_while_he_waits_to_be_called_is_a_caller_from_then_on() {
    waits();
    Caller back = story.arrives("13900139000");
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(state()).isEqualTo("gone");
    assertThat(back.state()).isEqualTo("ARRIVED");
  }

  @Test
  void who_rings_back_stands_where_he_stood_even_within_the_same_second() {
    Caller lost = story.waits("13900139000");
    story.after(1);
    lost.hangsUp();
    Caller other = story.after(Duration.ofMillis(100)).waits("13800138001");
    Caller back = story.after(Duration.ofMillis(100)).waits("13900139000");
    assertThat(back.position()).isEqualTo(1);
    assertThat(other.position()).isEqualTo(2);
  }

  @Test
  void who_rings_back_while_an_agent_is_rung_for_him_stands_first_again() {
    Caller lost = story.waits("13900139000");
    story.after(1);
    lost.hangsUp();
    story.asks(owed("13900139000", 0)).ready("s1");
    assertThat(story.happened(CallEvent.CalledOut.class)).hasSize(1);
    story.after(1).waits("13800138001");
    Caller back = story.waits("13900139000");
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    // the seat went to the other when his phone fell silent, for he was not in the queue yet
    assertThat(story.stateOf("s1")).isEqualTo("RESERVED");
    assertThat(back.position()).isEqualTo(1);
  }

  @Test
  void whom_we_talked_to_stands_at_the_end_again() {
    Caller lost = story.waits("13900139000");
    story.after(1);
    lost.hangsUp();
    story.ready("s1");
    Caller served = story.waits("13900139000");
    story.answers("s1").after(5);
    served.hangsUp().isClearedAway();
    story.waits("13800138001");
    Caller again = story.after(1).waits("13900139000");
    assertThat(again.position()).isEqualTo(2);
  }

  @Test
  void his_place_outlives_a_restart_and_is_forgotten_after_a_day() {
    Caller lost = story.waits("13900139000");
    story.after(1);
    lost.hangsUp();
    story.restarts();
    story.after(1).waits("13800138001");
    Caller back = story.after(1).waits("13900139000");
    assertThat(back.position()).isEqualTo(1);
    back.hangsUp();
    story.after(Duration.ofHours(25));
    story.waits("13800138002");
    assertThat(story.after(1).waits("13900139000").position()).isEqualTo(2);
  }

  @Test
  void when_people_begin_to_sleep_he_is_not_called_any_more() {
    waits();
    story.after(Duration.ofHours(4));
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(story.floor().calls()).isEmpty();
  }

  @Test
  void a_seats_phone_that_rings_for_him_stops_when_people_begin_to_sleep() {
    waits();
    story.after(Duration.ofHours(4).minusSeconds(5)).ready("s1").phoneRings("s1");
    story.after(5);
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(citizensDialled()).isEmpty();
  }

  @Test
  void nobody_is_rung_for_him_while_the_link_is_down_and_he_keeps_his_place() {
    story.ready("s1").linkIsLost();
    waits();
    assertThat(state()).isEqualTo("CALLBACK_DUE");
    story.linkIsBack(List.of(), "s1");
    assertThat(state()).isEqualTo("AGENT_RINGING");
  }

  @Test
  void a_seats_phone_that_fell_silent_with_the_link_is_not_held_against_the_seat() {
    waits();
    story.ready("s1").phoneRings("s1").linkIsLost();
    story.linkIsBack(List.of(), "s1");
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(CallEvent.OfferEnd.WITHDRAWN);
    assertThat(story.happened(CallEvent.AttemptOver.class)).isEmpty();
  }

  @Test
  void after_a_restart_he_waits_where_he_waited() {
    waits();
    story.restarts().ready("s1");
    assertThat(state()).isEqualTo("AGENT_RINGING");
    story.restarts().answers("s1");
    assertThat(citizensDialled()).hasSize(1);
  }

  @Test
  void withdrawn_he_leaves_the_queue() {
    waits();
    story.asks(new FloorCommand.Withdraw(ATTEMPT));
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    story.ready("s1");
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(story.answerTo(owed(ATTEMPT, "13900139000", 300, 0))).isEqualTo("attempt.over");
  }

  @Test
  void who_gives_an_attempt_up_learns_whether_its_end_will_be_told() {
    FloorCommand withdraw = new FloorCommand.Withdraw(ATTEMPT);
    assertThat(story.answerTo(withdraw)).isEqualTo("attempt.unknown");
    waits();
    assertThat(story.answerTo(withdraw)).isEqualTo("accepted");
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(story.answerTo(withdraw)).isEqualTo("attempt.over");
  }
}
