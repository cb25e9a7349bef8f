package linekeeper.queue.model;

import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;

/** What is to be done about a queue. */
public sealed interface QueueEffect {

  /** Let the call ring at this seat. */
  record Offer(CallId call, SeatId seat) implements QueueEffect {}
}
