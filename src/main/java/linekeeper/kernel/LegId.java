package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One party's channel on the switch. We choose it, except for an inbound caller's, whose the switch
 * chooses.
 */
public record LegId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LegId {
    Names.require("legId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
