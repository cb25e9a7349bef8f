package linekeeper.recording.desk;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few who work on recordings. Platform threads, because hashing is work for a processor. While
 * a long queue is worked off, as after a store that was away, only every other one works: it takes
 * minutes anyway, and live calls come first.
 */
final class Hands {
  private final int all;
  private final ThreadPoolExecutor pool;

  Hands(int all) {
    this.all = all;
    this.pool =
        new ThreadPoolExecutor(
            all,
            all,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("custody-", 1).factory());
  }

  /** Takes this next. */
  void take(Runnable work) {
    pool.execute(work);
  }

  /** Whether it is a long job from now on; who is at work finishes what is in hand. */
  void longJob(boolean it) {
    pool.setCorePoolSize(it ? Math.max(1, all / 2) : all);
  }

  /** Lets them finish; what takes longer than this is broken off. */
  void rest(Duration longest) throws InterruptedException {
    pool.shutdown();
    if (!pool.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      pool.shutdownNow();
    }
  }
}
