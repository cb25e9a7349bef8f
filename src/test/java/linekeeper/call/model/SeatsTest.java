package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.event.SeatEvent.SignOutReason;
import linekeeper.seat.model.Phases;
import linekeeper.seat.model.SeatRules;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

/** Signing in and out, wishes and breaks, with and without a call in hand. */
class SeatsTest {
  private final Story story = Story.begins();

  private static FloorCommand signIn(String seat, String agent) {
    return new FloorCommand.SignIn(Story.seat(seat), new AgentId(agent), Set.of());
  }

  private static FloorCommand signOut(String seat) {
    return new FloorCommand.SignOut(Story.seat(seat), false);
  }

  private static FloorCommand force(String seat) {
    return new FloorCommand.SignOut(Story.seat(seat), true);
  }

  private static FloorCommand ready(String seat) {
    return new FloorCommand.GoReady(Story.seat(seat));
  }

  private static FloorCommand busy(String seat) {
    return new FloorCommand.GoBusy(Story.seat(seat), "paper");
  }

  private static FloorCommand askBreak(String seat, int minutes) {
    return new FloorCommand.AskBreak(Story.seat(seat), "tea", minutes);
  }

  private static FloorCommand decide(String seat, boolean granted) {
    return new FloorCommand.DecideBreak(Story.seat(seat), granted);
  }

  private static FloorCommand console(String seat, boolean present) {
    return new FloorCommand.ConsoleSeen(Story.seat(seat), present);
  }

  private SignOutReason leftBecause() {
    return story.happened(SeatEvent.SignedOut.class).getLast().reason();
  }

  @Test
  void an_agent_begins_busy_and_says_when_ready() {
    story.asks(signIn("s1", "agent1"));
    assertThat(story.stateOf("s1")).isEqualTo("BUSY");
    assertThat(Phases.reason(story.seatOf("s1").phase())).isEqualTo("signed-in");
    story.asks(ready("s1"));
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(story.happened(SeatEvent.StateChanged.class))
        .extracting(SeatEvent.StateChanged::state)
        .containsExactly("BUSY", "IDLE");
  }

  @Test
  void the_fifth_sign_in_on_four_licensed_seats_is_refused_until_somebody_leaves() {
    for (int i = 1; i <= 4; i++) {
      story.asks(signIn("s" + i, "agent" + i));
    }
    Refusal refusal = story.asksInVain(signIn("s5", "agent5"));
    assertThat(refusal).isNotNull();
    assertThat(java.util.Objects.requireNonNull(refusal).code())
        .isEqualTo("seat.licence-exhausted");
    assertThat(refusal.message()).contains("all 4 licensed seats are in use");
    story.asks(force("s2"));
    assertThat(story.answerTo(signIn("s5", "agent5"))).isEqualTo("accepted");
  }

  @Test
  void one_session_per_agent_and_per_seat() {
    story.asks(signIn("s1", "agent1"));
    assertThat(story.answerTo(signIn("s2", "agent1"))).isEqualTo("agent.signed-in-elsewhere");
    assertThat(story.answerTo(signIn("s1", "agent2"))).isEqualTo("seat.taken");
    assertThat(story.answerTo(signIn("s9", "agent2"))).isEqualTo("seat.unknown");
  }

  @Test
  void any_agent_may_use_any_free_seat() {
    story.asks(signIn("s1", "agent1")).asks(signOut("s1")).asks(signIn("s6", "agent1"));
    assertThat(story.answerTo(signIn("s1", "agent2"))).isEqualTo("accepted");
  }

  @Test
  void who_signs_out_leaves_no_phone_behind() {
    story.ready("s1").asks(signOut("s1"));
    assertThat(story.told).contains(new Instruction.RemovePhone(Story.seat("s1")));
    assertThat(story.seatOf("s1").phoneReachable()).isFalse();
    assertThat(leftBecause()).isEqualTo(SignOutReason.BY_AGENT);
    assertThat(story.answerTo(signOut("s1"))).isEqualTo("seat.signed-out");
  }

