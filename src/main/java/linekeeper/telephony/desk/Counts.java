package linekeeper.telephony.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.ari.Incoming;

/** The figures of the link. Counters are made once; an event costs one look-up. */
final class Counts {
  private static final int MOST_TYPES = 100;

  private final MeterRegistry registry;
  private final Map<String, Counter> events = new HashMap<>();
  private final Counter unknown;
  private final Counter garbled;
  private final Counter requests;
  private final Counter failures;
  private final Counter reconnects;
  private final AtomicInteger state = new AtomicInteger();

  Counts(MeterRegistry registry) {
    this.registry = registry;
    unknown = registry.counter("linekeeper.telephony.events.unknown");
    garbled = registry.counter("linekeeper.telephony.frames.malformed");
    requests = registry.counter("linekeeper.telephony.requests");
    failures = registry.counter("linekeeper.telephony.failures");
    reconnects = registry.counter("linekeeper.telephony.reconnects");
    Gauge.builder("linekeeper.telephony.link", state, AtomicInteger::get)
        .description("0 down, 1 dialling, 2 greeting, 3 syncing, 4 up, 5 draining")
        .register(registry);
  }

  void frame(Incoming incoming) {
    switch (incoming) {
      case Incoming.Unknown _ -> unknown.increment();
      case Incoming.Garbled _ -> garbled.increment();
      case Incoming.Answered _ -> {}
      case Incoming.Heard _,
          Incoming.Ending _,
          Incoming.Left _,
          Incoming.Canary _,
          Incoming.Replaced _,
          Incoming.Ignored _ ->
          event(incoming.type());
    }
  }

  void requested() {
    requests.increment();
  }

  void failed() {
    failures.increment();
  }

  void malformedFrame() {
    garbled.increment();
  }

  /** Something in the switch's ledger is not as it should be. */
  void oddLedger(String what) {
    registry.counter("linekeeper.telephony.ledger.odd", "what", what).increment();
  }

  void link(LinkState now) {
    state.set(figure(now));
    if (now == LinkState.DIALLING) {
      reconnects.increment();
    }
  }

  private static int figure(LinkState state) {
    return switch (state) {
      case DOWN -> 0;
      case DIALLING -> 1;
      case GREETING -> 2;
      case SYNCING -> 3;
      case UP -> 4;
      case DRAINING -> 5;
    };
  }

  private void event(String type) {
    Counter counter = events.get(type);
    if (counter == null) {
      // only ignored and known types come here, but their names still come from outside
      String tag = events.size() < MOST_TYPES ? type : "other";
      counter = registry.counter("linekeeper.telephony.events", "type", tag);
      events.put(tag, counter);
    }
    counter.increment();
  }
}
