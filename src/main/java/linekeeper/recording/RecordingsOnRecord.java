package linekeeper.recording;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;

/** The recordings that are on record, for whoever holds them against something else. */
public interface RecordingsOnRecord {

  /** The recordings that began in {@code [from, to)}. */
  List<RecordingOnRecord> begun(Instant from, Instant to);

  /** The recordings of these calls. */
  List<RecordingOnRecord> ofCalls(Collection<CallId> calls);

  /** The files in the spool of which no recording is on record, unless written to just now. */
  List<RecordingId> unknownFiles(Duration unchangedFor) throws IOException;

  /**
   * A recording.
   *
   * @param there whether there is audio, or will be as far as anybody knows, or nothing to be heard
   */
  record RecordingOnRecord(RecordingId id, CallId call, Instant startedAt, boolean there) {}
}
