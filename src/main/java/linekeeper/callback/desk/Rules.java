package linekeeper.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import linekeeper.access.Role;
import linekeeper.call.CallableNumbers;
import linekeeper.call.Manner;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Guard;
import linekeeper.callback.model.Opening;
import linekeeper.callback.model.Order;
import linekeeper.callback.store.Callbacks.Change;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the desk goes by: the rules, and the clock.
 *
 * @param patience how long the floor may leave an attempt unanswered before it is asked again
 * @param sweep how often what only time changes is looked at
 */
record Rules(
    Opening opening,
    Guard guard,
    ZoneId zone,
    InstantSource clock,
    Duration patience,
    Duration sweep)
    implements CallableNumbers {
  private static final Set<Role> ANYBODY = Set.of(Role.AGENT);

  /** What an input makes of a task, by the rule under which its caller was lost. */
  Change change(CallbackInput input) {
    return task -> machine(task).step(task, input, clock.instant());
  }

  /** Every way in which a citizen's number may be heard; none of one that was withheld. */
  Set<PhoneNumber> spellings(PhoneNumber citizen) {
    return opening.plan().spellings(citizen);
  }

  /** The place in the queue that a task's attempt has now. */
  CallbackEffect.Queue place(Callback task, AttemptId attempt) {
    return machine(task).place(task, attempt, clock.instant());
  }

  /** How the task's citizen is called. */
  Manner manner(Callback task) {
    CallbackRule rule = rule(task);
    return new Manner(rule.listenFirst(), rule.order() == Order.CUSTOMER_FIRST);
  }

  /**
   * Whether whichever seat's turn it is may call him; what no agent may call waits for somebody to
   * claim it.
   */
  @Nullable Refusal refuse(PhoneNumber number, int made) {
    return guard.refuse(ANYBODY, opening.citizen(number), 0, made);
  }

  /** Whether a request lost then would be called back by itself. */
  @Override
  public boolean callable(PhoneNumber number, LineId line, Instant at) {
    return opening.reason(number) == null
        && opening.rules().rule(line, at).automatic()
        && refuse(number, 0) == null;
  }

  private CallbackMachine machine(Callback task) {
    return new CallbackMachine(rule(task), zone);
  }

  /** The rule under which its caller was lost. */
  private CallbackRule rule(Callback task) {
    return opening.rules().rule(task.line(), task.firstLostAt());
  }
}
