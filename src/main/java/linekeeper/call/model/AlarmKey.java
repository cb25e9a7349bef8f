package linekeeper.call.model;

import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import linekeeper.seat.model.SeatAlarm;

/** Names one alarm of the floor; setting it again replaces it. */
public sealed interface AlarmKey {
  /** A call's. */
  record OfCall(CallId call, CallAlarm alarm) implements AlarmKey {}

  /** A seat's. */
  record OfSeat(SeatId seat, SeatAlarm alarm) implements AlarmKey {}
}
