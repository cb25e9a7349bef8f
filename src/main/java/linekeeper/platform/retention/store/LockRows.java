package linekeeper.platform.retention.store;

import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import linekeeper.platform.retention.StoreLock;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the store is to keep, and what of it it confirmed; the difference is the agenda. */
public final class LockRows {
  private final JdbcClient jdbc;
  private final String dueSql;
  private final String table;

  /** Of this table on this database. */
  public LockRows(JdbcClient jdbc, KeptTable kept) {
    this.jdbc = jdbc;
    this.table = kept.name();
    this.dueSql =
        """
        select r.*, exists (select 1 from %2$s h
            where h.%3$s = r.id and h.lifted_at is null) as held_now
        from %1$s r
        where id in (
          (select id from %1$s where %4$s
             and lock_seen_at is null limit :most)
          union all
          (select id from %1$s where %4$s
             and lock_seen_at < :looked order by lock_seen_at limit :most)
          union all
          (select id from %1$s where %4$s
             and lock_done < lock_wanted and (lock_refusal is null or lock_seen_at < :again)
             order by lock_seen_at nulls first limit :most))
        order by lock_seen_at nulls first limit :most
        """
            .formatted(kept.name(), kept.holds(), kept.subject(), kept.stored());
  }

  /**
   * Those to be seen to: what is wanted was changed, or nobody has looked since then. Asked every
   * second, so each of the three reasons has an index to be found by.
   *
   * @param again what the store refused is tried again if that was before this
   * @param lookedBefore what was seen to before this is seen to again
   */
  public <T> List<T> due(Instant again, Instant lookedBefore, int most, RowMapper<T> read) {
    return jdbc.sql(dueSql)
        .param("looked", sql(lookedBefore))
        .param("again", sql(again))
        .param("most", most)
        .query(read)
        .list();
  }

  /** The store confirmed this wish; a later one stays open. */
  public void confirmed(String id, long wanted, StoreLock lock, Instant at) {
    jdbc.sql(
            """
            update %s set lock_done = greatest(lock_done, :wanted), lock_until = :until,
              lock_held = :held, lock_refusal = null, lock_seen_at = :at where id = :id
            """
                .formatted(table))
        .param("wanted", wanted)
        .param("until", sqlOrNull(lock.until()))
        .param("held", lock.held())
        .param("at", sql(at))
        .param("id", id)
        .update();
  }

  /** The store did not do it; the wish stays open. */
  public void refused(String id, String why, Instant at) {
    jdbc.sql(
            """
            update %s set lock_refusal = ?, lock_seen_at = ?,
              lock_wanted = greatest(lock_wanted, lock_done + 1) where id = ?
            """
                .formatted(table))
        .params(why, sql(at), id)
        .update();
  }

  /** How many the store refused to lock, or has not locked for another reason. */
  public int refused() {
    return jdbc.sql("select count(*) from %s where lock_refusal is not null".formatted(table))
        .query(Integer.class)
        .single();
  }

  /** What the store confirmed, from a row of such a table. */
  public static StoreLock lock(ResultSet row) throws SQLException {
    return new StoreLock(
        perhaps(row, "lock_until"), row.getBoolean("lock_held"), row.getString("lock_refusal"));
  }
}
