package linekeeper.seat.model;

import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;

/**
 * What can come to a seat: what people ask, what its call does, what its phone and console do, what
 * its alarms say.
 */
public sealed interface SeatInput {

  /** An agent signs in; that seat and agent are free was checked by the floor. */
  record SignIn(AgentId agent, Set<String> skills) implements SeatInput {}

  /** The agent leaves, or a leader sends the agent away. */
  record SignOut(boolean forced) implements SeatInput {}

  /** The agent takes calls from now on. */
  record GoReady() implements SeatInput {}

  /** The agent takes no calls. */
  record GoBusy(String reason) implements SeatInput {}

  /** The agent asks for a break. */
  record AskBreak(String reason, int minutes) implements SeatInput {}

  /** A leader decides on the break. */
  record DecideBreak(boolean granted) implements SeatInput {}

  /** The agent ends the wrap-up. */
  record FinishWrapUp() implements SeatInput {}

  /** A call is on its way. */
  record Reserve(CallId call) implements SeatInput {}

  /** The agent calls out: also one who takes no calls, and who is busy again afterwards. */
  record CallOut(CallId call) implements SeatInput {}

  /** The phone rings. */
  record PhoneRings(CallId call) implements SeatInput {}

  /** The offer ended without an answer. */
  record OfferOver(CallId call, boolean countsAgainstSeat) implements SeatInput {}

  /** The agent talks. */
  record Answered(CallId call) implements SeatInput {}

  /** The caller was put on hold or taken off it. */
  record HoldChanged(CallId call, boolean held) implements SeatInput {}

  /** The call has left this seat; after a conversation the wrap-up follows. */
  record CallOver(CallId call) implements SeatInput {}

  /** The phone can, or can no longer, be rung. */
  record PhoneSeen(boolean reachable) implements SeatInput {}

  /** The console came or went. */
  record ConsoleSeen(boolean present) implements SeatInput {}

  /** An alarm rang. */
  record AlarmRang(SeatAlarm alarm) implements SeatInput {}
}
