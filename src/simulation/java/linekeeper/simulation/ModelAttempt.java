package linekeeper.simulation;

import linekeeper.callback.CallbackId;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** An attempt as the database keeps it. */
final class ModelAttempt {
  final AttemptId id;
  final CallbackId task;
  final @Nullable SeatId seat;
  final @Nullable AgentId agent;
  final long intended;
  @Nullable CallId call;
  boolean over;
  boolean refused;

  /** Given up, and nobody had begun with it. */
  boolean neverBegun;

  ModelAttempt(
      AttemptId id,
      CallbackId task,
      @Nullable SeatId seat,
      @Nullable AgentId agent,
      long intended) {
    this.id = id;
    this.task = task;
    this.seat = seat;
    this.agent = agent;
    this.intended = intended;
  }
}
