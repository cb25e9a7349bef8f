package linekeeper.workorder.model;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;

/**
 * One call's record sheet.
 *
 * @param agent who is responsible for it: who took the call, and after a transfer who took it last
 * @param version grows by one with each change; whoever writes names the one that was read
 */
public record Sheet(
    CallId call,
    AgentId agent,
    SeatId seat,
    Instant answeredAt,
    String callerMasked,
    Phase phase,
    long version,
    Instant updatedAt) {

  /** What is written on it. */
  public SheetContent content() {
    return phase.content();
  }

  /** Where it is in its life. */
  public sealed interface Phase {
    /** What is written. */
    SheetContent content();

    /** Being written. */
    record Draft(SheetContent content) implements Phase {}

    /** Filed: nobody writes on it any more. */
    record Filed(SheetContent content) implements Phase {}
  }
}
