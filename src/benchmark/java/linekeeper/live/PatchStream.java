package linekeeper.live;

import java.time.Instant;
import java.util.List;
import linekeeper.call.watch.FloorView;

/**
 * Opens the live encoder to the benchmarks: the mirror, and the patches for somebody who sees the
 * whole floor, one after every step, without the coalescing that a fan-out does.
 */
public final class PatchStream {
  private final Mirror mirror = new Mirror(new ViewEncoder(), 2048);
  private final Subscription subscription = new Subscription(new Who("bench", true, false));

  /** Takes a step in; the characters that a screen is sent for it. */
  public long apply(long step, Instant at, List<FloorView> changed, List<String> gone) {
    mirror.apply(step, changed, gone);
    long sent = 0;
    for (String frame : subscription.next(mirror, new Subscription.Round(at))) {
      sent += frame.length();
    }
    return sent;
  }
}
