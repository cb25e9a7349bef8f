package linekeeper.recording.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.RetentionProperties;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.model.RetentionBook;
import linekeeper.recording.model.StoreLock;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.LockStore;
import org.springframework.stereotype.Component;

/**
 * Has the store itself refuse what we refuse: each stored recording is retained until its lawful
 * day and held while it is held here. Remembers nothing itself: what is to be asked follows from
 * the rows, and asking twice changes nothing, so being killed costs nothing. Where the store has no
 * lock there is nothing to do, and only our own guard refuses.
 */
@Component
final class StoreGuard implements GoesRounds {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** A bucket that is not there has no lock either: it may be made with one at any moment. */
  private static final Duration WITHOUT = Duration.ofSeconds(5);

  /** Rules may have been changed: what is kept longer by now is retained longer. */
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  private static final int PAGE = 50;

  /** So many in a row that fail are not these recordings' fault. */
  private static final int FAILURES = 3;

  private final LockStore rows;
  private final ObjectStore objects;
  private final CustodyMeter meter;
  private final RetentionBook book;
  private final InstantSource clock;
  private final Rounds rounds = new Rounds("store-guard", EVERY, this::round);

  StoreGuard(
      LockStore rows,
      ObjectStore objects,
      CustodyMeter meter,
      RetentionProperties properties,
      InstantSource clock) {
    this.rows = rows;
    this.objects = objects;
    this.meter = meter;
    this.book = properties.book();
    this.clock = clock;
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  Duration round() {
    try {
      return objects.locks() ? keep() : WITHOUT;
    } catch (ObjectStoreException away) {
      return LATER;
    }
  }

  private Duration keep() {
    Instant now = clock.instant();
    List<LockStore.Item> due = rows.due(now.minus(LATER), now.minus(LOOK_AGAIN), PAGE);
    int failures = 0;
    for (LockStore.Item item : due) {
      failures = keep(item, now) ? 0 : failures + 1;
      if (failures == FAILURES) {
        break;
      }
    }
    meter.unlocked(rows.refused());
    return due.size() == PAGE && failures == 0 ? Duration.ZERO : EVERY;
  }

  private boolean keep(LockStore.Item item, Instant now) {
    TakenRecording recording = item.recording();
    try {
      rows.confirmed(recording.id(), item.wanted(), lock(item, now), now);
      return true;
    } catch (ObjectStoreException e) {
      rows.refused(recording.id(), String.valueOf(e.getMessage()), now);
      if (item.lock().refusal() == null) {
        meter.alarm(recording.id(), CustodyAlarm.LOCK_REFUSED);
      }
      return false;
    }
  }

  /** What is being purged is not kept longer; a hold that was lifted before is lifted there too. */
  private StoreLock lock(LockStore.Item item, Instant now) throws ObjectStoreException {
    String key = stored(item.recording().custody()).place().key();
    Instant until = item.lock().until();
    if (!(item.recording().custody() instanceof Custody.Purging)) {
      Instant lawful = book.lawfulAt(item.recording());
      if (lawful.isAfter(now) && (until == null || until.isBefore(lawful))) {
        objects.retain(key, lawful);
        until = lawful;
      }
    }
    // what was asked before a crash is not on record: once somebody held it, it is said each time
    if (item.wanted() > 1) {
      objects.hold(key, item.held());
    }
    return new StoreLock(until, item.held(), null);
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
