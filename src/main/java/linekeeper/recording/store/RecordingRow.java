package linekeeper.recording.store;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.data.Moments;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Hashed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Look;
import linekeeper.recording.model.Custody.Missing;
import linekeeper.recording.model.Custody.Pending;
import linekeeper.recording.model.Custody.Probed;
import linekeeper.recording.model.Custody.Purged;
import linekeeper.recording.model.Custody.Purging;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Custody.Unheard;
import linekeeper.recording.model.Custody.Uploading;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import org.jspecify.annotations.Nullable;

/** Reads a row back into what it says: the state by its name, with what that state carries. */
final class RecordingRow {
  private final ResultSet row;

  private RecordingRow(ResultSet row) {
    this.row = row;
  }

  static TakenRecording read(ResultSet result, int number) throws SQLException {
    RecordingRow row = new RecordingRow(result);
    return new TakenRecording(
        new RecordingId(row.text("id")),
        new CallId(row.text("call")),
        RecordingKind.valueOf(row.text("kind")),
        row.agents(),
        row.row.getString("caller"),
        requireNonNull(row.moment("started_at")),
        row.moment("heard_from"),
        row.moment("ended_at"),
        row.custody());
  }

  private Custody custody() throws SQLException {
    String state = text("state");
    return switch (state) {
      case "STORED" -> stored(moment("due_at"));
      case "LINKED" -> new Linked(stored(null), text("act"));
      case "PURGING" ->
          new Purging(
              stored(null),
              row.getString("act"),
              order(),
              requireNonNull(moment("due_at")),
              row.getString("reason"));
      case "PURGED" ->
          new Purged(
              stored(null), row.getString("act"), order(), requireNonNull(moment("gone_at")));
      case "FAILED_RETRYABLE" ->
          new FailedRetryable(
              pending(text("before_failure")),
              row.getInt("attempts"),
              requireNonNull(moment("due_at")),
              text("reason"));
      case "MISSING" -> new Missing(text("reason"));
      case "UNHEARD" -> new Unheard(text("reason"));
      case "CORRUPT" -> new Corrupt(pending(text("before_failure")), text("reason"));
      default -> pending(state);
    };
  }

  private Pending pending(String state) throws SQLException {
    return switch (state) {
      case "RECORDING" -> new Recording(moment("ended_at"), look(), lookAt(), moment("endless_at"));
      case "FILE_CLOSED" -> new FileClosed();
      case "PROBED" -> new Probed(audio());
      case "HASHED" -> new Hashed(audio(), text("digest"));
      case "UPLOADING" -> new Uploading(audio(), text("digest"), place(), row.getInt("mismatches"));
      default -> throw new IllegalStateException("recording in unknown state " + state);
    };
  }

  /** While it talks nothing is due; after that something always is. */
  private @Nullable Instant lookAt() throws SQLException {
    return moment("ended_at") == null ? null : moment("due_at");
  }

  private @Nullable Look look() throws SQLException {
    Instant since = moment("seen_since");
    return since == null ? null : new Look(row.getLong("seen_size"), since);
  }

  private Audio audio() throws SQLException {
    return new Audio(
        row.getLong("size"),
        row.getLong("duration_millis"),
        row.getInt("channels"),
        row.getInt("sample_rate"),
        row.getLong("raw_size"),
        row.getInt("cut_bytes"));
  }

  private Place place() throws SQLException {
    return new Place(text("bucket"), text("object_key"));
  }

  private Stored stored(@Nullable Instant removeAt) throws SQLException {
    return new Stored(
        audio(), text("digest"), place(), requireNonNull(moment("stored_at")), removeAt);
  }

  private PurgeOrder order() throws SQLException {
    return new PurgeOrder(
        text("purge_by"),
        text("purge_why"),
        requireNonNull(moment("purge_at")),
        row.getObject("purge_lawful_from", LocalDate.class),
        text("purge_rule"));
  }

  private Set<AgentId> agents() throws SQLException {
    Array array = row.getArray("agents");
    return Arrays.stream((Object[]) array.getArray())
        .map(name -> new AgentId((String) name))
        .collect(Collectors.toSet());
  }

  private String text(String column) throws SQLException {
    return requireNonNull(row.getString(column), column);
  }

  private @Nullable Instant moment(String column) throws SQLException {
    return Moments.perhaps(row, column);
  }
}
