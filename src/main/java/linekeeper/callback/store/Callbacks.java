package linekeeper.callback.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import linekeeper.call.event.CallEvent;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackEffect.Promise;
import linekeeper.callback.model.CallbackEffect.Queue;
import linekeeper.callback.model.CallbackEffect.Ring;
import linekeeper.callback.model.CallbackEffect.Withdraw;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is owed, kept. Every change is committed when its method returns, and nobody else changes
 * the same task meanwhile.
 */
@Component
public final class Callbacks {
  private final TaskTable tasks;
  private final AttemptTable attempts;
  private final PastTable past;
  private final TransactionTemplate transaction;

  /** On this database. */
  public Callbacks(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.tasks = new TaskTable(jdbc);
    this.attempts = new AttemptTable(jdbc);
    this.past = new PastTable(jdbc);
    this.transaction = new TransactionTemplate(transactions);
  }

  /** How a task changes. */
  public interface Change extends Function<Callback, Step<Callback, CallbackEffect>> {}

  /** One task. */
  public Optional<Callback> find(CallbackId id) {
    return tasks.find(id);
  }

  /** Open tasks, the earliest place first, or closed ones, newest first. */
  public List<Callback> list(boolean closed, int limit) {
    return tasks.list(closed, limit);
  }

  /** A task's attempts, first to last. */
  public List<Attempt> attempts(CallbackId id) {
    return attempts.of(id);
  }

  /**
   * What a citizen was owed, the newest first: tasks that were opened before that moment, and of
   * those at that moment the ones with a lesser id.
   */
  public List<PastCallback> past(
      PhoneNumber citizen, Instant beforeAt, String beforeId, int limit) {
    return past.of(citizen, beforeAt, beforeId, limit);
  }

  /**
   * Takes a lost request in, once: it joins the caller's open task, or opens one. Hearing of the
   * same loss again changes nothing.
   */
  public Optional<Step<Callback, CallbackEffect>> lost(
      CallEvent.Lost lost, Change join, Callback fresh) {
    return alone(() -> {
      if (tasks.knows(lost.call())) {
        return Optional.empty();
      }
      Optional<Callback> open = tasks.lockOpen(fresh.citizen());
      Step<Callback, CallbackEffect> step = open.map(join).orElseGet(() -> Step.to(fresh));
      if (open.isPresent()) {
        tasks.save(step.state());
      } else {
        tasks.insert(fresh);
      }
      tasks.insertLoss(lost, step.state().id());
      return Optional.of(step);
    });
  }

  /** Changes a task; nothing where there is none of that id. */
  public Optional<Step<Callback, CallbackEffect>> change(CallbackId id, Change change) {
    return alone(() -> changed(tasks.lock(id), change));
  }

  /** Changes the task that a citizen has open, where he has one. */
  public Optional<Step<Callback, CallbackEffect>> changeOpen(PhoneNumber citizen, Change change) {
    return alone(() -> changed(tasks.lockOpen(citizen), change));
  }

  /**
   * Changes a task and commits the attempt that it asks for with it, for that seat, or, where that
   * is null, for whichever seat's turn it will be.
   */
  public Optional<Step<Callback, CallbackEffect>> dial(
      CallbackId id, @Nullable SeatId seat, Instant now, Change change) {
    return alone(() ->
        changed(tasks.lock(id), change)
            .map(step -> {
              step.effects().forEach(it -> intend(it, step.state(), seat, now));
              return step;
            }));
  }

  private void intend(CallbackEffect effect, Callback task, @Nullable SeatId seat, Instant now) {
    switch (effect) {
      case Ring(AttemptId attempt, AgentId agent) ->
          attempts.intend(task, attempt, seat, agent, now);
      case Queue it -> attempts.intend(task, it.attempt(), null, null, now);
      case Promise _, Withdraw _ -> {}
    }
  }

  /**
   * Tasks that are due and that nobody has taken, the earliest place first; the page after a task,
   * or the first page where that is null.
   */
  public List<Callback> due(Instant now, @Nullable Callback after, int limit) {
    return tasks.due(now, after, limit);
  }

