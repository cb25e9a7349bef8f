package linekeeper.platform.lane;

import java.time.Duration;

/** Ending threads in an orderly way. */
public final class Threads {
  private Threads() {}

  /**
   * Waits for a thread to end, at most this long; an interrupt ends the waiting and stays visible
   * to the caller.
   */
  public static void join(Thread thread, Duration atMost) {
    try {
      var _ = thread.join(atMost);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
