package linekeeper.callback.web;

import java.time.Instant;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.Reason;
import linekeeper.callback.model.Result;
import linekeeper.callback.model.Words;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A callback task as people see it; the number masked.
 *
 * @param lossType how the caller was lost first
 * @param placeAt when his place in the queue counts from
 * @param state one of domain 3.4.4
 * @param scheduledFor from when on he was promised a call that was not tried yet
 * @param closed whether it has its outcome
 * @param handedBy who gave it to the agent, who has not taken note of it
 * @param retryAt before that he is not called again, where he waits for that
 * @param result what came of talking to him
 * @param reason why it ended without a conversation
 * @param call the call in which he was, or is, talked to, where it is known
 * @param onLine whether he is on the line himself now
 * @param overdue whether no attempt was made, or none since a time was promised, and one was due
 */
record CallbackView(
    CallbackId id,
    String callerMasked,
    String line,
    String lossType,
    Instant firstLostAt,
    Instant lastLostAt,
    int lostCount,
    Instant placeAt,
    Instant dueAt,
    @Nullable Instant scheduledFor,
    Instant notBefore,
    int attempts,
    @Nullable Instant firstAttemptAt,
    String state,
    Instant since,
    boolean closed,
    @Nullable AgentId agentId,
    @Nullable AgentId handedBy,
    @Nullable Instant retryAt,
    @Nullable Result result,
    @Nullable Reason reason,
    @Nullable CallId call,
    boolean onLine,
    boolean overdue) {

  static CallbackView of(Callback it, Instant now) {
    return new CallbackView(
        it.id(),
        it.citizen().masked(),
        it.line().value(),
        it.lossType().name(),
        it.firstLostAt(),
        it.lastLostAt(),
        it.lostCount(),
        it.placeAt(),
        it.dueAt(),
        it.scheduledFor(),
        it.notBefore(),
        it.attempts(),
        it.firstAttemptAt(),
        Words.state(it.phase()),
        it.phase().since(),
        it.closed(),
        it.agent(),
        it.phase() instanceof Phase.Assigned given ? given.by() : null,
        it.phase() instanceof Phase.WaitRetry wait ? wait.until() : null,
        result(it.phase()),
        reason(it.phase()),
        call(it.phase()),
        it.onLine() != null,
        it.overdue(now));
  }

  private static @Nullable Result result(Phase phase) {
    return switch (phase) {
      case Phase.Connected it -> it.result();
      case Phase.Done it -> it.result();
      default -> null;
    };
  }

  private static @Nullable Reason reason(Phase phase) {
    return switch (phase) {
      case Phase.Unreachable it -> it.reason();
      case Phase.Cancelled it -> it.reason();
      default -> null;
    };
  }

  private static @Nullable CallId call(Phase phase) {
    return switch (phase) {
      case Phase.Connected it -> it.call();
      case Phase.ResolvedByRecall it -> it.call();
      default -> null;
    };
  }
}
