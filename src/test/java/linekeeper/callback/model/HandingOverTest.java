package linekeeper.callback.model;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Step;
import org.junit.jupiter.api.Test;

/** "This one is for Ben: he knows the case." */
class HandingOverTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final AgentId BEN = new AgentId("ben");
  private static final AgentId CARL = new AgentId("carl");

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

  private String handedBy(AgentId by, boolean leads) {
    return hears(new CallbackInput.HandOver(by, leads, BEN));
  }

  @Test
  void who_holds_it_gives_it_to_another_who_alone_may_call_then() {
    hears(new CallbackInput.Claim(ANNA));
    now = now.plusSeconds(500);
    assertThat(handedBy(ANNA, false)).isEqualTo("ASSIGNED");
    assertThat(task.phase()).isEqualTo(new Phase.Assigned(now, BEN, ANNA));
    assertThat(hears(new CallbackInput.Dial(ANNA))).isEqualTo("callback.taken");
    assertThat(hears(new CallbackInput.Dial(BEN))).isEqualTo("DIALING");
  }

  @Test
  void who_does_not_hold_it_gives_it_to_nobody_unless_he_leads() {
    assertThat(handedBy(CARL, false)).isEqualTo("callback.not-claimed");
    hears(new CallbackInput.Claim(ANNA));
    assertThat(handedBy(CARL, false)).isEqualTo("callback.not-claimed");
    assertThat(handedBy(CARL, true)).isEqualTo("ASSIGNED");
    assertThat(task.phase()).isEqualTo(new Phase.Assigned(now, BEN, CARL));
  }

  @Test
  void whom_it_was_given_to_takes_note_of_that_and_holds_it_no_longer_for_it() {
    hears(new CallbackInput.Claim(ANNA));
    handedBy(ANNA, false);
    Phase given = task.phase();
    assertThat(hears(new CallbackInput.Claim(CARL))).isEqualTo("callback.taken");
    assertThat(task.phase()).isEqualTo(given);
    now = now.plusSeconds(60);
    assertThat(hears(new CallbackInput.Claim(BEN))).isEqualTo("ASSIGNED");
    assertThat(task.phase()).isEqualTo(new Phase.Assigned(given.since(), BEN));
  }

  @Test
  void a_leader_takes_it_out_of_the_queue_for_somebody() {
    hears(new CallbackInput.TakePlace());
    assertThat(handedBy(CARL, false)).isEqualTo("callback.not-claimed");
    assertThat(handedBy(CARL, true)).isEqualTo("ASSIGNED");
    assertThat(effects).contains(new Withdraw(new AttemptId("c1-1")));
  }

  @Test
  void whom_it_was_given_to_and_who_does_not_dial_holds_it_no_longer_than_one_who_claimed_it() {
    hears(new CallbackInput.Claim(ANNA));
    handedBy(ANNA, false);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(hears(new CallbackInput.TimePassed())).isEqualTo("PENDING");
  }

  @Test
  void while_he_is_called_and_when_it_is_over_nobody_hands_it_over() {
    hears(new CallbackInput.Dial(ANNA));
    assertThat(handedBy(ANNA, true)).isEqualTo("callback.under-way");
    assertThat(task.phase()).isInstanceOf(Phase.Dialing.class);
    Callback closed = task.in(new Phase.Unreachable(now, Reason.MAX_ATTEMPTS));
    task = closed;
    assertThat(handedBy(ANNA, true)).isEqualTo("callback.closed");
    assertThat(task).isEqualTo(closed);
  }
}
