package linekeeper;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;

/** The application: one process that keeps one hotline's floor. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(
    systemName = "Linekeeper",
    sharedModules = {"kernel", "platform"})
public class Linekeeper {

  /**
   * Starts the application; configuration comes from {@code application.yaml} and what it is given
   * to override it.
   */
  public static void main(String[] args) {
    SpringApplication.run(Linekeeper.class, args);
  }

  /**
   * The one clock, in UTC. Everybody else is given it, as this or as an {@code InstantSource}, so
   * that a test or a simulation can give another.
   */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
