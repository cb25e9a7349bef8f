package linekeeper.recording.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import linekeeper.kernel.RecordingId;

/** Where an object is kept. */
public record Place(String bucket, String key) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  /** Where a recording belongs: by the UTC day it began, and by its id alone. */
  public static Place of(String bucket, RecordingId id, Instant startedAt) {
    return new Place(bucket, "recordings/" + DAY.format(startedAt) + "/" + id.value() + ".wav");
  }
}
