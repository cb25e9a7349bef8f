package linekeeper.benchmark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.benchmark.phones.Callers;

/** A crowd of callers that never gets smaller: whoever is done calls again at once. */
final class Crowd implements Callers.Ear {
  private static final long FIRST_CALLER = 13_800_000_000L;

  private final Callers callers;
  private final String number;
  private final AtomicLong caller = new AtomicLong(FIRST_CALLER);
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean calling = true;

  Crowd(Callers callers, String number) {
    this.callers = callers;
    this.number = number;
  }

  /** Has that many call, some ten milliseconds apart. */
  void gather(int size) throws InterruptedException {
    for (int i = 0; i < size; i++) {
      call();
      Thread.sleep(10);
    }
  }

  private void call() {
    callers.dial(number, Long.toString(caller.incrementAndGet()), this);
  }

  @Override
  public void ended(Callers.Call call, int status) {
    if (status != 200) {
      failed.incrementAndGet();
    }
    if (calling) {
      call();
    }
  }

  /** Calls that were not answered as they should. */
  int failed() {
    return failed.get();
  }

  /** Nobody calls again; who is in a call hangs up. Says how many calls had to be forgotten. */
  int disperse() throws InterruptedException {
    calling = false;
    for (int i = 0; i < 50 && callers.open() > 0; i++) {
      callers.hangUpAll();
      Thread.sleep(100);
    }
    return callers.forget();
  }
}
