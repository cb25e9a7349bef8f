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
import linekeeper.kernel.Step;
import org.junit.jupiter.api.Test;

/** A callback that takes its place in the queue by itself. */
class QueuedCallbackTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final AgentId BEN = new AgentId("ben");
  private static final AttemptId FIRST = new AttemptId("c1-1");

  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private final List<CallbackEffect> effects = new ArrayList<>();
  private Callback task = Rulings.OPENING.open(lost("c1", "13800138000", MORNING));
  private Instant now = MORNING.plusSeconds(60);

  private String hears(CallbackInput input) {
    Step<Callback, CallbackEffect> step = machine.step(task, input, now);
    task = step.state();
    effects.addAll(step.effects());
    return step.refusal() == null ? Words.state(task.phase()) : step.refusal().code();
  }

  private String takesItsPlace() {
    return hears(new CallbackInput.TakePlace());
  }

  @Test
  void when_it_is_due_it_takes_its_place_and_not_before() {
    now = MORNING.plusMillis(59_999);
    assertThat(takesItsPlace()).isEqualTo("PENDING");
    now = MORNING.plusSeconds(60);
    assertThat(takesItsPlace()).isEqualTo("QUEUED");
    Instant evening = Instant.parse("2026-03-02T14:00:00Z");
    assertThat(effects).containsExactly(new CallbackEffect.Queue(FIRST, evening, 0));
    assertThat(takesItsPlace()).isEqualTo("QUEUED");
    assertThat(effects).hasSize(1);
  }

  @Test
  void a_seat_that_does_not_answer_costs_no_attempt() {
    takesItsPlace();
    assertThat(hears(new CallbackInput.AttemptOffered(FIRST, ANNA))).isEqualTo("DIALING");
    assertThat(hears(new CallbackInput.AttemptWaits(FIRST))).isEqualTo("QUEUED");
    assertThat(hears(new CallbackInput.AttemptOffered(FIRST, BEN))).isEqualTo("DIALING");
    assertThat(task.attempts()).isZero();
    hears(new CallbackInput.AttemptAnswered(FIRST, BEN, new CallId("out1")));
    hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.CONNECTED, now, 9_000));
    assertThat(task.phase()).isEqualTo(new Phase.Done(now, BEN, Result.ANSWERED));
    assertThat(task.attempts()).isEqualTo(1);
  }

  @Test
  void who_is_not_reached_takes_his_place_again_after_the_spacing() {
    takesItsPlace();
    hears(new CallbackInput.AttemptOffered(FIRST, ANNA));
    assertThat(hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.BUSY, now, 0)))
        .isEqualTo("WAIT_RETRY");
    now = now.plus(Duration.ofMinutes(10));
    hears(new CallbackInput.TimePassed());
    assertThat(takesItsPlace()).isEqualTo("QUEUED");
    assertThat(task.attempt()).isEqualTo(new AttemptId("c1-2"));
  }

  @Test
  void an_agent_may_be_quicker_than_the_queue() {
    takesItsPlace();
    assertThat(hears(new CallbackInput.Claim(ANNA))).isEqualTo("ASSIGNED");
    assertThat(effects.getLast()).isEqualTo(new Withdraw(FIRST));
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("DIALING");
    assertThat(task.attempt()).isEqualTo(new AttemptId("c1-2"));
    effects.clear();
    assertThat(hears(new CallbackInput.AttemptWaits(FIRST))).isEqualTo("DIALING");
    assertThat(effects).as("they crossed").containsExactly(new Withdraw(FIRST));
    assertThat(hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.WITHDRAWN, null, 0)))
        .isEqualTo("DIALING");
  }

  @Test
  void dialled_straight_from_the_queue_it_leaves_the_queue_first() {
    takesItsPlace();
    effects.clear();
    hears(new CallbackInput.Dial(ANNA));
    assertThat(effects)
        .containsExactly(new Withdraw(FIRST), new CallbackEffect.Ring(new AttemptId("c1-2"), ANNA));
  }

  @Test
  void who_rings_back_leaves_the_queue_and_is_resolved_when_he_was_served() {
    takesItsPlace();
    CallId back = new CallId("c2");
    assertThat(hears(new CallbackInput.CallerBack(back, now))).isEqualTo("QUEUED");
    assertThat(effects.getLast()).isEqualTo(new Withdraw(FIRST));
    assertThat(hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.WITHDRAWN, null, 0)))
        .isEqualTo("PENDING");
    assertThat(takesItsPlace()).as("he is on the line").isEqualTo("PENDING");
    assertThat(hears(new CallbackInput.CallerServed(back, now))).isEqualTo("RESOLVED_BY_RECALL");
  }

  @Test
  void a_place_that_the_floor_refuses_is_asked_for_again_a_little_later() {
    takesItsPlace();
    assertThat(hears(new CallbackInput.AttemptRefused(FIRST, false))).isEqualTo("WAIT_RETRY");
    assertThat(takesItsPlace()).isEqualTo("WAIT_RETRY");
    now = now.plusSeconds(5);
    hears(new CallbackInput.TimePassed());
    assertThat(takesItsPlace()).isEqualTo("QUEUED");
    assertThat(task.attempts()).isZero();
    assertThat(task.attempt()).as("nothing was begun").isEqualTo(FIRST);
  }

  @Test
  void at_night_it_waits_for_the_morning() {
    now = Instant.parse("2026-03-02T15:00:00Z");
    assertThat(takesItsPlace()).isEqualTo("PENDING");
    assertThat(effects).isEmpty();
    assertThat(task.notBefore()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    now = task.notBefore();
    assertThat(takesItsPlace()).isEqualTo("QUEUED");
  }

  @Test
  void whom_we_lost_late_in_the_evening_may_be_called_while_he_is_awake() {
    Instant late = Instant.parse("2026-03-02T13:55:00Z");
    task = Rulings.OPENING.open(lost("c1", "13800138000", late));
    now = late.plusSeconds(60);
    takesItsPlace();
    assertThat(((CallbackEffect.Queue) effects.getFirst()).until())
        .isEqualTo(late.plus(Duration.ofMinutes(15)));
  }

  @Test
  void a_leader_who_ends_it_takes_it_out_of_the_queue() {
    takesItsPlace();
    assertThat(hears(new CallbackInput.Cancel())).isEqualTo("CANCELLED");
    assertThat(effects.getLast()).isEqualTo(new Withdraw(FIRST));
  }

  @Test
  void what_nobody_could_call_in_time_ends_and_leaves_the_queue() {
    takesItsPlace();
    now = MORNING.plus(Duration.ofDays(3));
    assertThat(hears(new CallbackInput.TimePassed())).isEqualTo("UNREACHABLE");
    assertThat(effects.getLast()).isEqualTo(new Withdraw(FIRST));
  }

  @Test
  void who_was_to_call_him_and_did_not_pick_up_is_not_who_talked_to_him() {
    takesItsPlace();
    hears(new CallbackInput.AttemptOffered(FIRST, ANNA));
    hears(new CallbackInput.AttemptAnswered(FIRST, BEN, new CallId("out1")));
    hears(new CallbackInput.AttemptOver(FIRST, AttemptEnd.CONNECTED, now, 9_000));
    assertThat(task.phase()).isEqualTo(new Phase.Done(now, BEN, Result.ANSWERED));
  }

  @Test
  void where_the_rule_wants_agents_to_claim_nothing_queues_by_itself() {
    CallbackRule byHand =
        new CallbackRule(
            "*",
            Instant.EPOCH,
            "by hand",
            Duration.ofMinutes(15),
            Duration.ZERO,
            3,
            List.of(Duration.ofMinutes(10)),
            null,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofDays(3),
            Duration.ofMinutes(10),
            false,
            0,
            Duration.ofDays(7),
            false,
            Order.AGENT_FIRST);
    CallbackMachine hands = new CallbackMachine(byHand, Rulings.ZONE);
    assertThat(hands.step(task, new CallbackInput.TakePlace(), now).state()).isEqualTo(task);
  }
}
