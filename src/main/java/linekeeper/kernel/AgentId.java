package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A person (坐席人员) who signs in at seats; the same as the user name. */
public record AgentId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AgentId {
    Names.require("agentId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
