package linekeeper.benchmark.dial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import linekeeper.benchmark.rig.Rig;
import linekeeper.kernel.PhoneNumber;

/** The floor of it all: a loop over a list, in one thread, that remembers nothing. */
public final class BareLoop implements Dialler {
  /** Its name. */
  public static final String NAME = "bare ARI loop";

  private final BareCalls calls;
  private final Map<String, Integer> wanted = new HashMap<>();
  private FreeSeats free = new FreeSeats(List.of());
  private Thread thread = Thread.ofPlatform().unstarted(() -> {});
  private volatile boolean dialling;

  /** Calls by these. */
  public BareLoop(BareCalls calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void begin(List<Due> due, List<Rig.Seat> seats) {
    FreeSeats some = new FreeSeats(seats);
    free = some;
    wanted.clear();
    dialling = true;
    thread = Thread.ofPlatform().daemon().name("bench-loop").start(() -> dial(due, some));
  }

  private void dial(List<Due> due, FreeSeats some) {
    for (Due citizen : due) {
      while (dialling && System.nanoTime() < citizen.nanos()) {
        LockSupport.parkNanos(citizen.nanos() - System.nanoTime());
      }
      FreeSeats.Taken seat = dialling ? some.take() : null;
      if (seat == null || !dialling) {
        return;
      }
      wanted.merge(citizen.number(), 1, Integer::sum);
      var _ = calls.begin(seat.id(), new PhoneNumber(citizen.number()), seat::free);
    }
  }

  @Override
  public Map<String, Integer> end() throws InterruptedException {
    dialling = false;
    free.close();
    LockSupport.unpark(thread);
    thread.join(TimeUnit.SECONDS.toMillis(5));
    free.awaitAll();
    return Map.copyOf(wanted);
  }

  @Override
  public void close() {
    dialling = false;
  }
}
