package linekeeper.recording.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How the room of a disk shrinks: a look a minute, for an hour. Not for several threads. */
public final class RoomTrend {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SPAN = Duration.ofHours(1);

  /** What shrank for less than this says nothing about the day. */
  private static final Duration LEAST = Duration.ofMinutes(5);

  private final Deque<Look> looks = new ArrayDeque<>();

  private record Look(Instant at, long bytes) {}

  /** So many bytes are free now. A clock that was turned back begins anew. */
  public void look(Instant now, long bytes) {
    if (!looks.isEmpty() && now.isBefore(looks.getLast().at())) {
      looks.clear();
    }
    if (looks.isEmpty() || !now.isBefore(looks.getLast().at().plus(EVERY))) {
      looks.addLast(new Look(now, bytes));
    }
    while (looks.getFirst().at().isBefore(now.minus(SPAN))) {
      looks.removeFirst();
    }
  }

  /** How long it lasts at the pace of the last hour; nothing where it does not shrink. */
  public Optional<Duration> left() {
    if (looks.isEmpty()) {
      return Optional.empty();
    }
    Look first = looks.getFirst();
    Look last = looks.getLast();
    long gone = first.bytes() - last.bytes();
    Duration seen = Duration.between(first.at(), last.at());
    if (gone <= 0 || seen.compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds((long) ((double) last.bytes() / gone * seen.toSeconds())));
  }
}
