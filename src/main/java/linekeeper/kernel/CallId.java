package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One call, from its first ring to the end of its wrap-up. */
public record CallId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CallId {
    Names.require("callId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
