package linekeeper.live;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import linekeeper.access.Standing;
import linekeeper.call.Floor;
import linekeeper.platform.web.Origins;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Puts the live door together and opens it at {@code /live}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

  @Bean
  LiveMeters liveMeters(MeterRegistry registry) {
    return new LiveMeters(registry);
  }

  /** The floor is looked up late: it was given this watch before it was whole itself. */
  @Bean
  Fanout fanout(
      LiveProperties properties,
      ObjectProvider<Floor> floor,
      InstantSource clock,
      LiveMeters meters) {
    return new Fanout(properties, floor::getObject, clock, meters);
  }

  @Bean
  LiveLife liveLife(Fanout fanout, LiveProperties properties, ObjectProvider<Standing> standing) {
    return new LiveLife(fanout, properties, standing::getObject);
  }

  @Bean
  LiveGate liveGate(Origins origins, ObjectProvider<Standing> standing, LiveMeters meters) {
    return new LiveGate(origins, standing::getObject, meters);
  }

  @Bean
  WebSocketConfigurer liveDoors(
      Fanout fanout, LiveProperties properties, InstantSource clock, LiveGate gate) {
    return registry ->
        registry
            .addHandler(new LiveDoor(fanout, properties, clock), "/live")
            .addInterceptors(gate)
            .setHandshakeHandler(new DefaultHandshakeHandler(new Uncompressed()))
            // the gate checks the origin itself: it also refuses a cookie without one
            .setAllowedOriginPatterns("*");
  }
}
