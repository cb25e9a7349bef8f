package linekeeper.callback.desk;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the rules together, and refuses those that contradict themselves. */
@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {

  @Bean
  Rules callbackRules(CallbackProperties properties, Clock clock) {
    return new Rules(
        properties.opening(),
        properties.guard(),
        properties.zone(),
        clock,
        properties.patience(),
        properties.sweep());
  }
}
