package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.RecordingsOnRecord;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.RecordingStore;
import org.springframework.stereotype.Component;

/** What the rows and the spool say. */
@Component
final class CustodyAccount implements RecordingsOnRecord {
  private final RecordingStore rows;
  private final Spool spool;
  private final InstantSource clock;

  CustodyAccount(RecordingStore rows, Spool spool, InstantSource clock) {
    this.rows = rows;
    this.spool = spool;
    this.clock = clock;
  }

  @Override
  public List<RecordingOnRecord> begun(Instant from, Instant to) {
    return rows.begun(from, to).stream().map(CustodyAccount::view).toList();
  }

  @Override
  public List<RecordingOnRecord> ofCalls(Collection<CallId> calls) {
    return rows.ofCalls(calls).stream().map(CustodyAccount::view).toList();
  }

  @Override
  public List<RecordingId> unknownFiles(Duration unchangedFor) throws IOException {
    List<RecordingId> files = spool.ids();
    Set<RecordingId> known = rows.states(files).keySet();
    Instant before = clock.instant().minus(unchangedFor);
    List<RecordingId> unknown = new ArrayList<>();
    for (RecordingId file : files) {
      if (!known.contains(file) && spool.unchangedSince(file, before)) {
        unknown.add(file);
      }
    }
    return unknown;
  }

  private static RecordingOnRecord view(TakenRecording it) {
    boolean there = !(it.custody() instanceof Custody.Missing);
    return new RecordingOnRecord(it.id(), it.call(), it.startedAt(), there);
  }
}
