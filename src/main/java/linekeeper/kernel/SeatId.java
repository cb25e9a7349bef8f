package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A workplace (坐席). Agents come and go; the seat stays. */
public record SeatId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SeatId {
    Names.require("seatId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
