package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One playing of prompts to a leg. We choose it, so a repeated instruction is recognised. */
public record PlayId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PlayId {
    Names.require("playId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
