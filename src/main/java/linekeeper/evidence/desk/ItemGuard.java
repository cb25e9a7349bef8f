package linekeeper.evidence.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.store.ItemHolds;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.retention.Guarded;
import linekeeper.platform.retention.LockRound;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.StoreLock;
import org.springframework.stereotype.Component;

/** Has the store itself keep stored items, as {@link LockRound} promises. */
@Component
final class ItemGuard implements GoesRounds, Guarded {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final ItemHolds rows;
  private final KeepingMeter meter;
  private final RetentionBook book;
  private final LockRound round;
  private final Rounds rounds = new Rounds("evidence-guard", FIRST, this::round);

  ItemGuard(
      ItemHolds rows,
      ObjectStore objects,
      KeepingMeter meter,
      EvidenceItemsProperties properties,
      InstantSource clock) {
    this.rows = rows;
    this.meter = meter;
    this.book = properties.book();
    this.round = new LockRound(this, objects, clock);
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  Duration round() {
    return round.go();
  }

  @Override
  public List<Item> due(Instant again, Instant lookedBefore, int most) {
    return rows.due(again, lookedBefore, most).stream()
        .map(it ->
            new Item(
                it.item().id().value(),
                it.item().objectKey(),
                it.item().over() ? null : book.lawfulAt(it.item()),
                it.wanted(),
                it.lock(),
                it.held()))
        .toList();
  }

  @Override
  public void confirmed(Item item, StoreLock lock, Instant at) {
    rows.confirmed(new EvidenceItemId(item.id()), item.wanted(), lock, at);
  }

  @Override
  public void refused(Item item, String why, Instant at) {
    EvidenceItemId id = new EvidenceItemId(item.id());
    rows.refused(id, why, at);
    if (item.lock().refusal() == null) {
      meter.lockRefused(id);
    }
  }

  @Override
  public void looked() {
    meter.unlocked(rows.refused());
  }
}
