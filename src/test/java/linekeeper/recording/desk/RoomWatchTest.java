package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import linekeeper.platform.status.Part.State;
import linekeeper.recording.RoomProperties;
import linekeeper.recording.model.FullSpan;
import linekeeper.recording.store.FullSpanStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.unit.DataSize;

class RoomWatchTest {
  private static final long KEEP_FREE = DataSize.ofMegabytes(200).toBytes();
  private static final long RESERVE = DataSize.ofMegabytes(20).toBytes();
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private final DataSource migrated = Postgres.EMBEDDED.migrated();
  private final FullSpanStore spans = new FullSpanStore(JdbcClient.create(migrated));
  private boolean databaseAway;
  private long bytes = KEEP_FREE;
  private Instant now = T0;
  private RoomWatch watch = begin();

  @Test
  void each_level_is_told_and_only_the_last_one_is_a_reason_for_talks_without_audio() {
    assertThat(look(0, KEEP_FREE)).isEqualTo(State.UP);
    assertThat(look(1, KEEP_FREE - 1)).isEqualTo(State.DEGRADED);
    assertThat(look(2, RESERVE)).isEqualTo(State.DEGRADED);
    assertThat(all()).isEmpty();
    assertThat(look(3, RESERVE - 1)).isEqualTo(State.DOWN);
    assertThat(watch.detail()).contains("19 MiB free", "not recorded");
    assertThat(all()).containsExactly(new FullSpan(T0.plusSeconds(2), null));
    look(4, 0);
    look(9, KEEP_FREE);
    assertThat(all()).containsExactly(new FullSpan(T0.plusSeconds(2), T0.plusSeconds(9)));
  }

  @Test
  void a_spool_that_is_not_there_is_said_and_is_not_a_full_one() {
    assertThat(look(0, -1)).isEqualTo(State.DOWN);
    assertThat(watch.detail()).isEqualTo("not there");
    assertThat(all()).isEmpty();
  }

  @Test
  void a_database_that_is_away_meanwhile_hears_of_all_of_it_afterwards() {
    look(0, KEEP_FREE);
    databaseAway = true;
    look(1, 0);
    look(2, KEEP_FREE);
    look(3, 0);
    databaseAway = false;
    look(4, 0);
    assertThat(all())
        .containsExactly(
            new FullSpan(T0, T0.plusSeconds(2)), new FullSpan(T0.plusSeconds(2), null));
  }

  @Test
  void what_a_killed_process_left_open_is_over_with_the_next_ones_first_look() {
    look(0, KEEP_FREE);
    look(1, 0);
    watch = begin();
    look(60, 0);
    assertThat(all())
        .containsExactly(
            new FullSpan(T0, T0.plusSeconds(60)), new FullSpan(T0.plusSeconds(60), null));
  }

  @Test
  void how_many_hours_are_left_is_told_a_day_ahead() {
    long hour = KEEP_FREE;
    for (int minute = 0; minute <= 60; minute++) {
      look(minute * 60, 24 * hour - hour * minute / 60);
    }
    assertThat(watch.detail()).contains("full in 23 hours");
    assertThat(watch.state()).isEqualTo(State.DEGRADED);
    for (int minute = 61; minute <= 130; minute++) {
      look(minute * 60, 40 * hour);
    }
    assertThat(watch.detail()).doesNotContain("hours");
    assertThat(watch.state()).isEqualTo(State.UP);
  }

  @Test
  void limits_in_the_wrong_order_stop_the_start_and_are_named() {
    assertThatThrownBy(() -> new RoomProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1)))
        .hasMessageContaining("linekeeper.recording.room.keep-free");
  }

  private State look(int second, long free) {
    now = T0.plusSeconds(second);
    bytes = free;
    watch.round();
    return watch.state();
  }

  private List<FullSpan> all() {
    return spans.touching(T0.minusSeconds(1), T0.plusSeconds(10_000));
  }

  private RoomWatch begin() {
    DataSource database =
        new DelegatingDataSource(migrated) {
          @Override
          public Connection getConnection() throws SQLException {
            if (databaseAway) {
              throw new SQLException("away", "08001");
            }
            return super.getConnection();
          }
        };
    return new RoomWatch(
        () -> bytes,
        new FullSpanStore(JdbcClient.create(database)),
        new RoomProperties(DataSize.ofBytes(KEEP_FREE), DataSize.ofBytes(RESERVE)),
        new SimpleMeterRegistry(),
        () -> now);
  }
}
