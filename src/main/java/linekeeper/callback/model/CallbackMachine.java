package linekeeper.callback.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import linekeeper.call.event.AttemptEnd;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect.Ring;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;

/**
 * The obligation machine (domain 3.4.4).
 *
 * <pre>
 *  PENDING <-> ASSIGNED -> DIALING -> CONNECTED -> DONE
 *     ^ '----> QUEUED <------^ |           |       in the queue it waits for a seat, not for a click
 *     +------ WAIT_RETRY <-----+-----------+       nobody talked: again, while the rule allows
 *  any open -> UNREACHABLE          as many attempts, or as long, as the rule allows
 *  any open -> RESOLVED_BY_RECALL   the caller got through by himself
 *  any open -> CANCELLED            by a team leader
 *  resting, CONNECTED -> PENDING    he was promised a call at a time of his
 * </pre>
 *
 * <p>A task ends once, with an outcome and its reason; nothing leads out of that.
 */
public final class CallbackMachine {
  /** How long the floor is left alone after it refused a place. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final CallbackRule rule;
  private final ZoneId zone;

  /** A machine by this rule, in whose quiet hours the clock of this zone counts. */
  public CallbackMachine(CallbackRule rule, ZoneId zone) {
    this.rule = rule;
    this.zone = zone;
  }

  /** One step. */
  public Step<Callback, CallbackEffect> step(Callback task, CallbackInput input, Instant now) {
    if (task.phase() instanceof Phase.Closed closed) {
      return closed(task, closed, input);
    }
    return switch (input) {
      case CallbackInput.LostAgain it -> Recall.lostAgain(task, it, rule, now);
      case CallbackInput.CallerBack it -> Recall.back(task, it);
      case CallbackInput.CallerServed it -> Recall.served(task, it, now);
      case CallbackInput.CallerLeft it ->
          it.call().equals(task.onLine()) ? Step.to(task.onLine(null)) : Step.same(task);
      case CallbackInput.Claim it -> claim(task, it.by(), now);
      case CallbackInput.Release it -> release(task, it, now);
      case CallbackInput.HandOver it -> HandingOver.to(task, it, now);
      case CallbackInput.Schedule it -> new Scheduling(rule, zone).schedule(task, it, now);
      case CallbackInput.Dial it -> dial(task, it.by(), now);
      case CallbackInput.TakePlace _ -> takePlace(task, now);
      case CallbackInput.AttemptWaits it -> waits(task, it.attempt(), now);
      case CallbackInput.AttemptOffered it -> offered(task, it, now);
      case CallbackInput.AttemptRefused it -> refused(task, it, now);
      case CallbackInput.AttemptAnswered it ->
          task.phase() instanceof Phase.Dialing phase && phase.attempt().equals(it.attempt())
              ? Step.to(
                  task.in(new Phase.Connected(now, it.agent(), it.attempt(), it.call(), null)))
              : Step.same(task);
      case CallbackInput.AttemptOver it -> over(task, it, now);
      case CallbackInput.Finish it -> finish(task, it);
      case CallbackInput.Cancel _ -> cancel(task, now);
      case CallbackInput.TimePassed _ -> passed(task, now);
    };
  }

  /** The outcome stays; an attempt that is under way all the same is given up. */
  private static Step<Callback, CallbackEffect> closed(
      Callback task, Phase.Closed closed, CallbackInput input) {
    return switch (input) {
      case CallbackInput.Finish it -> correct(task, closed, it);
      case CallbackInput.Claim _,
          CallbackInput.Release _,
          CallbackInput.HandOver _,
          CallbackInput.Schedule _,
          CallbackInput.Dial _,
          CallbackInput.Cancel _ ->
          Step.refused(task, Refusal.of("callback.closed", "this callback has its outcome"));
      case CallbackInput.LostAgain _,
          CallbackInput.CallerBack _,
          CallbackInput.CallerServed _,
          CallbackInput.CallerLeft _,
          CallbackInput.TakePlace _,
          CallbackInput.AttemptRefused _,
          CallbackInput.AttemptAnswered _,
          CallbackInput.AttemptOver _,
          CallbackInput.TimePassed _ ->
          Step.same(task);
      case CallbackInput.AttemptWaits it -> notOurs(task, it.attempt());
      case CallbackInput.AttemptOffered it -> notOurs(task, it.attempt());
    };
  }

