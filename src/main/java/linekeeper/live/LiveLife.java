package linekeeper.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import linekeeper.access.Standing;
import linekeeper.access.Standing.Pass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Starts the fan-out when the application is whole, says good-bye before the web server stops, and
 * shows out those whose session or token no longer holds.
 */
final class LiveLife {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLife.class);

  private final Fanout fanout;
  private final LiveProperties properties;
  private final Supplier<Standing> standing;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-standing").factory());

  LiveLife(Fanout fanout, LiveProperties properties, Supplier<Standing> standing) {
    this.fanout = fanout;
    this.properties = properties;
    this.standing = standing;
  }

  /** Only now is the floor recovered from its journal, which no watch is told of. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    fanout.start();
    long every = properties.standing().toMillis();
    var _ = rounds.scheduleWithFixedDelay(this::check, every, every, TimeUnit.MILLISECONDS);
  }

  private void check() {
    fanout.passes(passes -> rounds.execute(() -> check(passes)));
  }

  private void check(Map<LiveSocket, Pass> passes) {
    if (passes.isEmpty()) {
      return;
    }
    try {
      Set<Pass> fallen = standing.get().fallen(new HashSet<>(passes.values()));
      passes.forEach((socket, pass) -> {
        if (fallen.contains(pass)) {
          fanout.end(socket, Farewell.SESSION_ENDED);
        }
      });
    } catch (RuntimeException e) {
      LOG.warn("live: could not ask whose session still holds; asked again soon", e);
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    rounds.shutdownNow();
    fanout.stop();
  }
}
