package linekeeper.recording.desk;

import java.time.InstantSource;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.OtherEvidence;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.store.ObjectStock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What somebody found in the store to be something else than was recorded. It is told once, stands
 * in the ledger as missing, and stays where it is: nothing is overwritten or removed.
 */
@Component
public final class Quarantine {
  private final ObjectStock stock;
  private final CustodyMeter meter;
  private final ObjectProvider<OtherEvidence> others;
  private final InstantSource clock;

  Quarantine(
      ObjectStock stock,
      CustodyMeter meter,
      ObjectProvider<OtherEvidence> others,
      InstantSource clock) {
    this.stock = stock;
    this.meter = meter;
    this.others = others;
    this.clock = clock;
  }

  /** It was found to differ. */
  public void differs(RecordingId id) {
    if (stock.differs(id, clock.instant())) {
      meter.alarm(id, CustodyAlarm.DIFFERS);
    }
  }

  /** Other evidence was found to differ: whoever keeps it is told. */
  public void itemDiffers(String item) {
    others.forEach(it -> it.differs(item));
  }
}