  /** What came of it is often said after the hang-up. */
  private static Step<Callback, CallbackEffect> correct(
      Callback task, Phase.Closed closed, CallbackInput.Finish input) {
    return closed instanceof Phase.Done done && done.agent().equals(input.by())
        ? Step.to(task.in(new Phase.Done(done.since(), done.agent(), input.result())))
        : Step.refused(
            task, Refusal.of("callback.not-yours", "another agent talked to this citizen"));
  }

  private static Step<Callback, CallbackEffect> claim(Callback task, AgentId by, Instant now) {
    return switch (task.phase()) {
      case Phase.Pending _ -> Step.to(task.in(new Phase.Assigned(now, by)));
      // the agent is quicker than the queue
      case Phase.Queued it ->
          Step.to(task.in(new Phase.Assigned(now, by)), List.of(new Withdraw(it.attempt())));
      // who was given it takes note of that
      case Phase.Assigned it ->
          it.agent().equals(by)
              ? Step.to(task.in(new Phase.Assigned(it.since(), by)))
              : taken(task);
      case Phase.Dialing it -> it.agent().equals(by) ? Step.same(task) : taken(task);
      case Phase.Connected it -> it.agent().equals(by) ? Step.same(task) : taken(task);
      case Phase.WaitRetry it -> early(task, it.until());
      case Phase.Closed _ -> Step.same(task);
    };
  }

  private static Step<Callback, CallbackEffect> release(
      Callback task, CallbackInput.Release input, Instant now) {
    if (!(task.phase() instanceof Phase.Assigned it)) {
      return Step.refused(
          task, Refusal.of("callback.not-claimed", "nobody holds this callback idle"));
    }
    return input.leads() || it.agent().equals(input.by())
        ? Step.to(task.in(new Phase.Pending(now)))
        : taken(task);
  }

  private Step<Callback, CallbackEffect> dial(Callback task, AgentId by, Instant now) {
    Step<Callback, CallbackEffect> claimed = claim(task, by, now);
    if (claimed.refusal() != null) {
      return claimed;
    }
    if (!(claimed.state().phase() instanceof Phase.Assigned)) {
      return Step.refused(
          task, Refusal.of("callback.under-way", "an attempt to reach him is under way"));
    }
    if (task.onLine() != null) {
      return Step.refused(
          task, Refusal.of("citizen.on-the-line", "he is on the line himself: see the floor"));
    }
    if (now.isBefore(task.notBefore())) {
      return early(task, task.notBefore());
    }
    if (rule.asleep(task.lastLostAt(), now, zone)) {
      return Step.refused(
          task, Refusal.of("callback.quiet-hours", "people sleep now: " + rule.reason()));
    }
    Callback asking = task.asking();
    AttemptId attempt = asking.id().attempt(asking.asked());
    List<CallbackEffect> effects = new ArrayList<>(claimed.effects());
    effects.add(new Ring(attempt, by));
    return Step.to(asking.in(new Phase.Dialing(now, by, attempt)), effects);
  }

  private Step<Callback, CallbackEffect> takePlace(Callback task, Instant now) {
    boolean ready = rule.automatic() && task.phase() instanceof Phase.Pending;
    if (!ready || task.onLine() != null || now.isBefore(task.notBefore())) {
      return Step.same(task);
    }
    if (rule.asleep(task.lastLostAt(), now, zone)) {
      return Step.to(task.notBefore(rule.awake(now, zone)));
    }
    Callback asking = task.asking();
    AttemptId attempt = asking.id().attempt(asking.asked());
    return Step.to(asking.in(new Phase.Queued(now, attempt)), List.of(place(task, attempt, now)));
  }

