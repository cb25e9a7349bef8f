package linekeeper.benchmark;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import linekeeper.benchmark.phones.Callers;

/**
 * Calls at a steady rate, whatever becomes of those before; each hangs up soon after its answer.
 */
final class Storm implements Callers.Ear, AutoCloseable {
  private static final Executor AFTER_TALK = CompletableFuture.delayedExecutor(600, MILLISECONDS);

  private final Callers callers;
  private final String number;
  private final int rate;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Thread thread;
  private volatile boolean raging = true;

  Storm(Callers callers, String number, int rate) {
    this.callers = callers;
    this.number = number;
    this.rate = rate;
    this.thread = Thread.ofPlatform().daemon().name("bench-storm").unstarted(this::rage);
  }

  /** Calls begin to come. */
  void begin() {
    thread.start();
  }

  private void rage() {
    long began = System.nanoTime();
    for (int i = 0; raging; i++) {
      LockSupport.parkNanos(began + i * 1_000_000_000L / rate - System.nanoTime());
      callers.dial(number, Long.toString(13_900_000_000L + i), this);
      begun.incrementAndGet();
    }
  }

  @Override
  public void answered(Callers.Call call) {
    answered.incrementAndGet();
    AFTER_TALK.execute(() -> callers.hangUp(call));
  }

  @Override
  public void ended(Callers.Call call, int status) {
    ended.incrementAndGet();
  }

  int begun() {
    return begun.get();
  }

  int answered() {
    return answered.get();
  }

  int ended() {
    return ended.get();
  }

  /** No further call begins; those under way come to their end, if they do so within seconds. */
  void subside(int seconds) throws InterruptedException {
    raging = false;
    thread.join();
    for (int i = 0; i < seconds * 10 && ended.get() < begun.get(); i++) {
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    raging = false;
  }
}
