package linekeeper.callback.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Promise;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;

/**
 * A time that was promised to the citizen: "call me tomorrow at ten". Before it he is left in
 * peace; then he stands in the queue like one who comes at that moment. It is begun anew: what was
 * tried before the promise does not count against it.
 */
final class Scheduling {
  private final CallbackRule rule;
  private final ZoneId zone;

  Scheduling(CallbackRule rule, ZoneId zone) {
    this.rule = rule;
    this.zone = zone;
  }

  Step<Callback, CallbackEffect> schedule(
      Callback task, CallbackInput.Schedule input, Instant now) {
    Instant until = input.until() == null ? input.from().plus(rule.firstWithin()) : input.until();
    Refusal refusal = refuse(input.from(), until, now);
    refusal = refusal == null ? notNow(task, input) : refusal;
    if (refusal != null) {
      return Step.refused(task, refusal);
    }
    Callback promised = task.promised(input.from(), until);
    CallbackEffect noted = new Promise(input.by(), now, input.from(), until);
    return switch (task.phase()) {
      case Phase.Queued it ->
          Step.to(promised.in(new Phase.Pending(now)), List.of(noted, new Withdraw(it.attempt())));
      // they talk on; when they have talked he is owed the call that he was promised
      case Phase.Connected _ -> Step.to(promised, List.of(noted));
      case Phase.Pending _, Phase.Assigned _, Phase.WaitRetry _ ->
          Step.to(promised.in(new Phase.Pending(now)), List.of(noted));
      case Phase.Dialing _, Phase.Closed _ -> Step.same(task);
    };
  }

  /** Why that is no time at which he may be promised a call, or null. */
  private @Nullable Refusal refuse(Instant from, Instant until, Instant now) {
    if (from.isBefore(now)) {
      return Refusal.of("schedule.past", "this moment has passed", "from");
    }
    if (!until.isAfter(from)) {
      return Refusal.of("schedule.window", "must be after from", "until");
    }
    if (from.isAfter(now.plus(rule.scheduleWithin()))) {
      return tooFar("from");
    }
    if (until.isAfter(now.plus(rule.scheduleWithin()))) {
      return tooFar("until");
    }
    if (rule.quiet(from, zone)) {
      return Refusal.of("schedule.quiet-hours", "people sleep then: " + rule.reason(), "from");
    }
    return until.isAfter(rule.evening(from, zone))
        ? Refusal.of("schedule.quiet-hours", "people sleep then: " + rule.reason(), "until")
        : null;
  }

  private Refusal tooFar(String field) {
    return Refusal.of(
        "schedule.too-far",
        "a call is promised no more than " + rule.scheduleWithin().toHours() + " hours ahead",
        field);
  }

  private static @Nullable Refusal notNow(Callback task, CallbackInput.Schedule input) {
    if (task.onLine() != null) {
      return Refusal.of("citizen.on-the-line", "he is on the line himself: see the floor");
    }
    return switch (task.phase()) {
      case Phase.Dialing _ ->
          Refusal.of("callback.under-way", "an attempt to reach him is under way");
      case Phase.Assigned it -> anothers(it.agent(), input);
      case Phase.Connected it -> anothers(it.agent(), input);
      case Phase.Pending _, Phase.Queued _, Phase.WaitRetry _, Phase.Closed _ -> null;
    };
  }

  private static @Nullable Refusal anothers(AgentId agent, CallbackInput.Schedule input) {
    return input.leads() || agent.equals(input.by())
        ? null
        : Refusal.of("callback.taken", "another agent has taken it");
  }
}
