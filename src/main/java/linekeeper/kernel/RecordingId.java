package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One recording. We choose it before the call is recorded; it names the file and the stored object.
 */
public record RecordingId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RecordingId {
    Names.require("recordingId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
