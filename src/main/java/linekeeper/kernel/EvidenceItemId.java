package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One piece of evidence that somebody uploaded. We choose it; it names the stored object. */
public record EvidenceItemId(@JsonValue String value) {

  /**
   * Refuses anything but 1 to 64 letters, digits, dots, underscores and hyphens, so that an id is
   * safe in any message or path.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EvidenceItemId {
    Names.require("evidenceItemId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
