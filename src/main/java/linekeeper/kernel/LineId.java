package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An inbound number with its greeting (线路). */
public record LineId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LineId {
    Names.require("lineId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
