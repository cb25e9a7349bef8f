package linekeeper.callback.model;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.asked;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import org.junit.jupiter.api.Test;

/** A callback that he asked for while he waited: it keeps the place that he had. */
class RequestedCallbackTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final Instant JOINED = MORNING.minusSeconds(120);
  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private Instant now = MORNING;

  private Callback hears(Callback task, CallbackInput input) {
    return machine.step(task, input, now).state();
  }

  private static Callback open(CallEvent.Lost lost) {
    return Rulings.OPENING.open(lost);
  }

  @Test
  void it_stands_where_he_stood_and_not_where_he_left() {
    Callback task = open(asked("c1", "13800138000", MORNING, JOINED));
    assertThat(task.lossType()).isEqualTo(LossType.CALLBACK_REQUESTED);
    assertThat(task.placeAt()).isEqualTo(JOINED);
    assertThat(task.firstLostAt()).isEqualTo(MORNING);
    assertThat(task.dueAt()).isEqualTo(MORNING.plus(Duration.ofMinutes(15)));
    assertThat(open(lost("c2", "13800138000", MORNING)).placeAt()).isEqualTo(MORNING);
  }

  @Test
  void he_waits_for_it_and_so_is_called_as_soon_as_it_is_his_turn() {
    Callback task = open(asked("c1", "13800138000", MORNING, JOINED));
    assertThat(hears(task, new CallbackInput.TakePlace()).phase())
        .isEqualTo(new Phase.Queued(MORNING, new AttemptId("c1-1")));
  }

  @Test
  void however_short_he_waited_it_is_no_short_abandon() {
    Opening patient = Rulings.opening(Rulings.rule("*", Instant.EPOCH, 3, Duration.ofSeconds(60)));
    Callback task = patient.open(asked("c1", "13800138000", MORNING, MORNING.minusSeconds(20)));
    assertThat(task.phase()).isEqualTo(new Phase.Pending(MORNING));
  }

  @Test
  void who_was_lost_before_and_asks_for_it_now_keeps_the_better_place_and_is_called_at_once() {
    Callback task = open(lost("c1", "13800138000", JOINED.minusSeconds(600)));
    task = hears(task, CallbackInput.LostAgain.of(asked("c2", "13800138000", MORNING, JOINED)));
    assertThat(task.placeAt()).isEqualTo(JOINED.minusSeconds(600));
    assertThat(task.notBefore()).isEqualTo(MORNING);
    assertThat(task.lostCount()).isEqualTo(2);
    Callback worse = open(lost("c3", "13800138000", JOINED.plusSeconds(60)));
    worse = hears(worse, CallbackInput.LostAgain.of(asked("c4", "13800138000", MORNING, JOINED)));
    assertThat(worse.placeAt()).isEqualTo(JOINED);
  }

  @Test
  void who_could_not_be_reached_and_asks_for_it_now_does_not_wait_for_the_spacing() {
    Callback task = open(lost("c1", "13800138000", MORNING.minusSeconds(300)));
    AttemptId attempt = new AttemptId("c1-1");
    task = hears(task, new CallbackInput.Dial(ANNA));
    task = hears(task, new CallbackInput.AttemptOver(attempt, AttemptEnd.BUSY, now, 0));
    assertThat(task.phase()).isInstanceOf(Phase.WaitRetry.class);
    Callback lostOnly = hears(task, CallbackInput.LostAgain.of(lost("c2", "13800138000", MORNING)));
    assertThat(lostOnly.phase()).isInstanceOf(Phase.WaitRetry.class);
    task = hears(task, CallbackInput.LostAgain.of(asked("c2", "13800138000", MORNING, JOINED)));
    assertThat(task.phase()).isEqualTo(new Phase.Pending(MORNING));
    assertThat(task.attempts()).isEqualTo(1);
  }

  @Test
  void who_rings_back_and_is_served_needs_it_no_more() {
    Callback task = open(asked("c1", "13800138000", MORNING, JOINED));
    CallId back = new CallId("c2");
    now = MORNING.plusSeconds(20);
    task = hears(task, new CallbackInput.CallerBack(back, now));
    task = hears(task, new CallbackInput.CallerServed(back, now));
    assertThat(task.phase()).isEqualTo(new Phase.ResolvedByRecall(now, back));
  }
}
