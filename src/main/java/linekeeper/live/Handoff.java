package linekeeper.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import linekeeper.call.watch.FloorView;
import org.jspecify.annotations.Nullable;

/**
 * The way from the floor's lane to the fan-out: bounded and wait-free. One thread offers, one
 * polls. What does not fit is dropped and remembered as an overrun; a fresh snapshot makes up for
 * it.
 */
final class Handoff {
  private final AtomicReferenceArray<@Nullable Change> slots;
  private final int mask;
  private volatile long offered;
  private volatile long polled;
  private volatile boolean overrun;

  /** What one step changed. */
  record Change(long step, List<FloorView> changed, List<String> gone) {}

  Handoff(int capacity) {
    int size = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
    slots = new AtomicReferenceArray<>(size);
    mask = size - 1;
  }

  /** Called by the lane. */
  void offer(Change change) {
    long at = offered;
    if (at - polled > mask) {
      overrun = true;
      return;
    }
    slots.lazySet((int) at & mask, change);
    offered = at + 1;
  }

  /** Called by the fan-out. */
  @Nullable Change poll() {
    long at = polled;
    if (at == offered) {
      return null;
    }
    int slot = (int) at & mask;
    Change change = slots.get(slot);
    slots.lazySet(slot, null);
    polled = at + 1;
    return change;
  }

  boolean isEmpty() {
    return polled == offered;
  }

  /** Whether something was dropped since the last time this was asked. */
  boolean takeOverrun() {
    if (!overrun) {
      return false;
    }
    overrun = false;
    return true;
  }
}
