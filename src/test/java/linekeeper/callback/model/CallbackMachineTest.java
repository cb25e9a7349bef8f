package linekeeper.callback.model;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import linekeeper.call.event.AttemptEnd;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallbackMachineTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final AgentId BEN = new AgentId("ben");
  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private final List<CallbackEffect> effects = new ArrayList<>();
  private Callback task = Rulings.OPENING.open(lost("c1", "13800138000", MORNING));
  private Instant now = MORNING.plusSeconds(60);

  private String hears(CallbackInput input) {
    Step<Callback, CallbackEffect> step = machine.step(task, input, now);
    if (step.refusal() != null) {
      assertThat(step.state()).isEqualTo(task);
      assertThat(step.effects()).isEmpty();
      return step.refusal().code();
    }
    task = step.state();
    effects.addAll(step.effects());
    return state();
  }

  private String state() {
    return Words.state(task.phase());
  }

  private AttemptId dials(AgentId agent) {
    assertThat(hears(new CallbackInput.Dial(agent))).isEqualTo("DIALING");
    return ((Phase.Dialing) task.phase()).attempt();
  }

  private String over(AttemptId attempt, AttemptEnd end) {
    return hears(new CallbackInput.AttemptOver(attempt, end, now, 0));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    hears(new CallbackInput.TimePassed());
  }

  @Test
  void a_lost_caller_is_due_within_a_quarter_of_an_hour_and_not_within_a_minute() {
    assertThat(state()).isEqualTo("PENDING");
    assertThat(task.id().value()).isEqualTo("c1");
    assertThat(task.dueAt()).isEqualTo(MORNING.plusSeconds(900));
    now = MORNING.plusMillis(59_999);
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("callback.too-early");
    now = MORNING.plusSeconds(60);
    dials(ANNA);
  }

  @Test
  void who_is_lost_again_keeps_his_first_place_and_due_time() {
    Instant again = MORNING.plusSeconds(600);
    hears(CallbackInput.LostAgain.of(lost("c2", "13800138000", again)));
    assertThat(task.lostCount()).isEqualTo(2);
    assertThat(task.firstLostAt()).isEqualTo(MORNING);
    assertThat(task.dueAt()).isEqualTo(MORNING.plusSeconds(900));
    assertThat(task.notBefore()).isEqualTo(again.plusSeconds(60));
  }

  @Test
  void only_one_agent_can_have_it() {
    hears(new CallbackInput.Claim(ANNA));
    assertThat(hears(new CallbackInput.Claim(BEN))).isEqualTo("callback.taken");
    assertThat(hears(new CallbackInput.Dial(BEN))).isEqualTo("callback.taken");
    assertThat(hears(new CallbackInput.Release(BEN, false))).isEqualTo("callback.taken");
    assertThat(hears(new CallbackInput.Claim(ANNA))).isEqualTo("ASSIGNED");
    assertThat(hears(new CallbackInput.Release(BEN, true))).isEqualTo("PENDING");
    assertThat(hears(new CallbackInput.Claim(BEN))).isEqualTo("ASSIGNED");
  }

  @Test
  void a_claim_without_a_call_goes_back_to_all() {
    hears(new CallbackInput.Claim(ANNA));
    pass(Duration.ofMinutes(10).minusMillis(1));
    assertThat(state()).isEqualTo("ASSIGNED");
    pass(Duration.ofMillis(1));
    assertThat(state()).isEqualTo("PENDING");
  }

  @Test
  void whom_we_talk_to_is_done_with_what_the_agent_says_of_it() {
    AttemptId attempt = dials(ANNA);
    assertThat(effects).containsExactly(new CallbackEffect.Ring(attempt, ANNA));
    hears(new CallbackInput.AttemptAnswered(attempt, ANNA, new CallId("out1")));
    assertThat(state()).isEqualTo("CONNECTED");
    assertThat(hears(new CallbackInput.Finish(BEN, Result.DECLINED)))
        .isEqualTo("callback.not-connected");
    hears(new CallbackInput.Finish(ANNA, Result.ORDER_CREATED));
    hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.CONNECTED, now, 30_000));
    assertThat(task.phase()).isEqualTo(new Phase.Done(now, ANNA, Result.ORDER_CREATED));
    assertThat(task.attempts()).isEqualTo(1);
    assertThat(hears(new CallbackInput.Finish(ANNA, Result.DECLINED))).isEqualTo("DONE");
    assertThat(hears(new CallbackInput.Finish(BEN, Result.ANSWERED)))
        .isEqualTo("callback.not-yours");
    assertThat(hears(new CallbackInput.Claim(BEN))).isEqualTo("callback.closed");
  }

  @Test
  void an_answer_without_a_word_is_tried_again() {
    AttemptId attempt = dials(ANNA);
    hears(new CallbackInput.AttemptAnswered(attempt, ANNA, new CallId("out1")));
    hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.CONNECTED, now, 0));
    assertThat(state()).isEqualTo("WAIT_RETRY");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BUSY",
        "NO_ANSWER",
        "REJECTED",
        "VOICEMAIL",
        "FAX",
        "ABANDONED",
        "NO_AGENT",
        "CONGESTION",
        "FENCED",
        "FAILED",
        "AGENT_LEFT"
      })
  void who_is_not_reached_is_tried_three_times_and_then_ends_as_unreachable(AttemptEnd end) {
    Instant first = now;
    over(dials(ANNA), end);
    assertThat(task.phase()).isEqualTo(new Phase.WaitRetry(now, now.plus(Duration.ofMinutes(10))));
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("callback.too-early");
    pass(Duration.ofMinutes(10));
    assertThat(state()).isEqualTo("PENDING");
    over(dials(BEN), end);
    assertThat(task.phase()).isEqualTo(new Phase.WaitRetry(now, now.plus(Duration.ofHours(1))));
    pass(Duration.ofHours(1));
    over(dials(ANNA), end);
    assertThat(task.phase()).isEqualTo(new Phase.Unreachable(now, Reason.MAX_ATTEMPTS));
    assertThat(task.attempts()).isEqualTo(3);
    assertThat(task.firstAttemptAt()).isEqualTo(first);
  }

  @Test
  void a_number_that_does_not_exist_is_not_tried_again() {
    over(dials(ANNA), AttemptEnd.NUMBER_INVALID);
    assertThat(task.phase()).isEqualTo(new Phase.Unreachable(now, Reason.NUMBER_INVALID));
  }

  @Test
  void an_agent_who_does_not_pick_up_costs_the_citizen_nothing() {
    AttemptId attempt = dials(ANNA);
    hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.AGENT_NO_ANSWER, null, 0));
    assertThat(state()).isEqualTo("PENDING");
    assertThat(task.attempts()).isZero();
    assertThat(dials(BEN)).isNotEqualTo(attempt);
  }

  @Test
  void what_the_floor_would_not_begin_is_the_agents_again_and_costs_no_attempts_number() {
    AttemptId attempt = dials(ANNA);
    hears(new CallbackInput.AttemptRefused(attempt, false));
    assertThat(state()).isEqualTo("ASSIGNED");
    assertThat(task.asked()).isZero();
    assertThat(dials(ANNA)).isEqualTo(attempt);
  }

  @Test
  void what_the_floor_began_long_ago_is_not_asked_for_again_under_its_number() {
    AttemptId attempt = dials(ANNA);
    hears(new CallbackInput.AttemptRefused(attempt, true));
    assertThat(state()).isEqualTo("ASSIGNED");
    assertThat(dials(ANNA)).isNotEqualTo(attempt);
    hears(new CallbackInput.AttemptRefused(attempt, false));
    assertThat(state()).isEqualTo("DIALING");
    assertThat(task.asked()).isEqualTo(2);
  }

  @Test
  void who_rings_back_and_is_served_needs_no_callback() {
    hears(new CallbackInput.CallerBack(new CallId("c2"), now));
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("citizen.on-the-line");
    hears(new CallbackInput.CallerServed(new CallId("c2"), now));
    assertThat(task.phase()).isEqualTo(new Phase.ResolvedByRecall(now, new CallId("c2")));
  }

  @Test
  void a_dialling_leg_is_withdrawn_when_he_rings_back() {
    AttemptId attempt = dials(ANNA);
    hears(new CallbackInput.CallerBack(new CallId("c2"), now));
    assertThat(effects).endsWith(new CallbackEffect.Withdraw(attempt));
    over(attempt, AttemptEnd.WITHDRAWN);
    assertThat(state()).isEqualTo("PENDING");
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("citizen.on-the-line");
    hears(new CallbackInput.CallerServed(new CallId("c2"), now));
    assertThat(state()).isEqualTo("RESOLVED_BY_RECALL");
  }

  @Test
  void who_rings_back_and_is_lost_again_is_still_owed_the_same_callback() {
    hears(new CallbackInput.CallerBack(new CallId("c2"), now));
    hears(CallbackInput.LostAgain.of(lost("c2", "13800138000", now.plusSeconds(9))));
    hears(new CallbackInput.CallerLeft(new CallId("c2")));
    now = now.plusSeconds(69);
    dials(ANNA);
  }

  @Test
  void who_rings_back_and_hangs_up_in_the_greeting_can_be_called_again() {
    hears(new CallbackInput.CallerBack(new CallId("c2"), now));
    hears(new CallbackInput.CallerLeft(new CallId("c2")));
    dials(ANNA);
  }

  @Test
  void an_old_call_of_his_told_again_says_nothing_about_a_later_loss() {
    hears(new CallbackInput.CallerBack(new CallId("c0"), MORNING.minusSeconds(60)));
    hears(new CallbackInput.CallerServed(new CallId("c0"), MORNING.minusSeconds(1)));
    assertThat(state()).isEqualTo("PENDING");
    assertThat(task.onLine()).isNull();
  }

  @Test
  void an_attempt_that_is_over_twice_is_over_once() {
    AttemptId attempt = dials(ANNA);
    over(attempt, AttemptEnd.BUSY);
    over(attempt, AttemptEnd.BUSY);
    assertThat(task.attempts()).isEqualTo(1);
    hears(new CallbackInput.AttemptAnswered(attempt, ANNA, new CallId("out1")));
    assertThat(state()).isEqualTo("WAIT_RETRY");
  }

  @Test
  void nobody_is_woken_up() {
    now = Instant.parse("2026-03-02T14:30:00Z");
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("callback.quiet-hours");
    now = Instant.parse("2026-03-03T00:00:00Z");
    dials(ANNA);
  }

  @Test
  void a_task_that_stays_open_for_three_days_ends_with_that_reason() {
    pass(Duration.ofDays(3).minusSeconds(60).minusMillis(1));
    assertThat(state()).isEqualTo("PENDING");
    pass(Duration.ofMillis(1));
    assertThat(task.phase()).isEqualTo(new Phase.Unreachable(now, Reason.WINDOW_CLOSED));
  }

  @Test
  void a_leader_ends_what_is_not_under_way() {
    dials(ANNA);
    assertThat(hears(new CallbackInput.Cancel())).isEqualTo("callback.under-way");
    hears(new CallbackInput.AttemptRefused(task.id().attempt(1), false));
    hears(new CallbackInput.Cancel());
    assertThat(task.phase()).isEqualTo(new Phase.Cancelled(now, Reason.BY_LEADER));
  }

  @Test
  void who_cannot_be_called_back_is_accounted_for_with_the_reason() {
    assertThat(cancelled(Rulings.OPENING, null, 9_000)).isEqualTo(Reason.NO_NUMBER);
    assertThat(cancelled(Rulings.OPENING, "110", 9_000)).isEqualTo(Reason.EMERGENCY_NUMBER);
    assertThat(cancelled(Rulings.OPENING, "8001", 9_000)).isEqualTo(Reason.NUMBER_NOT_DIALLABLE);
    Opening blocking =
        new Opening(
            Rulings.OPENING.rules(), Rulings.OPENING.plan(), List.of(Pattern.compile("1390013.*")));
    assertThat(cancelled(blocking, "+8613900139000", 9_000)).isEqualTo(Reason.BLOCKED);
    Opening patient = Rulings.opening(Rulings.rule("*", Instant.EPOCH, 3, Duration.ofSeconds(5)));
    assertThat(cancelled(patient, "13800138000", 4_999)).isEqualTo(Reason.SHORT_ABANDON);
    Callback owed = patient.open(lost("c9", "13800138000", MORNING, 5_000));
    assertThat(owed.phase()).isEqualTo(new Phase.Pending(MORNING));
  }

  @Test
  void the_same_caller_is_the_same_however_his_number_is_written() {
    PhoneNumber plain = new PhoneNumber("13800138000");
    assertThat(Rulings.OPENING.citizen(new PhoneNumber("+8613800138000"))).isEqualTo(plain);
    assertThat(Rulings.OPENING.citizen(new PhoneNumber("013800138000"))).isEqualTo(plain);
  }

  private static Reason cancelled(
      Opening opening, @org.jspecify.annotations.Nullable String caller, long wait) {
    Callback task = opening.open(lost("c9", caller, MORNING, wait));
    return ((Phase.Cancelled) task.phase()).reason();
  }
}
