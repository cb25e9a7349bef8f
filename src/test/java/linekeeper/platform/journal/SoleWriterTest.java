package linekeeper.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import linekeeper.platform.status.Part;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;

class SoleWriterTest {
  private final DataSource database = Postgres.EMBEDDED.empty();

  @Test
  void a_second_application_on_the_same_database_is_refused_and_told_why() {
    try (SoleWriter first = SoleWriter.take(database, Duration.ZERO)) {
      assertThat(first.state()).isEqualTo(Part.State.UP);
      assertThatThrownBy(() -> SoleWriter.take(database, Duration.ofMillis(300)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another Linekeeper uses this database");
    }
  }

  @Test
  void whoever_comes_after_it_has_the_place() {
    SoleWriter.take(database, Duration.ZERO).close();
    try (SoleWriter next = SoleWriter.take(database, Duration.ZERO)) {
      assertThat(next.state()).isEqualTo(Part.State.UP);
    }
  }

  @Test
  void a_broken_connection_is_noticed_and_the_place_taken_again() throws SQLException {
    try (SoleWriter writer = SoleWriter.take(database, Duration.ZERO)) {
      try (var connection = database.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                + " and database = (select oid from pg_database where datname = current_database())");
      }
      try (SoleWriter thief = SoleWriter.take(database, Duration.ofSeconds(2))) {
        await().atMost(Duration.ofSeconds(15)).until(() -> writer.state() != Part.State.UP);
        assertThat(thief.state()).isEqualTo(Part.State.UP);
      }
      await().atMost(Duration.ofSeconds(15)).until(() -> writer.state() == Part.State.UP);
    }
  }
}
