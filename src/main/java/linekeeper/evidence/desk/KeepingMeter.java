package linekeeper.evidence.desk;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.status.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and shows how evidence is kept, and says aloud what people have to know. */
@Component
final class KeepingMeter implements Part {
  private static final String ALARMS = "linekeeper.evidence.alarms";
  private static final String LOCK_REFUSED = "LOCK_REFUSED";
  private static final String DIFFERS = "DIFFERS";
  private static final Logger LOG = LoggerFactory.getLogger(KeepingMeter.class);
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong spoilt = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicInteger unlocked = new AtomicInteger();
  private final AtomicInteger differing = new AtomicInteger();
  private final MeterRegistry registry;
  private volatile boolean waiting;

  KeepingMeter(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("linekeeper.evidence.held", held);
    registry.gauge("linekeeper.evidence.spoilt", spoilt);
    registry.gauge("linekeeper.evidence.quarantined", quarantined);
    registry.gauge("linekeeper.evidence.unlocked", unlocked);
    registry.gauge("linekeeper.evidence.differing", differing);
    for (String kind : List.of(LOCK_REFUSED, DIFFERS)) {
      registry.counter(ALARMS, "kind", kind);
    }
  }

  /** Items by where they are. */
  void counts(Map<String, Long> counts) {
    held.set(counts.getOrDefault("HELD", 0L));
    spoilt.set(counts.getOrDefault("SPOILT", 0L));
    quarantined.set(counts.getOrDefault("QUARANTINED", 0L));
  }

  /** How many the store refused to lock. */
  void unlocked(int count) {
    unlocked.set(count);
  }

  /** How many were found to be something else than was received. */
  void differing(int count) {
    differing.set(count);
  }

  void lockRefused(EvidenceItemId id) {
    registry.counter(ALARMS, "kind", LOCK_REFUSED).increment();
    LOG.error("evidence {}: the store did not lock it; tried again", id);
  }

  void differs(EvidenceItemId id) {
    registry.counter(ALARMS, "kind", DIFFERS).increment();
    LOG.error("evidence {}: the store has something else; nothing is removed", id);
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
    boolean wrong = spoilt.get() > 0 || unlocked.get() > 0 || differing.get() > 0;
    return waiting || wrong ? State.DEGRADED : State.UP;
  }

  @Override
  public String detail() {
    return "%d wait for the store, %d spoilt, %d quarantined, %d not locked, %d that differ"
        .formatted(held.get(), spoilt.get(), quarantined.get(), unlocked.get(), differing.get());
  }
}
