package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.util.HashMap;
import java.util.Map;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Custody.Absent;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Hashed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Look;
import linekeeper.recording.model.Custody.Pending;
import linekeeper.recording.model.Custody.Probed;
import linekeeper.recording.model.Custody.Purged;
import linekeeper.recording.model.Custody.Purging;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Custody.Uploading;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * The columns that say what a state says. A column a state knows nothing of is null, so that a row
 * never tells more than is true.
 */
final class RecordingFields {
  /** All columns that a state decides. */
  static final String[] COLUMNS = {
    "state",
    "due_at",
    "size",
    "duration_millis",
    "channels",
    "sample_rate",
    "raw_size",
    "cut_bytes",
    "digest",
    "bucket",
    "object_key",
    "stored_at",
    "act",
    "seen_size",
    "seen_since",
    "endless_at",
    "before_failure",
    "attempts",
    "mismatches",
    "reason",
    "purge_by",
    "purge_why",
    "purge_at",
    "purge_lawful_from",
    "purge_rule",
    "gone_at"
  };

  private final Map<String, @Nullable Object> fields = new HashMap<>();

  private RecordingFields(Custody custody) {
    for (String column : COLUMNS) {
      fields.put(column, null);
    }
    fields.put("attempts", 0);
    fields.put("mismatches", 0);
    fields.put("state", custody.name());
    fields.put("due_at", Task.next(custody).map(due -> sql(due.at())).orElse(null));
  }

  static Map<String, @Nullable Object> of(Custody custody) {
    RecordingFields row = new RecordingFields(custody);
    row.fill(custody);
    return row.fields;
  }

  private void fill(Custody custody) {
    switch (custody) {
      case Pending it -> pending(it);
      case Stored it -> stored(it);
      case Linked it -> {
        stored(it.stored());
        fields.put("act", it.act());
      }
      case Purging it -> {
        purge(it.stored(), it.act(), it.order());
        fields.put("reason", it.refusal());
      }
      case Purged it -> {
        purge(it.stored(), it.act(), it.order());
        fields.put("gone_at", sql(it.goneAt()));
      }
      case FailedRetryable it -> {
        failure(it.before(), it.reason());
        fields.put("attempts", it.attempts());
      }
      case Absent it -> fields.put("reason", it.reason());
      case Corrupt it -> failure(it.before(), it.reason());
    }
  }

  private void purge(Stored stored, @Nullable String act, PurgeOrder order) {
    stored(stored);
    fields.put("act", act);
    fields.put("purge_by", order.by());
    fields.put("purge_why", order.why());
    fields.put("purge_at", sql(order.at()));
    fields.put("purge_lawful_from", order.lawfulFrom());
    fields.put("purge_rule", order.rule());
  }

  private void failure(Pending before, String reason) {
    pending(before);
    fields.put("before_failure", before.name());
    fields.put("reason", reason);
  }

  private void pending(Pending pending) {
    switch (pending) {
      case Recording it -> recording(it);
      case FileClosed _ -> {}
      case Probed it -> audio(it.audio());
      case Hashed it -> {
        audio(it.audio());
        fields.put("digest", it.digest());
      }
      case Uploading it -> {
        audio(it.audio());
        fields.put("digest", it.digest());
        place(it.place());
        fields.put("mismatches", it.mismatches());
      }
    }
  }

  private void recording(Recording recording) {
    Look seen = recording.seen();
    if (seen != null) {
      fields.put("seen_size", seen.size());
      fields.put("seen_since", sql(seen.since()));
    }
    fields.put("endless_at", sqlOrNull(recording.endlessAt()));
  }

  private void stored(Stored stored) {
    audio(stored.audio());
    fields.put("digest", stored.digest());
    place(stored.place());
    fields.put("stored_at", sql(stored.storedAt()));
  }

  private void audio(Audio audio) {
    fields.put("size", audio.size());
    fields.put("duration_millis", audio.durationMillis());
    fields.put("channels", audio.channels());
    fields.put("sample_rate", audio.sampleRate());
    fields.put("raw_size", audio.rawSize());
    fields.put("cut_bytes", audio.cutBytes());
  }

  private void place(Place place) {
    fields.put("bucket", place.bucket());
    fields.put("object_key", place.key());
  }
}
