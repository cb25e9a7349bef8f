package linekeeper.callback.model;

import java.time.Instant;
import java.util.List;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;

/**
 * One agent gives a task to another: his own, or, as a team leader, any that nobody is calling. It
 * is as if the other had claimed it at that moment, but that he has to take note of it.
 */
final class HandingOver {
  private HandingOver() {}

  static Step<Callback, CallbackEffect> to(
      Callback task, CallbackInput.HandOver input, Instant now) {
    Step<Callback, CallbackEffect> given =
        Step.to(task.in(new Phase.Assigned(now, input.to(), input.by())));
    return switch (task.phase()) {
      case Phase.Assigned it -> input.leads() || it.agent().equals(input.by()) ? given : not(task);
      case Phase.Pending _ -> input.leads() ? given : not(task);
      case Phase.Queued it ->
          input.leads() ? Step.to(given.state(), List.of(new Withdraw(it.attempt()))) : not(task);
      case Phase.WaitRetry it -> CallbackMachine.early(task, it.until());
      case Phase.Dialing _, Phase.Connected _ ->
          Step.refused(
              task, Refusal.of("callback.under-way", "an attempt to reach him is under way"));
      case Phase.Closed _ -> Step.same(task);
    };
  }

  private static Step<Callback, CallbackEffect> not(Callback task) {
    return Step.refused(
        task, Refusal.of("callback.not-claimed", "only what you hold can be handed over by you"));
  }
}
