package linekeeper.recording.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.retention.store.LockRows;
import linekeeper.recording.model.TakenRecording;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of the recordings the store is to keep, and what of it it confirmed. */
@Component
public final class LockStore {
  private final LockRows rows;

  /** On this database. */
  public LockStore(JdbcClient jdbc) {
    this.rows = new LockRows(jdbc, HoldStore.RECORDINGS);
  }

  /**
   * A recording whose lock is to be seen to.
   *
   * @param wanted which wish it is, counted from 1
   * @param lock as it was confirmed last
   * @param held whether it is held, by the database
   */
  public record Item(TakenRecording recording, long wanted, StoreLock lock, boolean held) {}

  /** Those to be seen to, as {@link LockRows#due} finds them. */
  public List<Item> due(Instant again, Instant lookedBefore, int most) {
    return rows.due(again, lookedBefore, most, LockStore::item);
  }

  /** The store confirmed this wish; a later one stays open. */
  public void confirmed(RecordingId id, long wanted, StoreLock lock, Instant at) {
    rows.confirmed(id.value(), wanted, lock, at);
  }

  /** The store did not do it; the wish stays open. */
  public void refused(RecordingId id, String why, Instant at) {
    rows.refused(id.value(), why, at);
  }

  /** How many the store refused to lock, or has not locked for another reason. */
  public int refused() {
    return rows.refused();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        RecordingRow.read(row, number),
        row.getLong("lock_wanted"),
        LockRows.lock(row),
        row.getBoolean("held_now"));
  }
}
