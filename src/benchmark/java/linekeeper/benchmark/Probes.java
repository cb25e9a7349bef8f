package linekeeper.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import linekeeper.benchmark.live.Watchers;
import linekeeper.benchmark.phones.Callers;

/**
 * Callers who wait and, one after the other at moments fixed beforehand, hang up: each is an event
 * of the switch that every screen should learn of.
 */
final class Probes implements Callers.Ear {
  private static final long PERIOD = 50_000_000;
  private static final long LEAD = 20_000_000;

  private final Callers callers;
  private final List<Callers.Call> waiting = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  Probes(Callers callers) {
    this.callers = callers;
  }

  /** Has that many call, and returns when all wait. */
  void gather(String number, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      waiting.add(callers.dial(number, Audience.PROBE_CALLERS + (1_000_000 + i), this));
      Thread.sleep(5);
    }
    for (int i = 0; i < 100 && answered.get() < count; i++) {
      Thread.sleep(100);
    }
    if (answered.get() < count) {
      throw new IllegalStateException(answered.get() + " of " + count + " callers were answered");
    }
    Thread.sleep(2_000); // the greeting
  }

  /** Has that many of those who wait hang up; returns when each was meant to. */
  long[] fire(int count) {
    long[] meant = new long[count];
    long begin = System.nanoTime() + LEAD;
    for (int i = 0; i < count; i++) {
      meant[i] = begin + i * PERIOD;
      while (System.nanoTime() < meant[i]) {
        LockSupport.parkNanos(meant[i] - System.nanoTime());
      }
      callers.hangUp(waiting.removeFirst());
    }
    return meant;
  }

  /** How many wait. */
  int waiting() {
    return waiting.size();
  }

  /** Waits until every screen knows of that many probes, for a while. */
  static void await(Watchers watchers, int probes, long seconds) throws InterruptedException {
    for (int i = 0; i < seconds * 20 && !watchers.all(probes); i++) {
      Thread.sleep(50);
    }
  }

  /** Calls that ended. */
  int ended() {
    return ended.get();
  }

  /** Whoever still waits hangs up. */
  void disperse() throws InterruptedException {
    for (int i = 0; i < 50 && callers.open() > 0; i++) {
      callers.hangUpAll();
      Thread.sleep(100);
    }
    callers.forget();
    waiting.clear();
  }

  @Override
  public void answered(Callers.Call call) {
    answered.incrementAndGet();
  }

  @Override
  public void ended(Callers.Call call, int status) {
    ended.incrementAndGet();
  }
}
