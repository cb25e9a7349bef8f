package linekeeper.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  static final String PASSWORD = "correct-horse-battery";

  @TempDir Path home;
  private PostgresProperties properties = properties(Path.of("unset"), 1, PASSWORD);

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      properties = properties(home.resolve("postgres"), socket.getLocalPort(), PASSWORD);
    }
  }

  static PostgresProperties properties(Path data, int port, String password) {
    return new PostgresProperties(
        true,
        port,
        data,
        Path.of("target", "postgres-binaries").toAbsolutePath(),
        password,
        Duration.ofSeconds(60));
  }

  @Test
  void commits_are_on_disk_and_survive_a_restart() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties);
        Connection connection = connect(database, PASSWORD)) {
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(connection, "SHOW server_version_num")).startsWith("18");
      tell(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties);
        Connection connection = connect(database, PASSWORD)) {
      assertThat(ask(connection, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void nobody_gets_in_without_the_password_and_the_application_is_no_superuser()
      throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties);
        Connection connection = connect(database, PASSWORD)) {
      assertThatThrownBy(() -> connect(database, "wrong-password"))
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                  "jdbc:postgresql://127.0.0.1:" + properties.port() + "/postgres",
                  "postgres",
                  "wrong-password"))
          .hasMessageContaining("password authentication failed");
      assertThat(ask(connection, "SELECT usesuper FROM pg_user WHERE usename = current_user"))
          .isEqualTo("f");
      assertThat(home.resolve("postgres.password")).doesNotExist();
    }
  }

  @Test
  void a_second_process_may_not_use_the_same_data() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties)) {
      assertThat(database.getJdbcUrl()).endsWith("/linekeeper");
      assertThatThrownBy(() -> EmbeddedDatabase.start(properties))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another process already uses");
    }
  }

  @Test
  void a_server_that_outlived_its_killed_parent_is_replaced_and_its_commits_are_kept()
      throws Exception {
    Process parent = startInAnotherProcess();
    long orphan = postmaster();
    parent.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("it outlives its parent").isPresent();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties);
        Connection connection = connect(database, PASSWORD)) {
      assertThat(postmaster()).isNotEqualTo(orphan);
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SELECT note FROM left_behind")).isEqualTo("by the child");
    }
    assertThat(ProcessHandle.of(orphan)).isEmpty();
  }

  @Test
  void a_start_killed_before_it_was_a_database_is_begun_again() throws Exception {
    Path data = home.resolve("postgres");
    Files.createDirectories(data.resolve("base"));
    Files.writeString(data.resolve("PG_VERSION"), "18");
    Files.writeString(data.resolve("postgresql.conf"), "");
    Files.writeString(home.resolve("postgres.initialising"), "");

    try (EmbeddedDatabase database = EmbeddedDatabase.start(properties);
        Connection connection = connect(database, PASSWORD)) {
      assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
      assertThat(home.resolve("postgres.initialising")).doesNotExist();
    }
  }

  @Test
  void a_bad_setting_is_refused_by_name() {
    assertThatThrownBy(() -> properties(home, 0, PASSWORD))
        .hasMessageContaining("linekeeper.postgres.port");
    assertThatThrownBy(() -> properties(home, 5432, "short"))
        .hasMessageContaining("linekeeper.postgres.password");
    assertThat(properties.toString()).doesNotContain(PASSWORD);
  }

  private Process startInAnotherProcess() throws IOException {
    Path ready = home.resolve("ready");
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    EmbeddedDatabaseChild.class.getName(),
                    home.resolve("postgres").toString(),
                    Integer.toString(properties.port()),
                    ready.toString()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("child.log").toFile())
            .start();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> Files.exists(ready) || !child.isAlive());
    assertThat(child.isAlive()).as(Files.readString(home.resolve("child.log"))).isTrue();
    return child;
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid")).getFirst().trim());
  }

  static Connection connect(EmbeddedDatabase database, String password) throws SQLException {
    return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), password);
  }

  static void tell(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
