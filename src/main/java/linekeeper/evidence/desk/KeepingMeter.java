package linekeeper.evidence.desk;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.platform.status.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and shows how evidence is kept, and says aloud what people have to know. */
@Component
final class KeepingMeter implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(KeepingMeter.class);
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong spoilt = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private volatile boolean waiting;

  KeepingMeter(MeterRegistry registry) {
    registry.gauge("linekeeper.evidence.held", held);
    registry.gauge("linekeeper.evidence.spoilt", spoilt);
    registry.gauge("linekeeper.evidence.quarantined", quarantined);
  }

  /** Items by where they are. */
  void counts(Map<String, Long> counts) {
    held.set(counts.getOrDefault("HELD", 0L));
    spoilt.set(counts.getOrDefault("SPOILT", 0L));
    quarantined.set(counts.getOrDefault("QUARANTINED", 0L));
  }

  void works() {
    waiting = false;
  }

  void waits(Exception why) {
    if (!waiting) {
      LOG.warn("uploaded evidence waits here until it can be stored: {}", why.getMessage());
    }
    waiting = true;
  }

  @Override
  public String name() {
    return "evidence";
  }

  @Override
  public State state() {
    return waiting || spoilt.get() > 0 ? State.DEGRADED : State.UP;
  }

  @Override
  public String detail() {
    return "%d wait for the store, %d spoilt, %d quarantined"
        .formatted(held.get(), spoilt.get(), quarantined.get());
  }
}
