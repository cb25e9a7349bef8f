package linekeeper.recording.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.model.LedgerEntry;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.store.ObjectStock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the ledger of the last day again and again and says aloud what is missing and what belongs
 * to nobody; and looks for each stored recording's object about once a day, some at a time.
 */
@Component
final class Bookkeeper implements GoesRounds {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeper.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  /** So many a minute are 100,000 a day. */
  private static final int LOOKS = 70;

  private static final int MOST_NAMED = 100;

  private final CompletenessLedger ledger;
  private final ObjectStock stock;
  private final ObjectStore objects;
  private final CustodyMeter meter;
  private final InstantSource clock;
  private final Rounds rounds = new Rounds("bookkeeper", EVERY, this::round);

  Bookkeeper(
      CompletenessLedger ledger,
      ObjectStock stock,
      ObjectStore objects,
      CustodyMeter meter,
      InstantSource clock) {
    this.ledger = ledger;
    this.stock = stock;
    this.objects = objects;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; what fails is tried again with the next one. */
  Duration round() {
    try {
      look();
    } catch (ObjectStoreException | RuntimeException failure) {
      LOG.debug("stored recordings could not be looked for", failure);
    }
    try {
      read();
    } catch (RuntimeException failure) {
      LOG.warn("the ledger of recordings could not be read", failure);
    }
    return EVERY;
  }

  private void look() throws ObjectStoreException {
    Instant now = clock.instant();
    for (ObjectStock.Item item : stock.unseen(now.minus(LOOK_AGAIN), LOOKS)) {
      Optional<Long> size = objects.size(item.place().key());
      boolean there = size.isPresent() && size.get() == item.size();
      stock.looked(item.recording(), there, now);
    }
  }

  private void read() {
    Instant now = clock.instant();
    Map<RecordingId, Reason> missing = new HashMap<>();
    CompletenessLedger.Totals totals =
        ledger.read(
            now.minus(WINDOW),
            now,
            entry -> {
              if (entry.verdict() == LedgerEntry.Verdict.MISSING && entry.reason() != null) {
                missing.put(entry.talk().recording(), entry.reason());
              }
            });
    for (RecordingId gone : ledger.gone(MOST_NAMED)) {
      missing.put(gone, Reason.GONE_FROM_STORE);
    }
    meter.ledger(totals.verdicts(), missing);
    meter.unclaimed(ledger.orphans(now.minus(WINDOW), now, MOST_NAMED));
  }
}
