package linekeeper.call.model;

import java.util.HashSet;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.queue.model.Owed;
import linekeeper.queue.model.Waiting;
import linekeeper.seat.model.Seat;

/**
 * How many seats are at work, and how many of them make calls of ours; counted anew, not as the
 * floor counts it.
 */
record Room(int working, int calling) {

  static Room of(Seen.Standing standing) {
    Set<CallId> ours = new HashSet<>();
    for (Call call : standing.calls()) {
      if (call.card().outbound() && !ringsAsLive(call)) {
        ours.add(call.card().id());
      }
    }
    int working = 0;
    int calling = 0;
    for (Seat seat : standing.seats()) {
      boolean atWork = seat.free() || seat.call() != null;
      boolean wrapsUp = seat.phase() instanceof Seat.Phase.WrapUp;
      working += atWork ? 1 : 0;
      calling += !wrapsUp && ours.contains(seat.call()) ? 1 : 0;
    }
    return new Room(working, calling);
  }

  /** Talked to, or rung first and not taken by the seat that was kept: he waits as a caller. */
  private static boolean ringsAsLive(Call call) {
    return call.phase() instanceof Call.Phase.Offered
        && (call.ledger().answeredAt() != null || call.ledger().offers() > 1);
  }

  /** Whether one more may begin for him. */
  boolean allows(Waiting who) {
    Owed owed = who.owed();
    return owed == null || calling < Math.max(1, working - owed.keepFree());
  }

  /** Whether those that are under way are no more than there may be. */
  boolean holds(Owed owed) {
    return calling <= Math.max(1, working - owed.keepFree());
  }
}
