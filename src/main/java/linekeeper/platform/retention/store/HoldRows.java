package linekeeper.platform.retention.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.StoreLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Legal holds, set, lifted, and never forgotten; and what the store itself keeps. */
public final class HoldRows {
  private final JdbcClient jdbc;
  private final KeptTable kept;

  /** Of this table on this database. */
  public HoldRows(JdbcClient jdbc, KeptTable kept) {
    this.jdbc = jdbc;
    this.kept = kept;
  }

  /** Sets one; the store is to be told. */
  public void add(String subject, Hold hold) {
    ask(subject);
    jdbc.sql(
            "insert into %s (id, %s, reason, set_by, set_at) values (?, ?, ?, ?, ?)"
                .formatted(kept.holds(), kept.subject()))
        .params(hold.id(), subject, hold.reason(), hold.by(), sql(hold.at()))
        .update();
  }

  /** Lifts one; whether it held until now. */
  public boolean lift(String subject, UUID id, Hold.Lifted lifted) {
    ask(subject);
    return jdbc.sql(
                """
                update %s set lift_reason = ?, lifted_by = ?, lifted_at = ?
                where %s = ? and id = ? and lifted_at is null
                """
                    .formatted(kept.holds(), kept.subject()))
            .params(lifted.reason(), lifted.by(), sql(lifted.at()), subject, id)
            .update()
        == 1;
  }

  private void ask(String subject) {
    jdbc.sql("update %s set lock_wanted = lock_wanted + 1 where id = ?".formatted(kept.name()))
        .param(subject)
        .update();
  }

  /** All of them, lifted ones too, in the order in which they were set. */
  public List<Hold> of(String subject) {
    return jdbc.sql(
            "select * from %s where %s = ? order by set_at, id"
                .formatted(kept.holds(), kept.subject()))
        .param(subject)
        .query(HoldRows::hold)
        .list();
  }

  /** What the store itself keeps of it; nothing where there is no such thing. */
  public StoreLock lockOf(String subject) {
    return jdbc.sql(
            "select lock_until, lock_held, lock_refusal from %s where id = ?"
                .formatted(kept.name()))
        .param(subject)
        .query((row, _) -> LockRows.lock(row))
        .optional()
        .orElse(StoreLock.NONE);
  }

  private static Hold hold(ResultSet row, int number) throws SQLException {
    Instant liftedAt = perhaps(row, "lifted_at");
    return new Hold(
        row.getObject("id", UUID.class),
        row.getString("reason"),
        row.getString("set_by"),
        moment(row, "set_at"),
        liftedAt == null
            ? null
            : new Hold.Lifted(row.getString("lift_reason"), row.getString("lifted_by"), liftedAt));
  }
}
