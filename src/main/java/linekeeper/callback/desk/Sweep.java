package linekeeper.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import linekeeper.call.event.AttemptEnd;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.store.Attempt;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.Refusal;
import linekeeper.platform.lane.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sees to it that nothing sticks: what was committed and not begun is told again, what was never
 * heard of any more is settled, and what waits for time gets its time. It remembers nothing, so a
 * restart is no different from the next round.
 */
@Component
final class Sweep implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** How long a floor that cannot dial is asked before the attempt is given back. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** What falls due closer together than this is looked at together. */
  private static final Duration BREATH = Duration.ofMillis(20);

  /** No conversation lasts as long. */
  private static final Duration LONGEST_CALL = Duration.ofHours(4);

  private final Callbacks callbacks;
  private final Rules rules;
  private final Ringer ringer;
  private final Placing placing;
  private final Backlog backlog;
  private final Pruning pruning;
  private final Duration every;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

  Sweep(
      Callbacks callbacks,
      Rules rules,
      Ringer ringer,
      Placing placing,
      Backlog backlog,
      Pruning pruning) {
    this.placing = placing;
    this.backlog = backlog;
    this.callbacks = callbacks;
    this.rules = rules;
    this.ringer = ringer;
    this.pruning = pruning;
    this.every = rules.sweep();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("callback-sweep").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    bell.release();
    Threads.join(thread, every);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    long wholeAt = System.nanoTime();
    while (running) {
      Duration pause = every;
      try {
        Instant now = rules.clock().instant();
        if (System.nanoTime() - wholeAt >= 0) {
          wholeAt = System.nanoTime() + every.toNanos();
          sweep(now);
        } else {
          fallDue(now);
        }
        pause = pause(now, Duration.ofNanos(wholeAt - System.nanoTime()));
      } catch (RuntimeException failure) {
        LOG.warn("callbacks could not be looked through; trying again", failure);
      }
      try {
        var _ = bell.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  /** Until the next whole round, or until somebody is to be called before it. */
  private Duration pause(Instant now, Duration left) {
    Duration until =
        callbacks
            .next(now, now.plus(every))
            .map(next -> Duration.between(rules.clock().instant(), next))
            .orElse(left);
    Duration sooner = until.compareTo(left) < 0 ? until : left;
    return sooner.compareTo(BREATH) < 0 ? BREATH : sooner;
  }

  /** One round. */
  void sweep(Instant now) {
    for (Attempt attempt : callbacks.openAttempts(now.minus(rules.patience()))) {
      look(attempt, callbacks.find(attempt.callback()).orElseThrow(), now);
    }
    fallDue(now);
    backlog.round(now);
    pruning.round(now);
  }

  /** What time alone changes, and who is to be called now. */
  private void fallDue(Instant now) {
    Instant claimedBefore = now.minus(rules.opening().rules().shortestClaim());
    Instant lostBefore = now.minus(rules.opening().rules().shortestGiveUp());
    for (CallbackId ripe : callbacks.ripe(now, claimedBefore, lostBefore)) {
      callbacks
          .change(ripe, rules.change(new CallbackInput.TimePassed()))
          .ifPresent(ringer::withdraw);
    }
    placing.round(now);
  }

  private void look(Attempt attempt, Callback task, Instant now) {
    boolean waits = task.phase() instanceof Phase.Queued it && it.attempt().equals(attempt.id());
    if (attempt.begunAt() == null) {
      askAgain(attempt, task, now);
    } else if (!waits && now.isAfter(attempt.intendedAt().plus(LONGEST_CALL))) {
      forget(attempt, now);
    }
  }

  /** We were killed between the commit and the ring, or do not know whether it rang. */
  private void askAgain(Attempt attempt, Callback task, Instant now) {
    if (!attempt.id().equals(task.attempt())) {
      // an agent was quicker than the queue, or a leader ended it
      ringer.giveUp(attempt);
      return;
    }
    var _ =
        ringer
            .ring(task, attempt)
            .thenAccept(answer -> {
              Refusal refusal = answer.refusal();
              if (refusal != null && !mayChange(refusal, attempt, now)) {
                ringer.refused(attempt, refusal);
              }
            })
            .exceptionally(bug -> {
              LOG.error("attempt {} could not be told again", attempt.id(), bug);
              return null;
            });
  }

  /**
   * Just started, the floor is not open or has no switch yet; and an attempt that is over will be
   * heard of.
   */
  private static boolean mayChange(Refusal refusal, Attempt attempt, Instant now) {
    boolean passing = refusal.code().endsWith(".unavailable") || refusal.code().equals(Ringer.OVER);
    return passing && now.isBefore(attempt.intendedAt().plus(LONGEST_WAIT));
  }

  private void forget(Attempt attempt, Instant now) {
    LOG.error("attempt {} has not ended within {}", attempt.id(), LONGEST_CALL);
    callbacks.settle(
        attempt,
        AttemptEnd.FAILED.name(),
        "its end was never heard",
        now,
        rules.change(
            new CallbackInput.AttemptOver(attempt.id(), AttemptEnd.FAILED, attempt.begunAt(), 0)));
  }
}
