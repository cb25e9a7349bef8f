package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One attempt to reach a citizen; rings him at most once, however often it is told. */
public record AttemptId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 61 letters, digits, dots, underscores and hyphens, so that the id is
   * safe in any message or path, and so is its leg's.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AttemptId {
    Names.require("attemptId", Ids.LEG_PREFIX + value);
  }

  /** The citizen's leg of this attempt: chosen before anybody is told to dial it. */
  public LegId leg() {
    return new LegId(Ids.LEG_PREFIX + value);
  }

  @Override
  public String toString() {
    return value;
  }
}
