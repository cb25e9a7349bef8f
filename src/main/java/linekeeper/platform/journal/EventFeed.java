package linekeeper.platform.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import linekeeper.platform.lane.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each subscriber the committed events of its family, in order and at least once, each on a
 * thread of its own and from its own cursor. A subscriber that fails is told the same event again
 * after a pause; the others go on.
 */
final class EventFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
  private static final Duration IDLE = Duration.ofSeconds(2);

  /** So many of the newest events are kept as they are, a few MiB. */
  private static final int TAIL = 8_192;

  /** Events come by the handful: one look and one commit for all of them. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final JournalStore store;
  private final JournalCodec codec;
  private final Tail tail = new Tail(TAIL);
  private final List<Thread> threads = new ArrayList<>();
  private final List<Semaphore> bells = new ArrayList<>();
  private volatile boolean closing;

  EventFeed(JournalStore store, JournalCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /** Begins to tell; {@link #committed} then says that there is more. */
  void start(List<? extends Subscriber<?>> subscribers) {
    for (Subscriber<?> subscriber : subscribers) {
      Semaphore bell = new Semaphore(1);
      bells.add(bell);
      threads.add(
          Thread.ofVirtual()
              .name("feed-" + subscriber.name())
              .start(() -> follow(subscriber, bell)));
    }
  }

  /** There is more to tell. */
  void committed(List<JournalEntry> entries) {
    tail.add(entries);
    nudge();
  }

  private void nudge() {
    bells.forEach(bell -> {
      if (bell.availablePermits() == 0) {
        bell.release();
      }
    });
  }

  @Override
  public void close() {
    closing = true;
    nudge();
    for (Thread thread : threads) {
      Threads.join(thread, IDLE);
      thread.interrupt();
    }
  }

  private void follow(Subscriber<?> subscriber, Semaphore bell) {
    Follower<?> follower = new Follower<>(subscriber, store, codec, tail);
    Duration pause = IDLE;
    while (!closing) {
      try {
        if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          LockSupport.parkNanos(GATHER.toNanos());
          bell.drainPermits();
        }
        pause = IDLE;
        while (!closing && follower.tellMore()) {}
      } catch (InterruptedException ended) {
        return;
      } catch (RuntimeException failure) {
        LOG.warn("subscriber {} failed; the same event is told again", subscriber.name(), failure);
        pause = AFTER_FAILURE;
        bell.drainPermits();
      }
    }
  }
}
