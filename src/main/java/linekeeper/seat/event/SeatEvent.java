package linekeeper.seat.event;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.SeatId;

/** What happened to a seat's session. Told after commit, in order, at least once. */
public sealed interface SeatEvent {

  /** The seat. */
  SeatId seat();

  /** The agent signed in to it. */
  AgentId agent();

  /** When it happened. */
  Instant at();

  /** An agent signed in. */
  record SignedIn(SeatId seat, AgentId agent, Instant at) implements SeatEvent {}

  /** An agent's session ended. */
  record SignedOut(SeatId seat, AgentId agent, Instant at, SignOutReason reason)
      implements SeatEvent {}

  /**
   * The session entered another state; {@code reason} says why it is busy or on a break, else
   * empty.
   */
  record StateChanged(SeatId seat, AgentId agent, Instant at, String state, String reason)
      implements SeatEvent {}

  /** Why a session ended. */
  enum SignOutReason {
    /** The agent signed out. */
    BY_AGENT,
    /** A team leader signed the agent out. */
    FORCED,
    /** The console stayed away past the grace time. */
    CONSOLE_LOST
  }
}
