package linekeeper.callback.model;

import java.time.Instant;
import java.util.List;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.Step;

/** What the citizen's own calls do to the call that we owe him. */
final class Recall {
  private Recall() {}

  /**
   * Lost once more. Who asks for a callback waits for it by his phone, whatever came of an earlier
   * attempt; and who calls before the time that he was promised wants to be called now.
   */
  static Step<Callback, CallbackEffect> lostAgain(
      Callback task, CallbackInput.LostAgain input, CallbackRule rule, Instant now) {
    Instant earliest = input.asked() ? input.at() : input.at().plus(rule.notWithin());
    Instant due = input.at().plus(rule.firstWithin());
    Callback lost = task.lostAgain(input.at(), input.placeAt(), earliest, due);
    return Step.to(
        input.asked() && task.phase() instanceof Phase.WaitRetry
            ? lost.in(new Phase.Pending(now))
            : lost);
  }

  /** He is on the line himself: his phone must not ring. */
  static Step<Callback, CallbackEffect> back(Callback task, CallbackInput.CallerBack input) {
    if (input.at().isBefore(task.lastLostAt())) {
      // an old event, told again: that call is long over
      return Step.same(task);
    }
    return switch (task.phase()) {
      case Phase.Connected _ -> Step.same(task);
      case Phase.Dialing it ->
          Step.to(task.onLine(input.call()), List.of(new Withdraw(it.attempt())));
      case Phase.Queued it ->
          Step.to(task.onLine(input.call()), List.of(new Withdraw(it.attempt())));
      case Phase.Pending _, Phase.Assigned _, Phase.WaitRetry _, Phase.Closed _ ->
          Step.to(task.onLine(input.call()));
    };
  }

  static Step<Callback, CallbackEffect> served(
      Callback task, CallbackInput.CallerServed input, Instant now) {
    if (input.at().isBefore(task.lastLostAt())) {
      return Step.same(task);
    }
    Callback resolved = task.in(new Phase.ResolvedByRecall(now, input.call()));
    return switch (task.phase()) {
      case Phase.Connected _ -> Step.same(task);
      case Phase.Dialing it -> Step.to(resolved, List.of(new Withdraw(it.attempt())));
      case Phase.Queued it -> Step.to(resolved, List.of(new Withdraw(it.attempt())));
      case Phase.Pending _, Phase.Assigned _, Phase.WaitRetry _, Phase.Closed _ ->
          Step.to(resolved);
    };
  }
}
