package linekeeper.benchmark.events;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.asteriskjava.manager.DefaultManagerConnection;

/** asterisk-java, reading events and only counting them. */
public final class AsteriskJavaReader implements AutoCloseable {
  private static final long STILL_NANOS = 1_000_000_000;

  private final DefaultManagerConnection connection;
  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicLong lastAt = new AtomicLong();

  /** Signs in at the player's. */
  public AsteriskJavaReader(int port) throws Exception {
    this.connection = new DefaultManagerConnection("127.0.0.1", port, "bench", "secret");
    connection.addEventListener(_ -> {
      heard.incrementAndGet();
      lastAt.set(System.nanoTime());
    });
    connection.login();
  }

  /** Has events played, and waits until all are here or nothing has come for a second. */
  public Map<String, Double> read(Play play, int events) throws Exception {
    heard.set(0);
    long began = System.nanoTime();
    lastAt.set(began);
    play.play();
    while (heard.get() < events && System.nanoTime() - lastAt.get() < STILL_NANOS) {
      Thread.sleep(1);
    }
    return Map.of(
        "seconds",
        (lastAt.get() - began) / 1e9,
        "delivered",
        (double) Math.min(events, heard.get()));
  }

  /** Plays the events. */
  @FunctionalInterface
  public interface Play {
    /** Returns when all is on its way. */
    void play() throws Exception;
  }

  @Override
  public void close() {
    connection.logoff();
  }
}
