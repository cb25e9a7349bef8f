package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.time.Instant;
import java.util.List;
import linekeeper.recording.model.TakenRecording;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings that nothing but their age keeps from being deleted. */
@Component
public final class DueStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public DueStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those that rest in the store, signed for and under no hold, and began before a moment: the
   * oldest first.
   *
   * @param afterAt with {@code afterId}: where the ones before ended, or null for the first
   */
  public List<TakenRecording> free(
      Instant before, @Nullable Instant afterAt, @Nullable String afterId, int most) {
    return jdbc.sql(
            """
            select * from recording r
            where state in ('STORED', 'LINKED') and due_at is null and manifest is not null
              and started_at < :before
              and (cast(:id as text) is null
                or (started_at, id) > (cast(:at as timestamptz), cast(:id as text)))
              and not exists (select 1 from recording_hold h
                where h.recording = r.id and h.lifted_at is null)
            order by started_at, id limit :most
            """)
        .param("before", sql(before))
        .param("at", sqlOrNull(afterAt))
        .param("id", afterId)
        .param("most", most)
        .query(RecordingRow::read)
        .list();
  }
}
