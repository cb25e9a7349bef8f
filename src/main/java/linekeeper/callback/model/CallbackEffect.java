package linekeeper.callback.model;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;

/** What is to be done about a task, after it was committed. */
public sealed interface CallbackEffect {

  /** Let the floor ring the agent, then the citizen. */
  record Ring(AttemptId attempt, AgentId agent) implements CallbackEffect {}

  /** Let the floor give it its place in the queue, until then. */
  record Queue(AttemptId attempt, Instant until, int keepFree) implements CallbackEffect {}

  /** Note, with the task, that this agent then promised the citizen a call in this time. */
  record Promise(AgentId by, Instant at, Instant from, Instant until) implements CallbackEffect {}

  /** Let the floor give the attempt up. */
  record Withdraw(AttemptId attempt) implements CallbackEffect {}
}
