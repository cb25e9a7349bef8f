package linekeeper.evidence.desk;

import java.time.InstantSource;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.recording.OtherEvidence;
import org.springframework.stereotype.Component;

/**
 * What somebody found in the store to be something else than was received. It is told once, and
 * stays where it is: nothing is overwritten or removed.
 */
@Component
public final class ItemQuarantine implements OtherEvidence {
  private final ItemStore rows;
  private final KeepingMeter meter;
  private final InstantSource clock;

  ItemQuarantine(ItemStore rows, KeepingMeter meter, InstantSource clock) {
    this.rows = rows;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public void differs(String item) {
    differs(new EvidenceItemId(item));
  }

  @Override
  public boolean kept(String item) {
    return rows.find(new EvidenceItemId(item)).filter(it -> !it.over()).isPresent();
  }

  /** It was found to differ. */
  public void differs(EvidenceItemId id) {
    if (rows.differs(id, clock.instant())) {
      meter.differs(id);
    }
  }
}