  /** When time alone makes something due next, after this moment and no later than that one. */
  public Optional<Instant> next(Instant after, Instant latest) {
    return tasks.next(after, latest);
  }

  /** What agents were given by others and have not taken note of, the oldest first. */
  public List<Callback> handed(int limit) {
    return tasks.handed(limit);
  }

  /** How many tasks wait in the queue. */
  public int queued() {
    return tasks.count("QUEUED");
  }

  /** The floor lets an attempt ring at a seat. */
  public Optional<Step<Callback, CallbackEffect>> begun(CallEvent.CalledOut event, Change change) {
    return alone(() -> {
      attempts.begun(event);
      return changed(event.attempt(), change);
    });
  }

  /** The floor has given an attempt its place in the queue. */
  public Optional<Step<Callback, CallbackEffect>> waits(
      CallEvent.CallbackWaits event, Change change) {
    return alone(() -> {
      attempts.waits(event);
      return changed(event.attempt(), change);
    });
  }

  /** The attempt by which a call of ours is made, if it is one of these. */
  public Optional<Attempt> attemptOf(CallId call) {
    return attempts.byCall(call);
  }

  /** The citizen talks to an agent. */
  public void answered(Attempt attempt, CallEvent.Answered event, Change change) {
    var _ =
        alone(() -> {
          attempts.answered(attempt.id(), event);
          return changed(tasks.lock(attempt.callback()), change);
        });
  }

  /** An attempt is over. */
  public void over(CallEvent.AttemptOver event, Change change) {
    var _ =
        alone(() -> {
          attempts.over(event);
          return changed(event.attempt(), change);
        });
  }

  /** An attempt came to nothing that an event would tell of. */
  public void settle(Attempt attempt, String outcome, String detail, Instant now, Change change) {
    var _ =
        alone(() -> {
          boolean settled = attempts.settle(attempt, outcome, detail, now);
          return settled
              ? changed(tasks.lock(attempt.callback()), change)
              : Optional.<Step<Callback, CallbackEffect>>empty();
        });
  }

  /** One attempt. */
  public Optional<Attempt> attempt(AttemptId id) {
    return attempts.find(id);
  }

  /** Attempts without an outcome that were committed before this moment. */
  public List<Attempt> openAttempts(Instant before) {
    return attempts.open(before);
  }

  /** Attempts that have been over since before then, of which the switch's fence still knows. */
  public List<AttemptId> fenced(Instant before, int limit) {
    return attempts.fenced(before, limit);
  }

  /** The fence knows nothing of an attempt any more. */
  public void unfenced(AttemptId attempt) {
    attempts.unfenced(attempt);
  }

  /** Tasks for which time alone may change something. */
  public List<CallbackId> ripe(Instant now, Instant claimedBefore, Instant lostBefore) {
    return tasks.ripe(now, claimedBefore, lostBefore);
  }

  /** How many attempts were made since then. */
  public int attemptsSince(Instant from) {
    return attempts.since(from);
  }

  /** How many attempts an agent made since then. */
  public int attemptsSince(Instant from, AgentId agent) {
    return attempts.since(from, agent);
  }

  private Optional<Step<Callback, CallbackEffect>> changed(AttemptId attempt, Change change) {
    return changed(attempts.find(attempt).flatMap(it -> tasks.lock(it.callback())), change);
  }

  private Optional<Step<Callback, CallbackEffect>> changed(
      Optional<Callback> locked, Change change) {
    Optional<Step<Callback, CallbackEffect>> step = locked.map(change);
    step.filter(it -> it.refusal() == null).ifPresent(this::keep);
    return step;
  }

  private void keep(Step<Callback, CallbackEffect> step) {
    tasks.save(step.state());
    for (CallbackEffect effect : step.effects()) {
      if (effect instanceof Promise it) {
        past.promised(step.state().id(), it);
      }
    }
  }

  private <T> T alone(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
