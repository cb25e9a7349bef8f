package linekeeper.call.desk;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import linekeeper.call.CallableNumbers;
import linekeeper.call.Fences;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.watch.FloorWatch;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.telephony.Switch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the floor together. */
@Configuration(proxyBeanMethods = false)
class FloorConfiguration {

  @Bean
  FloorVocabulary floorVocabulary() {
    return new FloorVocabulary();
  }

  @Bean
  FloorPlan floorPlan(FloorProperties properties, ObjectProvider<CallableNumbers> callable) {
    return FloorPlans.of(properties, callable.getIfAvailable(() -> CallableNumbers.NONE));
  }

  @Bean
  FloorBook floorBook(Journal journal, JournalCodec codec) {
    return new FloorBook(journal, codec);
  }

  @Bean
  FloorDesk floorDesk(
      FloorPlan plan,
      FloorBook book,
      ObjectProvider<Switch> telephony,
      ObjectProvider<FloorWatch> watches,
      Clock clock,
      MeterRegistry registry) {
    return new FloorDesk(
        new FloorModel(plan, clock.instant()),
        book,
        telephony.getIfAvailable(AbsentSwitch::new),
        List.copyOf(watches.orderedStream().toList()),
        clock,
        new FloorMeter(registry));
  }

  @Bean
  Fences fences(ObjectProvider<Switch> telephony) {
    return telephony.getIfAvailable(AbsentSwitch::new)::dropFence;
  }

  /** The floor opens last and closes first. */
  @Bean
  SmartLifecycle floorLifecycle(FloorDesk desk) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        desk.open();
        running = true;
      }

      @Override
      public void stop() {
        running = false;
        desk.close();
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }
}
