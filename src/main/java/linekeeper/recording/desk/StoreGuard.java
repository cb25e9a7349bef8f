package linekeeper.recording.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.retention.Guarded;
import linekeeper.platform.retention.LockRound;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.StoreLock;
import linekeeper.recording.RetentionProperties;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.LockStore;
import org.springframework.stereotype.Component;

/** Has the store itself keep stored recordings, as {@link LockRound} promises. */
@Component
final class StoreGuard implements GoesRounds, Guarded {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final LockStore rows;
  private final CustodyMeter meter;
  private final RetentionBook book;
  private final LockRound round;
  private final Rounds rounds = new Rounds("store-guard", FIRST, this::round);

  StoreGuard(
      LockStore rows,
      ObjectStore objects,
      CustodyMeter meter,
      RetentionProperties properties,
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
    return rows.due(again, lookedBefore, most).stream().map(this::item).toList();
  }

  /** What is being purged is not kept longer; a hold that was lifted before is lifted there too. */
  private Item item(LockStore.Item it) {
    TakenRecording recording = it.recording();
    Custody custody = recording.custody();
    return new Item(
        recording.id().value(),
        stored(custody).place().key(),
        custody instanceof Custody.Purging ? null : book.lawfulAt(recording),
        it.wanted(),
        it.lock(),
        it.held());
  }

  @Override
  public void confirmed(Item item, StoreLock lock, Instant at) {
    rows.confirmed(new RecordingId(item.id()), item.wanted(), lock, at);
  }

  @Override
  public void refused(Item item, String why, Instant at) {
    RecordingId id = new RecordingId(item.id());
    rows.refused(id, why, at);
    if (item.lock().refusal() == null) {
      meter.alarm(id, CustodyAlarm.LOCK_REFUSED);
    }
  }

  @Override
  public void looked() {
    meter.unlocked(rows.refused());
  }

  private static Custody.Stored stored(Custody custody) {
    return switch (custody) {
      case Custody.Stored it -> it;
      case Custody.Linked it -> it.stored();
      case Custody.Purging it -> it.stored();
      default -> throw new IllegalStateException("not in the store: " + custody.name());
    };
  }
}
