package linekeeper.callback.model;

import java.time.Instant;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import org.jspecify.annotations.Nullable;

/** What can come to a callback task: its caller's other calls, its attempts, agents, time. */
public sealed interface CallbackInput {

  /**
   * The caller was lost once more.
   *
   * @param placeAt when the place that he had counts from
   * @param asked whether he asked to be called back, and so waits for it
   */
  record LostAgain(CallId call, Instant at, Instant placeAt, boolean asked)
      implements CallbackInput {

    /** By this loss. */
    public static LostAgain of(CallEvent.Lost lost) {
      return new LostAgain(lost.call(), lost.at(), Opening.place(lost), Opening.asked(lost));
    }
  }

  /** The caller is on the line himself, since then. */
  record CallerBack(CallId call, Instant at) implements CallbackInput {}

  /** That call of his was answered, and ended then. */
  record CallerServed(CallId call, Instant at) implements CallbackInput {}

  /** That call of his is over, and was no request. */
  record CallerLeft(CallId call) implements CallbackInput {}

  /** An agent takes the task. */
  record Claim(AgentId by) implements CallbackInput {}

  /** The agent, or a team leader, gives it back to all. */
  record Release(AgentId by, boolean leads) implements CallbackInput {}

  /** The agent, or a team leader, gives it to this agent instead of to all. */
  record HandOver(AgentId by, boolean leads, AgentId to) implements CallbackInput {}

  /**
   * The agent, or a team leader, promises him a call from then on.
   *
   * @param until when it is due at last; null for as soon after as a first attempt is due
   */
  record Schedule(AgentId by, boolean leads, Instant from, @Nullable Instant until)
      implements CallbackInput {}

  /** The agent wants to talk to the citizen now. */
  record Dial(AgentId by) implements CallbackInput {}

  /** It is due: it may take its place in the queue. */
  record TakePlace() implements CallbackInput {}

  /** The attempt waits in the queue, for the first time or again. */
  record AttemptWaits(AttemptId attempt) implements CallbackInput {}

  /** The attempt rings at that agent's seat. */
  record AttemptOffered(AttemptId attempt, AgentId agent) implements CallbackInput {}

  /**
   * The floor would not begin the attempt: nothing rang.
   *
   * @param used whether it was begun all the same, some time ago: its number is used up
   */
  record AttemptRefused(AttemptId attempt, boolean used) implements CallbackInput {}

  /** The citizen talks to this agent. */
  record AttemptAnswered(AttemptId attempt, AgentId agent, CallId call) implements CallbackInput {}

  /** The attempt is over; {@code dialledAt} is null where the citizen's phone never rang. */
  record AttemptOver(
      AttemptId attempt, AttemptEnd end, @Nullable Instant dialledAt, long talkMillis)
      implements CallbackInput {}

  /** The agent says what came of it. */
  record Finish(AgentId by, Result result) implements CallbackInput {}

  /** A team leader ends it. */
  record Cancel() implements CallbackInput {}

  /** Time passes. */
  record TimePassed() implements CallbackInput {}
}
