package linekeeper.recording.desk;

import java.time.InstantSource;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.store.ObjectStock;
import org.springframework.stereotype.Component;

/**
 * What somebody found in the store to be something else than was recorded. It is told once, stands
 * in the ledger as missing, and stays where it is: nothing is overwritten or removed.
 */
@Component
public final class Quarantine {
  private final ObjectStock stock;
  private final CustodyMeter meter;
  private final InstantSource clock;

  Quarantine(ObjectStock stock, CustodyMeter meter, InstantSource clock) {
    this.stock = stock;
    this.meter = meter;
    this.clock = clock;
  }

  /** It was found to differ. */
  public void differs(RecordingId id) {
    if (stock.differs(id, clock.instant())) {
      meter.alarm(id, CustodyAlarm.DIFFERS);
    }
  }
}
