package linekeeper.platform.data;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A PostgreSQL server that lives and dies with this process, except that its data stays. One
 * process per data directory; loopback and passwords only; every commit is on disk.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String NAME = "linekeeper";

  /** On the command line, so that no edited file can quietly take durability away. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("max_connections", "60"),
          Map.entry("timezone", "UTC"),
          // a week of logs beside the data, instead of a pipe that breaks when we are killed
          Map.entry("logging_collector", "on"),
          Map.entry("log_filename", "postgresql-%a.log"),
          Map.entry("log_rotation_age", "1d"),
          Map.entry("log_truncate_on_rotation", "on"));

  private final PostgresProperties properties;
  private final DirectoryLock lock;
  private final EmbeddedPostgres server;

  private EmbeddedDatabase(
      PostgresProperties properties, DirectoryLock lock, EmbeddedPostgres server) {
    this.properties = properties;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts the server, first stopping the one that a killed process may have left behind: it would
   * otherwise be taken over with whatever settings it had.
   *
   * @throws IllegalStateException if another process uses the data, or it does not come up in time
   */
  static EmbeddedDatabase start(PostgresProperties properties) {
    Path data = requireNonNull(properties.data()).toAbsolutePath();
    DirectoryLock lock = DirectoryLock.take(data);
    try {
      Orphan.of(data).ifPresent(orphan -> orphan.stop(properties.startWait()));
      EmbeddedPostgres server = FirstStart.guard(data, () -> launch(properties, data));
      EmbeddedDatabase database = new EmbeddedDatabase(properties, lock, server);
      database.prepare();
      return database;
    } catch (IOException e) {
      lock.close();
      throw new IllegalStateException(
          "PostgreSQL did not start on port " + properties.port() + "; see its log in " + data, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgres launch(PostgresProperties properties, Path data)
      throws IOException {
    Path binaries = properties.binaries();
    Path unpacked = binaries == null ? data.resolveSibling("postgres-binaries") : binaries;
    Files.createDirectories(unpacked);
    Path password = Secrets.file(data.resolveSibling(data.getFileName() + ".password"));
    try {
      Files.writeString(password, properties.password());
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setOverrideWorkingDirectory(unpacked.toFile())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(properties.port())
              .setPGStartupWait(properties.startWait())
              .setConnectConfig("password", properties.password());
      initialisation(password).forEach(builder::setLocaleConfig);
      SETTINGS.forEach(builder::setServerConfig);
      return builder.start();
    } finally {
      Files.deleteIfExists(password);
    }
  }

  /**
   * What initdb is told, over and above the builder's own "trust everybody": passwords from the
   * first moment on, and a collation that no later system library can change under an index.
   */
  private static Map<String, String> initialisation(Path password) {
    return new TreeMap<>(
        Map.of(
            "auth-host", "scram-sha-256",
            "auth-local", "scram-sha-256",
            "pwfile", password.toString(),
            "locale", "C.UTF-8",
            "locale-provider", "builtin",
            "builtin-locale", "C.UTF-8"));
  }

  /** The application is no superuser: it owns its database and nothing else. */
  private void prepare() {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      if (absent(connection, "SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
        execute(connection, "CREATE ROLE " + NAME + " LOGIN");
      }
      execute(connection, "ALTER ROLE " + NAME + " PASSWORD " + quoted(properties.password()));
      if (absent(connection, "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
        execute(connection, "CREATE DATABASE " + NAME + " OWNER " + NAME);
      }
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("PostgreSQL is up, but could not be prepared", e);
    }
  }

  private static boolean absent(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + properties.port() + "/" + NAME;
  }

  @Override
  public String getUsername() {
    return NAME;
  }

  @Override
  public String getPassword() {
    return properties.password();
  }

  /** Stops the server; what was committed stays. */
  @Override
  public void close() {
    try {
      server.close();
      LOG.info("PostgreSQL stopped");
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be stopped", e);
    } finally {
      lock.close();
    }
  }
}
