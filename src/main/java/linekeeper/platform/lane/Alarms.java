package linekeeper.platform.lane;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Alarms by key: setting one again replaces it. They ring on a thread of their own, not early, and
 * usually within milliseconds; who hears them hands off to a lane. Not thread-safe: one lane sets
 * and cancels them.
 *
 * @param <K> what names an alarm
 */
public final class Alarms<K> implements AutoCloseable {
  private final Map<K, ScheduledFuture<?>> set = new HashMap<>();
  private final ScheduledThreadPoolExecutor timer;
  private final Consumer<K> ear;

  /** Alarms that this one hears. */
  public Alarms(String name, Consumer<K> ear) {
    this.ear = ear;
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Rings once after this long; at once where it is not positive. */
  public void set(K key, Duration in) {
    cancel(key);
    set.put(
        key,
        timer.schedule(() -> ear.accept(key), Math.max(0, in.toNanos()), TimeUnit.NANOSECONDS));
  }

  /** Does not ring, unless it is ringing already. */
  public void cancel(K key) {
    ScheduledFuture<?> before = set.remove(key);
    if (before != null) {
      before.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
