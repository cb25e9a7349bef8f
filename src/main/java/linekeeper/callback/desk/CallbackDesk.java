package linekeeper.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import linekeeper.access.Role;
import linekeeper.call.Floor;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackEffect.Ring;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What agents and team leaders do about callbacks. */
@Component
public final class CallbackDesk {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Refusal UNKNOWN =
      Refusal.of("callback.unknown", "there is no callback of that id");

  private final Callbacks callbacks;
  private final Rules rules;
  private final Ringer ringer;
  private final Floor floor;

  CallbackDesk(Callbacks callbacks, Rules rules, Ringer ringer, Floor floor) {
    this.callbacks = callbacks;
    this.rules = rules;
    this.ringer = ringer;
    this.floor = floor;
  }

  /** Does what needs no ringing; answers with the refusal, or null. */
  public @Nullable Refusal change(CallbackId id, CallbackInput input) {
    Optional<Step<Callback, CallbackEffect>> step = callbacks.change(id, rules.change(input));
    step.ifPresent(ringer::withdraw);
    return refusal(step);
  }

  /** Gives it to an agent, who must be there to take it. */
  public @Nullable Refusal handOver(CallbackId id, CallbackInput.HandOver input) {
    return floor.seatOf(input.to()) == null
        ? Refusal.of("agent.not-there", "no such agent is signed in", "agent")
        : change(id, input);
  }

  /**
   * Rings the agent, then the citizen. The attempt is committed before the floor is asked;
   * completes with the refusal, or with nothing where the agent's phone rings.
   */
  public CompletionStage<Optional<Refusal>> dial(CallbackId id, AgentId agent, Set<Role> roles) {
    SeatId seat = floor.seatOf(agent);
    if (seat == null) {
      return now(Refusal.of("seat.signed-out", "sign in at a seat first"));
    }
    Instant moment = rules.clock().instant();
    Refusal refusal = guard(id, agent, roles, moment);
    if (refusal != null) {
      return now(refusal);
    }
    Optional<Step<Callback, CallbackEffect>> step =
        callbacks.dial(id, seat, moment, rules.change(new CallbackInput.Dial(agent)));
    // it may have had its place in the queue
    step.ifPresent(ringer::withdraw);
    refusal = refusal(step);
    return refusal != null ? now(refusal) : ring(step.orElseThrow());
  }

  private @Nullable Refusal guard(CallbackId id, AgentId agent, Set<Role> roles, Instant moment) {
    Callback task = callbacks.find(id).orElse(null);
    if (task == null) {
      return UNKNOWN;
    }
    Instant from = moment.minus(HOUR);
    return rules
        .guard()
        .refuse(
            roles,
            task.citizen(),
            callbacks.attemptsSince(from, agent),
            callbacks.attemptsSince(from));
  }

  private CompletionStage<Optional<Refusal>> ring(Step<Callback, CallbackEffect> step) {
    for (CallbackEffect effect : step.effects()) {
      if (effect instanceof Ring(AttemptId id, AgentId _)) {
        return callbacks
            .attempt(id)
            .map(attempt ->
                ringer
                    .ring(step.state(), attempt)
                    .thenApply(answer -> {
                      Refusal refusal = answer.refusal();
                      if (refusal != null) {
                        ringer.refused(attempt, refusal);
                      }
                      return Optional.ofNullable(refusal);
                    }))
            .orElseThrow();
      }
    }
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private static @Nullable Refusal refusal(Optional<Step<Callback, CallbackEffect>> step) {
    return step.isEmpty() ? UNKNOWN : step.get().refusal();
  }

  private static CompletionStage<Optional<Refusal>> now(Refusal refusal) {
    return CompletableFuture.completedFuture(Optional.of(refusal));
  }
}
