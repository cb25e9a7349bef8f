package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Hold;
import linekeeper.recording.model.StoreLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The legal holds, set, lifted, and never forgotten; and what the store itself keeps. */
@Component
public final class HoldStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public HoldStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets one; the store is to be told. */
  public void add(RecordingId recording, Hold hold) {
    ask(recording);
    jdbc.sql(
            """
            insert into recording_hold (id, recording, reason, set_by, set_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(hold.id(), recording.value(), hold.reason(), hold.by(), sql(hold.at()))
        .update();
  }

  /** Lifts one; whether it held until now. */
  public boolean lift(RecordingId recording, UUID id, Hold.Lifted lifted) {
    ask(recording);
    return jdbc.sql(
                """
                update recording_hold set lift_reason = ?, lifted_by = ?, lifted_at = ?
                where recording = ? and id = ? and lifted_at is null
                """)
            .params(lifted.reason(), lifted.by(), sql(lifted.at()), recording.value(), id)
            .update()
        == 1;
  }

  private void ask(RecordingId recording) {
    jdbc.sql("update recording set lock_wanted = lock_wanted + 1 where id = ?")
        .param(recording.value())
        .update();
  }

  /** All of a recording, lifted ones too, in the order in which they were set. */
  public List<Hold> of(RecordingId recording) {
    return jdbc.sql("select * from recording_hold where recording = ? order by set_at, id")
        .param(recording.value())
        .query(HoldStore::hold)
        .list();
  }

  /** What the store itself keeps of a recording; nothing where there is no such recording. */
  public StoreLock lockOf(RecordingId recording) {
    return jdbc.sql("select lock_until, lock_held, lock_refusal from recording where id = ?")
        .param(recording.value())
        .query((row, _) -> LockStore.lock(row))
        .optional()
        .orElse(new StoreLock(null, false, null));
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
