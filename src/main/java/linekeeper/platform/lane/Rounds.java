package linekeeper.platform.lane;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes the same round again and again on a thread of its own, until it is stopped: then the round
 * under way is finished, and no other begins. A round says how long to rest after it; one that
 * fails is told in the log, and the next one comes after the first one's pause.
 */
public final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private final String name;
  private final Duration first;
  private final Supplier<Duration> round;
  private volatile CountDownLatch leaving = new CountDownLatch(0);

  /** Rounds that are not begun; the first is gone so long after they are. */
  public Rounds(String name, Duration first, Supplier<Duration> round) {
    this.name = name;
    this.first = first;
    this.round = round;
  }

  /** Begins. */
  public void start() {
    CountDownLatch until = new CountDownLatch(1);
    leaving = until;
    Thread.ofVirtual().name(name).start(() -> go(until));
  }

  /** Ends. */
  public void stop() {
    leaving.countDown();
  }

  /** Whether it was begun and not ended. */
  public boolean running() {
    return leaving.getCount() > 0;
  }

  private void go(CountDownLatch until) {
    Duration pause = first;
    try {
      while (!until.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = next();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration next() {
    try {
      return round.get();
    } catch (RuntimeException bug) {
      LOG.error("a round of {} failed", name, bug);
      return first;
    }
  }
}
