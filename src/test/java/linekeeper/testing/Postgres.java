package linekeeper.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL for tests: one server of a kind per JVM, started by the first who asks and gone
 * with the JVM, and a fresh database for everybody who asks. It trades durability for speed ({@code
 * fsync} off); tests about durability start their own.
 */
public enum Postgres {
  /** The one that Linekeeper brings with it. */
  EMBEDDED {
    @Override
    Server start() throws IOException {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPGStartupWait(START)
              .setServerConfig("max_connections", "200")
              .setServerConfig("timezone", "UTC")
              // not before the applications that use it are closed: they would wait for it
              .setRegisterShutdownHook(false)
              .start();
      return new Server(server.getJdbcUrl(USER, ""), server);
    }
  },

  /** The oldest that is kept working: Debian 12's. */
  OLDEST {
    @Override
    Server start() throws IOException {
      PackagedPostgres server = new PackagedPostgres(Path.of("/usr/lib/postgresql/15/bin"));
      return new Server(server.url(""), server);
    }
  };

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration BEGUN = Duration.ofMillis(200);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final String USER = "postgres";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private @Nullable Server server;

  /** A server that runs, and how its databases are addressed. */
  record Server(String address, AutoCloseable process) {
    String url(String database) {
      // the name of the database stands between the port and the parameters
      return address.replaceFirst("/(\\?|$)", "/" + database + "$1");
    }
  }

  abstract Server start() throws IOException;

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
    String url = EMBEDDED.create();
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> USER);
    registry.add("spring.datasource.password", () -> "");
    registry.add("spring.datasource.hikari.maximum-pool-size", () -> "5");
  }

  /** A fresh database for a test without Spring, with all migrations applied. */
  public DataSource migrated() {
    DataSource database = empty();
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  /** The same behind a pool of four connections. */
  public DataSource pooled() {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(migrated());
    pool.setMaximumPoolSize(4);
    return pool;
  }

  /** A fresh and empty database for a test without Spring. */
  public DataSource empty() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(create());
    database.setUser(USER);
    return database;
  }

  /** Makes a database; its address. */
  private String create() {
    String name = "test_" + COUNT.incrementAndGet();
    try (var connection = DriverManager.getConnection(server().url(USER), USER, "");
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException("no fresh database", failure);
    }
    return server().url(name);
  }

  private synchronized Server server() {
    if (server == null) {
      try {
        Server started = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
        Awaitility.await().atMost(START).until(() -> answers(started));
        server = started;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return server;
  }

  private static boolean answers(Server server) {
    try (var connection = DriverManager.getConnection(server.url(USER), USER, "")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** After the applications that use it, which would wait for it: hooks run side by side. */
  private static void stop(Server server) {
    try {
      Thread.sleep(BEGUN);
      for (Thread hook : Thread.getAllStackTraces().keySet()) {
        if (hook.getName().equals("SpringApplicationShutdownHook")) {
          hook.join(LONGEST_STOP);
        }
      }
      server.process().close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
