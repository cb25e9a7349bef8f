package linekeeper.callback.model;

import java.time.Instant;
import linekeeper.call.event.LossType;
import linekeeper.callback.CallbackId;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to one lost caller (回拨任务).
 *
 * @param citizen his number as it is dialled; what the task is merged by
 * @param lossType how he was lost first
 * @param placeAt when his place in the queue counts from: that of his oldest loss, or the one he
 *     kept when he asked to be called back
 * @param dueAt when the first attempt is due; later losses do not put it off
 * @param scheduledFor from when on he was promised a call that was not tried yet, or null
 * @param notBefore before that nobody is to ring him
 * @param asked how many attempts were asked for and not refused; numbers them
 * @param attempts how many of them may have rung him
 * @param firstAttemptAt when the first of those was dialled, or null
 * @param onLine the call by which he is on the line himself, or null
 */
public record Callback(
    CallbackId id,
    PhoneNumber citizen,
    LineId line,
    LossType lossType,
    Instant firstLostAt,
    Instant lastLostAt,
    int lostCount,
    Instant placeAt,
    Instant dueAt,
    @Nullable Instant scheduledFor,
    Instant notBefore,
    int asked,
    int attempts,
    @Nullable Instant firstAttemptAt,
    @Nullable CallId onLine,
    Phase phase) {

  /** Whether it has its outcome. */
  public boolean closed() {
    return phase instanceof Phase.Closed;
  }

  /**
   * Since when it is open and could have been done: what is promised for later counts from then.
   */
  public Instant owedSince() {
    return placeAt.isAfter(firstLostAt) ? placeAt : firstLostAt;
  }

  /** Whether he waits for an attempt that was due before then. */
  public boolean overdue(Instant now) {
    boolean awaited = firstAttemptAt == null || scheduledFor != null;
    return !closed() && awaited && now.isAfter(dueAt);
  }

  /** The attempt that is under way, or waits in the queue; or null. */
  public @Nullable AttemptId attempt() {
    return switch (phase) {
      case Phase.Queued it -> it.attempt();
      case Phase.Dialing it -> it.attempt();
      case Phase.Connected it -> it.attempt();
      case Phase.Pending _, Phase.Assigned _, Phase.WaitRetry _, Phase.Closed _ -> null;
    };
  }

  /** Who has it in hand, or talked to the citizen; or null. */
  public @Nullable AgentId agent() {
    return switch (phase) {
      case Phase.Assigned it -> it.agent();
      case Phase.Dialing it -> it.agent();
      case Phase.Connected it -> it.agent();
      case Phase.Done it -> it.agent();
      case Phase.Pending _,
          Phase.Queued _,
          Phase.WaitRetry _,
          Phase.Unreachable _,
          Phase.ResolvedByRecall _,
          Phase.Cancelled _ ->
          null;
    };
  }

  /** A task that has its outcome waits for nobody any more. */
  Callback in(Phase next) {
    Draft draft = new Draft(this);
    draft.phase = next;
    draft.onLine = next instanceof Phase.Closed ? null : onLine;
    return draft.callback();
  }

  Callback onLine(@Nullable CallId call) {
    Draft draft = new Draft(this);
    draft.onLine = call;
    return draft.callback();
  }

  /**
   * Lost once more, with this place; the better place stays his. A promised time gives way to the
   * loss, which is due earlier.
   */
  Callback lostAgain(Instant at, Instant place, Instant earliest, Instant due) {
    Draft draft = new Draft(this);
    draft.lastLostAt = at;
    draft.lostCount++;
    draft.placeAt = place.isBefore(placeAt) ? place : placeAt;
    draft.notBefore = earliest;
    draft.dueAt = scheduledFor != null && due.isBefore(dueAt) ? due : dueAt;
    draft.scheduledFor = null;
    draft.onLine = null;
    return draft.callback();
  }

  Callback notBefore(Instant earliest) {
    Draft draft = new Draft(this);
    draft.notBefore = earliest;
    return draft.callback();
  }

  /** He is promised a call in this time; what was tried before does not count against it. */
  Callback promised(Instant from, Instant until) {
    Draft draft = new Draft(this);
    draft.scheduledFor = from;
    draft.placeAt = from;
    draft.dueAt = until;
    draft.notBefore = from;
    draft.attempts = 0;
    return draft.callback();
  }

  Callback asking() {
    Draft draft = new Draft(this);
    draft.asked++;
    return draft.callback();
  }

  /** The attempt asked for last was not begun: its number is free for the next. */
  Callback notAsked() {
    Draft draft = new Draft(this);
    draft.asked--;
    return draft.callback();
  }

  Callback dialled(Instant at) {
    Draft draft = new Draft(this);
    draft.attempts++;
    draft.firstAttemptAt = firstAttemptAt == null ? at : firstAttemptAt;
    draft.scheduledFor = scheduledFor != null && at.isBefore(scheduledFor) ? scheduledFor : null;
    return draft.callback();
  }

  /** A task while it changes. */
  private static final class Draft {
    private final Callback from;
    private Instant lastLostAt;
    private int lostCount;
    private Instant placeAt;
    private Instant dueAt;
    private @Nullable Instant scheduledFor;
    private Instant notBefore;
    private int asked;
    private int attempts;
    private @Nullable Instant firstAttemptAt;
    private @Nullable CallId onLine;
    private Phase phase;

    Draft(Callback from) {
      this.from = from;
      lastLostAt = from.lastLostAt;
      lostCount = from.lostCount;
      placeAt = from.placeAt;
      dueAt = from.dueAt;
      scheduledFor = from.scheduledFor;
      notBefore = from.notBefore;
      asked = from.asked;
      attempts = from.attempts;
      firstAttemptAt = from.firstAttemptAt;
      onLine = from.onLine;
      phase = from.phase;
    }

    Callback callback() {
      return new Callback(
          from.id,
          from.citizen,
          from.line,
          from.lossType,
          from.firstLostAt,
          lastLostAt,
          lostCount,
          placeAt,
          dueAt,
          scheduledFor,
          notBefore,
          asked,
          attempts,
          firstAttemptAt,
          onLine,
          phase);
    }
  }

  /** Where it stands (domain 3.4.4). */
  public sealed interface Phase {
    /** Since when. */
    Instant since();

    /** It has its outcome, which stays. */
    sealed interface Closed extends Phase {}

    /** Waits for an agent. */
    record Pending(Instant since) implements Phase {}

    /** It waits in its queue, in his place, for the seat whose turn it is. */
    record Queued(Instant since, AttemptId attempt) implements Phase {}

    /**
     * An agent has taken it, or was given it.
     *
     * @param by who gave it to him and he has not taken note of; or null
     */
    record Assigned(Instant since, AgentId agent, @Nullable AgentId by) implements Phase {
      /** He took it himself. */
      public Assigned(Instant since, AgentId agent) {
        this(since, agent, null);
      }
    }

    /** An attempt is under way: first the agent's phone, then the citizen's. */
    record Dialing(Instant since, AgentId agent, AttemptId attempt) implements Phase {}

    /** They talk; {@code result} is what the agent said of it so far, or null. */
    record Connected(
        Instant since, AgentId agent, AttemptId attempt, CallId call, @Nullable Result result)
        implements Phase {}

    /** Nobody is to ring him until then. */
    record WaitRetry(Instant since, Instant until) implements Phase {}

    /** They talked. */
    record Done(Instant since, AgentId agent, Result result) implements Closed {}

    /** He was not reached. */
    record Unreachable(Instant since, Reason reason) implements Closed {}

    /** He got through by himself, with this call. */
    record ResolvedByRecall(Instant since, CallId call) implements Closed {}

    /** He is not called back, for this reason. */
    record Cancelled(Instant since, Reason reason) implements Closed {}
  }
}
