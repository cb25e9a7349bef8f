package linekeeper.live;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What operators see of the live door. */
final class LiveMeters {
  private final MeterRegistry registry;

  LiveMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How many sockets are open. */
  void sockets(Supplier<Number> count) {
    io.micrometer.core.instrument.Gauge.builder("linekeeper.live.sockets", count)
        .register(registry);
  }

  /** A socket was ended by the server. */
  void ended(Farewell why) {
    registry.counter("linekeeper.live.ended", "code", why.code()).increment();
  }

  /** A handshake was refused. */
  void refused(String reason) {
    registry.counter("linekeeper.live.refused", "reason", reason).increment();
  }

  /** The lane was quicker than the fan-out for longer than the backlog lasts. */
  void overrun() {
    registry.counter("linekeeper.live.overrun").increment();
  }

  /** A client asked for the whole state again. */
  void resync() {
    registry.counter("linekeeper.live.resync").increment();
  }
}
