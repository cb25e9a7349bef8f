package linekeeper.seat.model;

/** What a seat is reminded of. */
public enum SeatAlarm {
  /** The wrap-up ends by itself. */
  WRAP_UP,
  /** The break is over. */
  BREAK,
  /** The console has been away for the whole grace time. */
  CONSOLE_GRACE
}
