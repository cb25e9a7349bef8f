package linekeeper.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import linekeeper.Linekeeper;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * The application's clock in a test's hands, also where the application is another process: a file
 * says by how much it is wrong. The switch, the database and the disk go by the machine's own.
 */
public final class FalseClock {
  static final String PROPERTY = "linekeeper.test.clock";
  private static final Duration SEEN_WITHIN = Duration.ofMillis(20);
  private final Path file;

  FalseClock(Path file) {
    this.file = file;
    set(Duration.ZERO);
  }

  /** Sets it that much ahead of the true time, or behind; returns when the application knows. */
  public void set(Duration wrong) {
    try {
      Path next = file.resolveSibling("clock.next");
      Files.writeString(next, Long.toString(wrong.toMillis()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      Thread.sleep(SEEN_WITHIN.multipliedBy(5));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }

  Path file() {
    return file;
  }

  /** The application, with this clock instead of its own. */
  public static void main(String[] arguments) {
    SpringApplication.run(new Class<?>[] {Linekeeper.class, Hands.class}, arguments);
  }

  /** Not a configuration by annotation: every test's application would find it. */
  static final class Hands {
    @Bean
    @Primary
    Clock falseClock(Environment environment) {
      return new Wrong(Path.of(environment.getRequiredProperty(PROPERTY)));
    }
  }

  private static final class Wrong extends Clock {
    private final Path file;
    private volatile long millis;

    Wrong(Path file) {
      this.file = file;
      read();
      Thread.ofPlatform().daemon().name("false-clock").start(this::follow);
    }

    private void follow() {
      try {
        while (true) {
          Thread.sleep(SEEN_WITHIN);
          read();
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    private void read() {
      try {
        millis = Long.parseLong(Files.readString(file).strip());
      } catch (IOException failure) {
        throw new IllegalStateException("the clock's file cannot be read", failure);
      }
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plusMillis(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("everybody uses UTC");
    }
  }
}
