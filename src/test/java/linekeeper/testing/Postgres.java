package linekeeper.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL for tests: one server per JVM, started by the first who asks and gone with the
 * JVM, and a fresh database for everybody who asks. It trades durability for speed ({@code fsync}
 * off); tests about durability start their own.
 */
public final class Postgres {
  private static final Duration START = Duration.ofMinutes(1);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private Postgres() {}

  /**
   * Gives a Spring test its own, empty database; the application's own migrations fill it.
   *
   * <pre>{@code
   * @DynamicPropertySource
   * static void database(DynamicPropertyRegistry registry) {
   *   Postgres.fresh(registry);
   * }
   * }</pre>
   */
  public static void fresh(DynamicPropertyRegistry registry) {
    String url = url(create());
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "");
    registry.add("spring.datasource.hikari.maximum-pool-size", () -> "5");
  }

  /** A fresh database for a test without Spring, with all migrations applied. */
  public static DataSource migrated() {
    DataSource database = empty();
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  /** A fresh and empty database for a test without Spring. */
  public static DataSource empty() {
    return server().getDatabase("postgres", create());
  }

  private static synchronized void stop() {
    try {
      if (server != null) {
        server.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String url(String database) {
    return server().getJdbcUrl("postgres", database);
  }

  private static String create() {
    String name = "test_" + COUNT.incrementAndGet();
    try (var connection = server().getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException("no fresh database", failure);
    }
    return name;
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setPGStartupWait(START)
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "UTC")
                // not before the applications that use it are closed: they would wait for it
                .setRegisterShutdownHook(false)
                .start();
        SpringApplication.getShutdownHandlers().add(Postgres::stop);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return server;
  }
}
