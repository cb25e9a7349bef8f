package linekeeper.benchmark.dial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import linekeeper.benchmark.rig.Rig;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** The seats that are free, the one that has been for longest first. */
final class FreeSeats {
  private static final long LONGEST_MILLIS = 10_000;
  private final Deque<SeatId> free = new ArrayDeque<>();
  private final int all;
  private boolean closed;

  FreeSeats(List<Rig.Seat> seats) {
    seats.forEach(it -> free.add(it.id()));
    all = seats.size();
  }

  /** A seat that is not free until it is said to be. */
  record Taken(SeatId id, FreeSeats from) {
    void free() {
      from.back(id);
    }
  }

  /** Waits for a free seat; null when none is given away any more. */
  synchronized @Nullable Taken take() {
    try {
      while (free.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return null;
    }
    return closed ? null : new Taken(free.removeFirst(), this);
  }

  private synchronized void back(SeatId seat) {
    free.addLast(seat);
    notifyAll();
  }

  /** Gives none away any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until all of them are free, for some seconds. */
  synchronized void awaitAll() throws InterruptedException {
    long until = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    for (long left = LONGEST_MILLIS; free.size() < all && left > 0; ) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }
}
