package linekeeper.recording.desk;

import linekeeper.recording.OtherEvidence;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The evidence beside the recordings, whoever keeps it, or nobody. */
@Component
public final class OtherItems {
  private final ObjectProvider<OtherEvidence> keepers;

  OtherItems(ObjectProvider<OtherEvidence> keepers) {
    this.keepers = keepers;
  }

  /** An item was found to be something else than was signed for: whoever keeps it is told. */
  public void differs(String item) {
    keepers.forEach(it -> it.differs(item));
  }

  /** Whether somebody keeps an item still. */
  public boolean kept(String item) {
    return keepers.stream().anyMatch(it -> it.kept(item));
  }
}
