package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.StoreLock;
import linekeeper.recording.model.TakenRecording;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the store is to keep, and what of it it confirmed; the difference is the agenda. */
@Component
public final class LockStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public LockStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A recording whose lock is to be seen to.
   *
   * @param wanted which wish it is, counted from 1
   * @param lock as it was confirmed last
   * @param held whether it is held, by the database
   */
  public record Item(TakenRecording recording, long wanted, StoreLock lock, boolean held) {}

  /**
   * Those to be seen to: what is wanted was changed, or nobody has looked since then. Asked every
   * second, so each of the three reasons has an index to be found by.
   *
   * @param again what the store refused is tried again if that was before this
   * @param lookedBefore what was seen to before this is seen to again
   */
  public List<Item> due(Instant again, Instant lookedBefore, int most) {
    return jdbc.sql(
            """
            select r.*, exists (select 1 from recording_hold h
                where h.recording = r.id and h.lifted_at is null) as held_now
            from recording r
            where id in (
              (select id from recording where state in ('STORED', 'LINKED', 'PURGING')
                 and lock_seen_at is null limit :most)
              union all
              (select id from recording where state in ('STORED', 'LINKED', 'PURGING')
                 and lock_seen_at < :looked order by lock_seen_at limit :most)
              union all
              (select id from recording where state in ('STORED', 'LINKED', 'PURGING')
                 and lock_done < lock_wanted and (lock_refusal is null or lock_seen_at < :again)
                 order by lock_seen_at nulls first limit :most))
            order by lock_seen_at nulls first limit :most
            """)
        .param("looked", sql(lookedBefore))
        .param("again", sql(again))
        .param("most", most)
        .query(LockStore::item)
        .list();
  }

  /** The store confirmed this wish; a later one stays open. */
  public void confirmed(RecordingId id, long wanted, StoreLock lock, Instant at) {
    jdbc.sql(
            """
            update recording set lock_done = greatest(lock_done, :wanted), lock_until = :until,
              lock_held = :held, lock_refusal = null, lock_seen_at = :at where id = :id
            """)
        .param("wanted", wanted)
        .param("until", sqlOrNull(lock.until()))
        .param("held", lock.held())
        .param("at", sql(at))
        .param("id", id.value())
        .update();
  }

  /** The store did not do it; the wish stays open. */
  public void refused(RecordingId id, String why, Instant at) {
    jdbc.sql(
            """
            update recording set lock_refusal = ?, lock_seen_at = ?,
              lock_wanted = greatest(lock_wanted, lock_done + 1) where id = ?
            """)
        .params(why, sql(at), id.value())
        .update();
  }

  /** How many the store refused to lock, or has not locked for another reason. */
  public int refused() {
    return jdbc.sql("select count(*) from recording where lock_refusal is not null")
        .query(Integer.class)
        .single();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        RecordingRow.read(row, number),
        row.getLong("lock_wanted"),
        lock(row),
        row.getBoolean("held_now"));
  }

  static StoreLock lock(ResultSet row) throws SQLException {
    return new StoreLock(
        perhaps(row, "lock_until"), row.getBoolean("lock_held"), row.getString("lock_refusal"));
  }
}