  /** The place in the queue that a task's attempt has now. */
  public CallbackEffect.Queue place(Callback task, AttemptId attempt, Instant now) {
    Instant until = rule.until(task.lastLostAt(), now, zone);
    return new CallbackEffect.Queue(attempt, until, rule.keepFree());
  }

  private static Step<Callback, CallbackEffect> waits(
      Callback task, AttemptId attempt, Instant now) {
    return switch (task.phase()) {
      case Phase.Queued it when it.attempt().equals(attempt) -> Step.same(task);
      case Phase.Dialing it when it.attempt().equals(attempt) ->
          Step.to(task.in(new Phase.Queued(now, attempt)));
      default -> notOurs(task, attempt);
    };
  }

  private static Step<Callback, CallbackEffect> offered(
      Callback task, CallbackInput.AttemptOffered input, Instant now) {
    Callback dialing = task.in(new Phase.Dialing(now, input.agent(), input.attempt()));
    return switch (task.phase()) {
      case Phase.Queued it when it.attempt().equals(input.attempt()) -> Step.to(dialing);
      case Phase.Dialing it when it.attempt().equals(input.attempt()) ->
          it.agent().equals(input.agent()) ? Step.same(task) : Step.to(dialing);
      default -> notOurs(task, input.attempt());
    };
  }

  /** An attempt that crossed with somebody's decision is given up; where it is over, no harm. */
  private static Step<Callback, CallbackEffect> notOurs(Callback task, AttemptId attempt) {
    return task.phase() instanceof Phase.Connected it && it.attempt().equals(attempt)
        ? Step.same(task)
        : Step.to(task, List.of(new Withdraw(attempt)));
  }

  /** Nothing was begun, so that the next attempt bears the same number; the fence knows it not. */
  private static Step<Callback, CallbackEffect> refused(
      Callback task, CallbackInput.AttemptRefused input, Instant now) {
    if (!input.attempt().equals(task.attempt())) {
      return Step.same(task);
    }
    Callback back = input.used() ? task : task.notAsked();
    return switch (task.phase()) {
      case Phase.Dialing it -> Step.to(back.in(new Phase.Assigned(now, it.agent())));
      // whatever the floor had against it may last a little
      case Phase.Queued _ -> Step.to(back.in(new Phase.WaitRetry(now, now.plus(PAUSE))));
      case Phase.Connected _,
          Phase.Pending _,
          Phase.Assigned _,
          Phase.WaitRetry _,
          Phase.Closed _ ->
          Step.same(task);
    };
  }

  private Step<Callback, CallbackEffect> over(
      Callback task, CallbackInput.AttemptOver input, Instant now) {
    return switch (task.phase()) {
      case Phase.Connected it when it.attempt().equals(input.attempt()) ->
          talked(task, it, input, now);
      case Phase.Dialing it when it.attempt().equals(input.attempt()) ->
          rang(task, it.agent(), input, now);
      case Phase.Queued it when it.attempt().equals(input.attempt()) ->
          rang(task, null, input, now);
      case Phase.Connected _,
          Phase.Dialing _,
          Phase.Queued _,
          Phase.Pending _,
          Phase.Assigned _,
          Phase.WaitRetry _,
          Phase.Closed _ ->
          Step.same(task);
    };
  }

  private Step<Callback, CallbackEffect> talked(
      Callback task, Phase.Connected phase, CallbackInput.AttemptOver input, Instant now) {
    Callback dialled = input.dialledAt() == null ? task : task.dialled(input.dialledAt());
    if (dialled.scheduledFor() != null) {
      // while they talked he was promised another call
      return Step.to(dialled.in(new Phase.Pending(now)));
    }
    if (input.talkMillis() <= 0) {
      return unreached(dialled, now);
    }
    Result result = phase.result() == null ? Result.ANSWERED : phase.result();
    return Step.to(dialled.in(new Phase.Done(now, phase.agent(), result)));
  }

