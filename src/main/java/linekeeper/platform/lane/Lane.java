package linekeeper.platform.lane;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes work in the order in which it was handed over. Handing over never blocks.
 * What the work touches needs no lock, as long as nobody else touches it.
 */
public final class Lane implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration LAST_WORK = Duration.ofSeconds(5);

  private final LinkedTransferQueue<Runnable> mailbox = new LinkedTransferQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  /** A lane that runs until it is closed. */
  public Lane(String name) {
    this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
  }

  /** Hands work over; it is dropped once the lane is closed. */
  @Override
  public void execute(Runnable work) {
    if (!closing) {
      mailbox.put(work);
    }
  }

  /** How much waits to be done. */
  public int backlog() {
    return mailbox.size();
  }

  /** Finishes what was handed over, for at most five seconds, and ends the thread. */
  @Override
  public void close() {
    if (!closing) {
      closing = true;
      mailbox.put(() -> {});
      Threads.join(thread, LAST_WORK);
    }
  }

  private void run() {
    while (!closing || !mailbox.isEmpty()) {
      try {
        mailbox.take().run();
      } catch (InterruptedException ended) {
        return;
      } catch (RuntimeException bug) {
        LOG.error(
            "work on lane {} failed; the lane goes on", Thread.currentThread().getName(), bug);
      }
    }
  }
}
