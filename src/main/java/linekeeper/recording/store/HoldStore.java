package linekeeper.recording.store;

import java.util.List;
import java.util.UUID;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.retention.store.HoldRows;
import linekeeper.platform.retention.store.KeptTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings' legal holds, and what the store itself keeps of them. */
@Component
public final class HoldStore {
  static final KeptTable RECORDINGS =
      new KeptTable(
          "recording", "recording_hold", "recording", "state in ('STORED', 'LINKED', 'PURGING')");

  private final HoldRows rows;

  /** On this database. */
  public HoldStore(JdbcClient jdbc) {
    this.rows = new HoldRows(jdbc, RECORDINGS);
  }

  /** Sets one; the store is to be told. */
  public void add(RecordingId recording, Hold hold) {
    rows.add(recording.value(), hold);
  }

  /** Lifts one; whether it held until now. */
  public boolean lift(RecordingId recording, UUID id, Hold.Lifted lifted) {
    return rows.lift(recording.value(), id, lifted);
  }

  /** All of a recording, lifted ones too, in the order in which they were set. */
  public List<Hold> of(RecordingId recording) {
    return rows.of(recording.value());
  }

  /** What the store itself keeps of a recording; nothing where there is no such recording. */
  public StoreLock lockOf(RecordingId recording) {
    return rows.lockOf(recording.value());
  }
}
