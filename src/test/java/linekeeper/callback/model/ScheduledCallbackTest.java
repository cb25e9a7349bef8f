package linekeeper.callback.model;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.call.event.AttemptEnd;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "Call me tomorrow at ten." */
class ScheduledCallbackTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final AgentId BEN = new AgentId("ben");
  private static final AttemptId FIRST = new AttemptId("c1-1");

  /** 10:00 in Shanghai, the day after. */
  private static final Instant TOMORROW = MORNING.plus(Duration.ofDays(1));

  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private final List<CallbackEffect> effects = new ArrayList<>();
  private Callback task = Rulings.OPENING.open(lost("c1", "13800138000", MORNING));
  private Instant now = MORNING.plusSeconds(60);

  private String hears(CallbackInput input) {
    Step<Callback, CallbackEffect> step = machine.step(task, input, now);
    effects.addAll(step.effects());
    task = step.state();
    return step.refusal() == null ? Words.state(task.phase()) : step.refusal().code();
  }

  private String promises(AgentId by, Instant from, @Nullable Instant until) {
    return hears(new CallbackInput.Schedule(by, false, from, until));
  }

  private String refusal(Instant from, @Nullable Instant until) {
    Refusal refusal =
        machine.step(task, new CallbackInput.Schedule(ANNA, false, from, until), now).refusal();
    return refusal == null ? "accepted" : refusal.code() + " " + refusal.field();
  }

  @Test
  void before_his_time_he_is_left_in_peace_and_then_he_stands_like_one_who_comes_at_that_moment() {
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("PENDING");
    assertThat(task.scheduledFor()).isEqualTo(TOMORROW);
    assertThat(task.dueAt()).isEqualTo(TOMORROW.plus(Duration.ofMinutes(15)));
    assertThat(task.placeAt()).isEqualTo(TOMORROW);
    now = TOMORROW.minusMillis(1);
    assertThat(hears(new CallbackInput.TakePlace())).isEqualTo("PENDING");
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("callback.too-early");
    assertThat(task.overdue(now)).isFalse();
    now = TOMORROW;
    assertThat(hears(new CallbackInput.TakePlace())).isEqualTo("QUEUED");
    assertThat(task.overdue(TOMORROW.plus(Duration.ofMinutes(16)))).isTrue();
  }

  @Test
  void a_time_that_cannot_be_promised_is_refused_with_its_field() {
    Instant evening = Instant.parse("2026-03-02T13:50:00Z");
    Instant night = Instant.parse("2026-03-02T15:00:00Z");
    assertThat(refusal(now.minusMillis(1), null)).isEqualTo("schedule.past from");
    assertThat(refusal(TOMORROW, TOMORROW)).isEqualTo("schedule.window until");
    assertThat(refusal(now.plus(Duration.ofDays(7)).plusMillis(1), null))
        .isEqualTo("schedule.too-far from");
    assertThat(refusal(TOMORROW, now.plus(Duration.ofDays(7)).plusMillis(1)))
        .isEqualTo("schedule.too-far until");
    assertThat(refusal(night, null)).isEqualTo("schedule.quiet-hours from");
    assertThat(refusal(evening, null)).isEqualTo("schedule.quiet-hours until");
    assertThat(refusal(evening, evening.plusSeconds(600))).as("ten o'clock").isEqualTo("accepted");
    assertThat(refusal(evening, TOMORROW)).as("a night between").contains("quiet-hours until");
    assertThat(refusal(now, null)).as("now").isEqualTo("accepted");
  }

  @Test
  void who_waits_in_the_queue_leaves_it() {
    hears(new CallbackInput.TakePlace());
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("PENDING");
    assertThat(effects.getLast()).isEqualTo(new Withdraw(FIRST));
  }

  @Test
  void only_who_holds_it_or_leads_promises_anything() {
    hears(new CallbackInput.Claim(ANNA));
    assertThat(promises(BEN, TOMORROW, null)).isEqualTo("callback.taken");
    assertThat(hears(new CallbackInput.Schedule(BEN, true, TOMORROW, null))).isEqualTo("PENDING");
    hears(new CallbackInput.CallerBack(new CallId("c2"), now));
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("citizen.on-the-line");
    hears(new CallbackInput.CallerLeft(new CallId("c2")));
    hears(new CallbackInput.Cancel());
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("callback.closed");
  }

  @Test
  void while_his_phone_is_being_rung_nothing_is_promised() {
    hears(new CallbackInput.Dial(ANNA));
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("callback.under-way");
  }

  @Test
  void promised_while_they_talk_it_is_not_done_when_they_have_talked() {
    hears(new CallbackInput.Dial(ANNA));
    hears(new CallbackInput.AttemptAnswered(FIRST, ANNA, new CallId("out1")));
    assertThat(promises(BEN, TOMORROW, null)).isEqualTo("callback.taken");
    assertThat(promises(ANNA, TOMORROW, null)).isEqualTo("CONNECTED");
    assertThat(hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.CONNECTED, now, 9_000)))
        .isEqualTo("PENDING");
    assertThat(task.scheduledFor()).isEqualTo(TOMORROW);
    assertThat(task.overdue(TOMORROW.plus(Duration.ofHours(1)))).isTrue();
    now = TOMORROW;
    hears(new CallbackInput.Dial(BEN));
    AttemptId second = new AttemptId("c1-2");
    hears(new CallbackInput.AttemptAnswered(second, BEN, new CallId("out2")));
    hears(new CallbackInput.AttemptOver(second, AttemptEnd.CONNECTED, now, 9_000));
    assertThat(task.phase()).isEqualTo(new Phase.Done(now, BEN, Result.ANSWERED));
    assertThat(task.scheduledFor()).isNull();
  }

  @Test
  void what_was_tried_before_the_promise_does_not_count_against_it() {
    for (int i = 1; i <= 2; i++) {
      hears(new CallbackInput.Dial(ANNA));
      AttemptId attempt = task.id().attempt(i);
      hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.NO_ANSWER, now, 0));
      now = now.plus(Duration.ofHours(1));
      hears(new CallbackInput.TimePassed());
    }
    assertThat(task.attempts()).isEqualTo(2);
    promises(ANNA, TOMORROW, null);
    now = TOMORROW;
    hears(new CallbackInput.Dial(ANNA));
    hears(new CallbackInput.AttemptOver(task.id().attempt(3), AttemptEnd.BUSY, now, 0));
    assertThat(task.phase()).isInstanceOf(Phase.WaitRetry.class);
    assertThat(task.firstAttemptAt()).as("the first of all").isBefore(TOMORROW);
  }

  @Test
  void what_is_promised_for_later_does_not_expire_before() {
    Instant late = MORNING.plus(Duration.ofDays(6));
    promises(ANNA, late, null);
    now = late;
    assertThat(hears(new CallbackInput.TimePassed())).isEqualTo("PENDING");
    now = late.plus(Duration.ofDays(3));
    hears(new CallbackInput.TimePassed());
    assertThat(task.phase()).isEqualTo(new Phase.Unreachable(now, Reason.WINDOW_CLOSED));
  }

  @Test
  void who_calls_before_his_time_and_is_lost_again_wants_to_be_called_now() {
    promises(ANNA, TOMORROW, null);
    Instant again = MORNING.plus(Duration.ofHours(3));
    now = again.plusSeconds(60);
    hears(CallbackInput.LostAgain.of(lost("c2", "13800138000", again)));
    assertThat(task.scheduledFor()).isNull();
    assertThat(task.dueAt()).isEqualTo(again.plus(Duration.ofMinutes(15)));
    assertThat(task.placeAt()).isEqualTo(again);
    assertThat(hears(new CallbackInput.TakePlace())).isEqualTo("QUEUED");
  }

  @Test
  void a_later_promise_takes_the_place_of_an_earlier_one() {
    promises(ANNA, TOMORROW, null);
    Instant other = TOMORROW.plus(Duration.ofHours(4));
    promises(BEN, other, other.plusSeconds(3_600));
    assertThat(task.scheduledFor()).isEqualTo(other);
    assertThat(task.dueAt()).isEqualTo(other.plusSeconds(3_600));
  }
}
