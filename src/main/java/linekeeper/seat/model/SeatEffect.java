package linekeeper.seat.model;

import java.time.Instant;
import linekeeper.kernel.CallId;
import linekeeper.seat.event.SeatEvent;

/** What is to be done about a seat. */
public sealed interface SeatEffect {

  /** Tell those who keep it. */
  record Happened(SeatEvent event) implements SeatEffect {}

  /** Ring this alarm then; it replaces an earlier one of its kind. */
  record SetAlarm(SeatAlarm alarm, Instant at) implements SeatEffect {}

  /** Forget this alarm. */
  record CancelAlarm(SeatAlarm alarm) implements SeatEffect {}

  /** The seat can no longer take the call that is on its way: offer it to another. */
  record WithdrawOffer(CallId call) implements SeatEffect {}

  /** The wrap-up of this call is finished. */
  record WrapUpDone(CallId call, Instant began) implements SeatEffect {}

  /** Nobody is at the seat any more: remove its phone. */
  record RemovePhone() implements SeatEffect {}
}
