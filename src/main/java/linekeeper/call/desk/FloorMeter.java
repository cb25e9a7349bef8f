package linekeeper.call.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import linekeeper.call.model.Entry;
import linekeeper.call.model.FloorModel;
import linekeeper.platform.lane.Lane;

/** The floor's own figures for those who run it. */
final class FloorMeter {
  private final MeterRegistry registry;
  private final Timer steps;
  private final Timer waits;
  private final Counter slow;
  private final Counter bugs;

  FloorMeter(MeterRegistry registry) {
    this.registry = registry;
    this.steps =
        Timer.builder("linekeeper.floor.step")
            .description("one step of the lane")
            .register(registry);
    this.waits =
        Timer.builder("linekeeper.floor.wait")
            .description("from hand-over to the lane's turn")
            .register(registry);
    this.slow =
        Counter.builder("linekeeper.floor.slow").description("steps over 5 ms").register(registry);
    this.bugs =
        Counter.builder("linekeeper.floor.bugs")
            .description("exceptions on the lane")
            .register(registry);
  }

  void watch(Lane lane, FloorModel model) {
    Gauge.builder("linekeeper.floor.backlog", lane, Lane::backlog).register(registry);
    Gauge.builder("linekeeper.floor.calls", model, it -> it.calls().size()).register(registry);
  }

  void step(Entry.Input input, Duration took, Duration waited) {
    steps.record(took);
    waits.record(waited);
    if (took.toMillis() >= 5) {
      slow.increment();
    }
  }

  void odd(String what) {
    registry.counter("linekeeper.floor.odd", "what", what).increment();
  }

  void bug() {
    bugs.increment();
  }
}
