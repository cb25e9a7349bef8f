package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.SeatId;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.model.Phases;
import linekeeper.seat.model.Seat;

/** How long seats were in which state, for K-33. */
final class SeatTimes {
  private static final Set<String> TALKING = Set.of("TALKING");
  private static final Set<String> USED =
      Set.of("TALKING", "HELD", "WRAP_UP", "IDLE", "BREAK_REQUESTED");

  private final Map<SeatId, Stretch> stretches = new HashMap<>();

  private record Stretch(String state, Instant since) {}

  void on(SeatEvent event, Tally tally) {
    close(event.seat(), event.at(), tally);
    if (event instanceof SeatEvent.StateChanged it) {
      stretches.put(it.seat(), new Stretch(it.state(), it.at()));
    }
  }

  /** Takes a seat up where a snapshot left it. */
  void restore(Seat seat) {
    if (seat.session() != null) {
      stretches.put(seat.id(), new Stretch(Phases.name(seat.phase()), seat.phase().since()));
    }
  }

  private void close(SeatId seat, Instant now, Tally tally) {
    Stretch was = stretches.remove(seat);
    if (was == null) {
      return;
    }
    long millis = Math.max(0, Duration.between(was.since(), now).toMillis());
    tally.add(now, Measure.SIGNED_IN, millis);
    if (TALKING.contains(was.state())) {
      tally.add(now, Measure.SEAT_TALK, millis);
    }
    if (USED.contains(was.state())) {
      tally.add(now, Measure.SEAT_USED, millis);
    }
  }
}
