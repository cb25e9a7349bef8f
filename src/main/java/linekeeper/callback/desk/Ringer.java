package linekeeper.callback.desk;

import java.util.concurrent.CompletionStage;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackEffect.Queue;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.store.Attempt;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets the floor ring, and stop ringing, after the commit. The floor does nothing twice for the
 * same attempt, so whatever may have been lost is told again.
 */
@Component
final class Ringer {
  private static final Logger LOG = LoggerFactory.getLogger(Ringer.class);
  static final String NOT_BEGUN = "NOT_BEGUN";

  /** What the floor says of an attempt that it began some time ago. */
  static final String OVER = "attempt.over";

  /** What it says of one that it does not know. */
  private static final String NEVER_BEGUN = "attempt.unknown";

  private static final Refusal DROPPED =
      Refusal.of("attempt.dropped", "nobody wants this attempt any more");

  private final Floor floor;
  private final Callbacks callbacks;
  private final Rules rules;

  Ringer(Floor floor, Callbacks callbacks, Rules rules) {
    this.floor = floor;
    this.callbacks = callbacks;
    this.rules = rules;
  }

  /**
   * Asks the floor to begin a committed attempt, at its seat or in the queue; completes with what
   * it said.
   */
  CompletionStage<Floor.Answer> ring(Callback task, Attempt attempt) {
    SeatId seat = attempt.seat();
    AgentId agent = attempt.agent();
    if (seat != null && agent != null) {
      return floor.ask(
          new FloorCommand.CallOut(
              seat, agent, attempt.id(), task.citizen(), task.line(), rules.manner(task)));
    }
    Queue place = rules.place(task, attempt.id());
    return floor.ask(
        new FloorCommand.QueueCallback(
            attempt.id(),
            task.citizen(),
            task.line(),
            task.placeAt(),
            place.until(),
            place.keepFree(),
            rules.manner(task)));
  }

  /** The floor would not: nothing rang, and it may be tried again. */
  void refused(Attempt attempt, Refusal refusal) {
    callbacks.settle(
        attempt,
        NOT_BEGUN,
        refusal.code(),
        rules.clock().instant(),
        rules.change(new CallbackInput.AttemptRefused(attempt.id(), refusal.code().equals(OVER))));
  }

  /**
   * Nobody wants this attempt any more, and only the floor knows whether a phone rang for it: what
   * it began has an end of its own, which will be heard.
   */
  void giveUp(Attempt attempt) {
    var _ =
        floor
            .ask(new FloorCommand.Withdraw(attempt.id()))
            .thenAccept(answer -> {
              Refusal refusal = answer.refusal();
              if (refusal != null && refusal.code().equals(NEVER_BEGUN)) {
                refused(attempt, DROPPED);
              }
            })
            .exceptionally(bug -> {
              LOG.error("attempt {} could not be given up", attempt.id(), bug);
              return null;
            });
  }

  /** Performs what a step asks for besides ringing. */
  void withdraw(Step<Callback, CallbackEffect> step) {
    for (CallbackEffect effect : step.effects()) {
      if (effect instanceof Withdraw(AttemptId attempt)) {
        withdraw(attempt);
      }
    }
  }

  private void withdraw(AttemptId attempt) {
    var _ =
        floor
            .ask(new FloorCommand.Withdraw(attempt))
            .whenComplete((_, bug) -> {
              if (bug != null) {
                LOG.error("attempt {} could not be withdrawn", attempt, bug);
              }
            });
  }
}
