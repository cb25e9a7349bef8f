package linekeeper.call.model;

import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Instruction;

/** What is to be done about a call. */
public sealed interface CallEffect {

  /** Tell the switch. */
  record Tell(Instruction instruction) implements CallEffect {}

  /** Tell those who keep it. */
  record Happened(CallEvent event) implements CallEffect {}

  /** Ring this alarm then; it replaces an earlier one of its kind. */
  record SetAlarm(CallAlarm alarm, Instant at) implements CallEffect {}

  /** Forget this alarm. */
  record CancelAlarm(CallAlarm alarm) implements CallEffect {}

  /** Put the caller into his queue, with his place counted from then. */
  record JoinQueue(Instant placeAt) implements CallEffect {}

  /** Take the caller out of his queue. */
  record LeaveQueue() implements CallEffect {}

  /**
   * The offer to this seat ended without an answer; {@code counts} says whether that was the seat's
   * doing.
   */
  record OfferOver(SeatId seat, boolean counts) implements CallEffect {}

  /** The seat's phone rings. */
  record SeatRings(SeatId seat) implements CallEffect {}

  /** The seat talks. */
  record SeatAnswered(SeatId seat) implements CallEffect {}

  /** The seat holds the caller, or no longer does. */
  record SeatHolds(SeatId seat, boolean held) implements CallEffect {}

  /** The call has left the seat. */
  record SeatDone(SeatId seat) implements CallEffect {}

  /** Nothing is left to be done: forget the call. */
  record Done() implements CallEffect {}

  /** Something came that should not: count it. */
  record Odd(String what) implements CallEffect {}
}
