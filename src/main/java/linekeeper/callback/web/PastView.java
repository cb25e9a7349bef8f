package linekeeper.callback.web;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import linekeeper.call.PastCalls.PastCall;
import linekeeper.call.event.LossType;
import linekeeper.callback.desk.Preview.Past;
import linekeeper.callback.model.CallbackEffect.Promise;
import linekeeper.callback.store.PastCallback;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import org.jspecify.annotations.Nullable;

/**
 * Something that was with a citizen: a call of his, or what we owed him. No number is in it but
 * masked.
 *
 * @param at when it began
 * @param call his call, where it is one
 * @param owed what we owed him, where it is that
 */
record PastView(Instant at, @Nullable CallPart call, @Nullable OwedPart owed) {

  /** What became of a call. */
  enum Outcome {
    /** An agent talked to him. */
    ANSWERED,
    /** Nobody did. */
    LOST,
    /** It is not over. */
    IN_PROGRESS
  }

  /**
   * A call that came in.
   *
   * @param agentId who talked to him, at last
   * @param waitSec seconds in the queue
   * @param sheet whether whoever asks may read its record sheet
   */
  record CallPart(
      CallId callId,
      LineId line,
      @Nullable QueueId queue,
      Instant arrivedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      Outcome outcome,
      @Nullable LossType lossType,
      @Nullable AgentId agentId,
      double waitSec,
      double talkSec,
      boolean sheet) {}

  /**
   * What we owed him.
   *
   * @param attempts the last twenty, the newest first
   * @param promises the last twenty, the newest first
   */
  record OwedPart(CallbackView callback, List<TriedPart> attempts, List<PromisePart> promises) {
    OwedPart {
      attempts = List.copyOf(attempts);
      promises = List.copyOf(promises);
    }
  }

  /** An attempt, and whether whoever asks may read the record sheet of its call. */
  record TriedPart(AttemptView attempt, boolean sheet) {}

  /** A time that was promised. */
  record PromisePart(Instant saidAt, AgentId saidBy, Instant from, Instant until) {
    static PromisePart of(Promise it) {
      return new PromisePart(it.at(), it.by(), it.from(), it.until());
    }
  }

  private static final double MILLIS = 1000.0;

  /**
   * As it is shown.
   *
   * @param reads whether whoever asks may read the sheets of the calls that this agent answered
   */
  static PastView of(Past past, Instant now, Predicate<AgentId> reads) {
    return switch (past) {
      case Past.Called it -> new PastView(it.at(), call(it.call(), reads), null);
      case Past.Owed it -> new PastView(it.at(), null, owed(it.callback(), now, reads));
    };
  }

  private static CallPart call(PastCall it, Predicate<AgentId> reads) {
    boolean talked = it.answeredAt() != null;
    return new CallPart(
        it.id(),
        it.line(),
        it.queue(),
        it.arrivedAt(),
        it.answeredAt(),
        it.endedAt(),
        outcome(it),
        it.lossType(),
        talked ? it.agent() : null,
        it.waitMillis() / MILLIS,
        it.talkMillis() / MILLIS,
        talked && may(it.agent(), reads));
  }

  private static Outcome outcome(PastCall it) {
    if (it.lossType() != null) {
      return Outcome.LOST;
    }
    return it.endedAt() != null && it.answeredAt() != null ? Outcome.ANSWERED : Outcome.IN_PROGRESS;
  }

  private static OwedPart owed(PastCallback it, Instant now, Predicate<AgentId> reads) {
    return new OwedPart(
        CallbackView.of(it.task(), now),
        it.attempts().stream()
            .map(attempt ->
                new TriedPart(
                    AttemptView.of(attempt),
                    attempt.answeredAt() != null && may(attempt.agent(), reads)))
            .toList(),
        it.promises().stream().map(PromisePart::of).toList());
  }

  private static boolean may(@Nullable AgentId agent, Predicate<AgentId> reads) {
    return agent != null && reads.test(agent);
  }
}
