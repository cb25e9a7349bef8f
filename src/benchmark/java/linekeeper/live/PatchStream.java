package linekeeper.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.call.watch.FloorView;

/**
 * Opens the live encoder to the benchmarks: the mirror, and the patches for somebody who sees the
 * whole floor, no closer to each other than the pace.
 */
public final class PatchStream {
  private final Mirror mirror = new Mirror(new ViewEncoder(), 2048);
  private final Subscription subscription = new Subscription(new Who("bench", true, false));
  private final long pace;
  private long sentAt = System.nanoTime();

  /** A stream with a patch at most so often; zero for one after every step. */
  public PatchStream(Duration pace) {
    this.pace = pace.toNanos();
  }

  /** Takes a step in; the characters that a screen is sent now. */
  public long apply(long step, Instant at, List<FloorView> changed, List<String> gone) {
    mirror.apply(step, changed, gone);
    long now = System.nanoTime();
    if (now - sentAt < pace) {
      return 0;
    }
    sentAt = now;
    long sent = 0;
    for (String frame : subscription.next(mirror, new Subscription.Round(at))) {
      sent += frame.length();
    }
    return sent;
  }
}