  @Test
  void nobody_leaves_a_call_in_hand_of_his_own_accord() {
    story.talksWith("s1");
    assertThat(story.answerTo(signOut("s1"))).isEqualTo("seat.call-in-hand");
  }

  @Test
  void forced_out_while_talking_the_session_ends_with_the_call_and_the_caller_does_not_notice() {
    Caller caller = story.talksWith("s1");
    story.after(5).asks(force("s1"));
    assertThat(caller.state()).isEqualTo("TALKING");
    story.after(5);
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
    assertThat(leftBecause()).isEqualTo(SignOutReason.FORCED);
    caller.isClearedAway();
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.completed().wrapMillis()).isZero();
  }

  @Test
  void a_forced_sign_out_is_not_undone_from_the_seat() {
    Caller caller = story.talksWith("s1");
    story.asks(force("s1"));
    assertThat(story.answerTo(ready("s1"))).isEqualTo("seat.leaving");
    assertThat(story.answerTo(busy("s1"))).isEqualTo("seat.leaving");
    assertThat(story.answerTo(askBreak("s1", 5))).isEqualTo("seat.leaving");
    story.after(1);
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
  }

  @Test
  void forced_out_in_wrap_up_the_call_is_completed() {
    Caller caller = story.talksWith("s1");
    story.after(5);
    caller.hangsUp().isClearedAway();
    story.after(3).asks(force("s1"));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(caller.completed().wrapMillis()).isEqualTo(3_000);
  }

  @Test
  void busy_asked_for_during_a_call_takes_effect_after_the_wrap_up() {
    Caller caller = story.talksWith("s1");
    story.after(5).asks(busy("s1"));
    assertThat(story.stateOf("s1")).isEqualTo("TALKING");
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    story.after(30);
    assertThat(story.stateOf("s1")).isEqualTo("BUSY");
  }

  @Test
  void a_break_granted_during_a_call_begins_after_the_wrap_up_and_ends_by_itself() {
    Caller caller = story.talksWith("s1");
    story.after(5).asks(askBreak("s1", 10)).asks(decide("s1", true));
    caller.hangsUp();
    story.after(30);
    assertThat(story.stateOf("s1")).isEqualTo("BREAK");
    story.after(Duration.ofMinutes(10));
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void ready_takes_a_wish_back() {
    Caller caller = story.talksWith("s1");
    story.after(5).asks(busy("s1")).asks(ready("s1"));
    caller.hangsUp();
    story.after(30);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void a_break_is_asked_for_and_calls_go_on_until_it_is_granted() {
    story.ready("s1").asks(askBreak("s1", 15));
    assertThat(story.stateOf("s1")).isEqualTo("BREAK_REQUESTED");
    Caller caller = story.waits("13800138000");
    assertThat(caller.state()).isEqualTo("OFFERED");
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("BREAK_REQUESTED");
    story.asks(decide("s1", true));
    assertThat(story.stateOf("s1")).isEqualTo("BREAK");
    assertThat(story.waits("13900139000").state()).isEqualTo("QUEUED");
  }

  @Test
  void a_break_refused_is_told_as_a_change_of_state() {
    story.ready("s1").asks(askBreak("s1", 15)).fromHereOn().asks(decide("s1", false));
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(story.happened(SeatEvent.StateChanged.class))
        .extracting(SeatEvent.StateChanged::state)
        .containsExactly("IDLE");
    assertThat(story.answerTo(decide("s1", true))).isEqualTo("break.not-asked");
  }

  @Test
  void a_break_lasts_one_to_a_hundred_and_twenty_minutes() {
    story.ready("s1");
    assertThat(story.answerTo(askBreak("s1", 0))).isEqualTo("break.length");
    assertThat(story.answerTo(askBreak("s1", 121))).isEqualTo("break.length");
    assertThat(story.answerTo(askBreak("s1", 120))).isEqualTo("accepted");
  }

  @Test
  void who_is_on_a_break_cannot_ask_for_another_and_is_not_made_to_work_by_asking() {
    story.ready("s1").asks(askBreak("s1", 5)).asks(decide("s1", true));
    assertThat(story.answerTo(askBreak("s1", 5))).isEqualTo("break.already");
    assertThat(story.stateOf("s1")).isEqualTo("BREAK");
    story.asks(ready("s1"));
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(story.floor().alarms()).isEmpty();
  }

  @Test
  void commands_for_a_seat_where_nobody_is_are_refused() {
    assertThat(story.answerTo(ready("s1"))).isEqualTo("seat.signed-out");
    assertThat(story.answerTo(busy("s1"))).isEqualTo("seat.signed-out");
    assertThat(story.answerTo(askBreak("s1", 5))).isEqualTo("seat.signed-out");
    assertThat(story.answerTo(decide("s1", true))).isEqualTo("seat.signed-out");
    assertThat(story.answerTo(new FloorCommand.FinishWrapUp(Story.seat("s1"))))
        .isEqualTo("seat.no-wrap-up");
  }

  @Test
  void a_console_that_stays_away_past_the_grace_time_ends_its_session() {
    story.ready("s1").asks(console("s1", false)).after(59);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    story.after(1);
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
    assertThat(leftBecause()).isEqualTo(SignOutReason.CONSOLE_LOST);
  }

  @Test
  void a_console_that_comes_back_in_time_changes_nothing() {
    story.ready("s1").asks(console("s1", false)).after(59).asks(console("s1", true)).after(120);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void the_grace_is_not_prolonged_by_hearing_again_that_the_console_is_away() {
    story.ready("s1").asks(console("s1", false)).after(40).asks(console("s1", false)).after(20);
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
  }

  @Test
  void a_console_lost_during_a_call_ends_the_session_with_the_call() {
    Caller caller = story.talksWith("s1");
    story.asks(console("s1", false)).after(60);
    assertThat(caller.state()).isEqualTo("TALKING");
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
    assertThat(leftBecause()).isEqualTo(SignOutReason.CONSOLE_LOST);
  }

  @Test
  void a_console_that_comes_back_while_the_call_is_still_in_hand_was_not_lost() {
    Caller caller = story.talksWith("s1");
    story.asks(console("s1", false)).after(60).asks(console("s1", true));
    caller.hangsUp();
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
  }

  @Test
  void a_console_lost_while_the_seat_rings_gives_the_call_to_the_next() {
    story.ready("s1").asks(console("s1", false)).after(55);
    Caller caller = story.waits("13800138000");
    story.ready("s2").after(5);
    assertThat(story.stateOf("s1")).isEqualTo("SIGNED_OUT");
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
  }

  @Test
  void without_a_wrap_up_the_seat_is_free_at_once_and_the_call_complete() {
    Story quick =
        Story.begins(
            it -> Plans.withSeatRules(it, new SeatRules(Duration.ZERO, Duration.ofSeconds(60), 0)));
    Caller first = quick.talksWith("s1");
    Caller second = quick.waits("13900139000");
    quick.after(5);
    first.hangsUp().isClearedAway();
    assertThat(first.state()).isEqualTo("gone");
    assertThat(second.state()).isEqualTo("OFFERED");
  }

  @Test
  void without_a_limit_no_number_of_missed_offers_makes_a_seat_busy() {
    Story patient =
        Story.begins(
            it -> Plans.withSeatRules(it, new SeatRules(Duration.ZERO, Duration.ofSeconds(60), 0)));
    patient.ready("s1").waits("13800138000");
    patient.after(120);
    assertThat(patient.stateOf("s1")).isEqualTo("RESERVED");
  }
}
