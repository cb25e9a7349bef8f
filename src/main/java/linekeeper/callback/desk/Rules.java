package linekeeper.callback.desk;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.Guard;
import linekeeper.callback.model.Opening;
import linekeeper.callback.store.Callbacks.Change;
import linekeeper.kernel.AttemptId;

/**
 * What the desk goes by: the rules, and the clock.
 *
 * @param patience how long the floor may leave an attempt unanswered before it is asked again
 */
record Rules(Opening opening, Guard guard, ZoneId zone, InstantSource clock, Duration patience) {

  /** What an input makes of a task, by the rule under which its caller was lost. */
  Change change(CallbackInput input) {
    return task -> machine(task).step(task, input, clock.instant());
  }

  /** The place in the queue that a task's attempt has now. */
  CallbackEffect.Queue place(Callback task, AttemptId attempt) {
    return machine(task).place(task, attempt, clock.instant());
  }

  private CallbackMachine machine(Callback task) {
    return new CallbackMachine(opening.rules().rule(task.line(), task.firstLostAt()), zone);
  }
}