  private Step<Callback, CallbackEffect> rang(
      Callback task, @Nullable AgentId agent, CallbackInput.AttemptOver input, Instant now) {
    if (input.dialledAt() == null || input.end() == AttemptEnd.WITHDRAWN) {
      // his phone did not ring, or he called us: that is not held against him
      return Step.to(task.in(new Phase.Pending(now)));
    }
    Callback dialled = task.dialled(input.dialledAt());
    if (agent != null && input.end() == AttemptEnd.CONNECTED && input.talkMillis() > 0) {
      return Step.to(dialled.in(new Phase.Done(now, agent, Result.ANSWERED)));
    }
    if (input.end() == AttemptEnd.NUMBER_INVALID) {
      return Step.to(dialled.in(new Phase.Unreachable(now, Reason.NUMBER_INVALID)));
    }
    return unreached(dialled, now);
  }

  private Step<Callback, CallbackEffect> unreached(Callback task, Instant now) {
    if (task.attempts() >= rule.attempts()) {
      return Step.to(task.in(new Phase.Unreachable(now, Reason.MAX_ATTEMPTS)));
    }
    Instant until = now.plus(rule.after(task.attempts()));
    return Step.to(task.in(new Phase.WaitRetry(now, until)));
  }

  private static Step<Callback, CallbackEffect> finish(Callback task, CallbackInput.Finish input) {
    return task.phase() instanceof Phase.Connected it && it.agent().equals(input.by())
        ? Step.to(
            task.in(
                new Phase.Connected(
                    it.since(), it.agent(), it.attempt(), it.call(), input.result())))
        : Step.refused(
            task, Refusal.of("callback.not-connected", "you are not talking to this citizen"));
  }

  private static Step<Callback, CallbackEffect> cancel(Callback task, Instant now) {
    return switch (task.phase()) {
      case Phase.Dialing _, Phase.Connected _ ->
          Step.refused(
              task, Refusal.of("callback.under-way", "an attempt to reach him is under way"));
      case Phase.Queued it ->
          Step.to(
              task.in(new Phase.Cancelled(now, Reason.BY_LEADER)),
              List.of(new Withdraw(it.attempt())));
      case Phase.Pending _, Phase.Assigned _, Phase.WaitRetry _, Phase.Closed _ ->
          Step.to(task.in(new Phase.Cancelled(now, Reason.BY_LEADER)));
    };
  }

  private Step<Callback, CallbackEffect> passed(Callback task, Instant now) {
    boolean resting =
        switch (task.phase()) {
          case Phase.Pending _, Phase.Queued _, Phase.Assigned _, Phase.WaitRetry _ -> true;
          case Phase.Dialing _, Phase.Connected _, Phase.Closed _ -> false;
        };
    boolean alone = task.onLine() == null;
    if (resting && alone && !now.isBefore(task.owedSince().plus(rule.giveUp()))) {
      return Step.to(
          task.in(new Phase.Unreachable(now, Reason.WINDOW_CLOSED)),
          task.phase() instanceof Phase.Queued it
              ? List.of(new Withdraw(it.attempt()))
              : List.of());
    }
    return switch (task.phase()) {
      case Phase.WaitRetry it when !now.isBefore(it.until()) ->
          Step.to(task.in(new Phase.Pending(now)));
      case Phase.Assigned it when !now.isBefore(it.since().plus(rule.claim())) ->
          Step.to(task.in(new Phase.Pending(now)));
      case Phase.WaitRetry _,
          Phase.Assigned _,
          Phase.Pending _,
          Phase.Queued _,
          Phase.Dialing _,
          Phase.Connected _,
          Phase.Closed _ ->
          Step.same(task);
    };
  }

  private static Step<Callback, CallbackEffect> taken(Callback task) {
    return Step.refused(task, Refusal.of("callback.taken", "another agent has taken it"));
  }

  static Step<Callback, CallbackEffect> early(Callback task, Instant until) {
    return Step.refused(
        task, Refusal.of("callback.too-early", "he is not to be called before " + until));
  }
}
