package linekeeper.platform.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;

/**
 * Has the store itself refuse what we refuse: what is guarded is retained until its lawful day, and
 * held while it is held here. Remembers nothing itself: what is to be asked follows from what is on
 * record, and asking twice changes nothing, so being killed costs nothing. Where the store has no
 * lock there is nothing to do, and only our own guard refuses.
 */
public final class LockRound {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** A bucket that is not there has no lock either: it may be made with one at any moment. */
  private static final Duration WITHOUT = Duration.ofSeconds(5);

  /** Rules may have been changed: what is kept longer by now is retained longer. */
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  private static final int PAGE = 50;

  /** So many in a row that fail are not these items' fault. */
  private static final int FAILURES = 3;

  private final Guarded guarded;
  private final ObjectStore objects;
  private final InstantSource clock;

  /** Rounds through all that is guarded. */
  public LockRound(Guarded guarded, ObjectStore objects, InstantSource clock) {
    this.guarded = guarded;
    this.objects = objects;
    this.clock = clock;
  }

  /** One round; how long until the next. */
  public Duration go() {
    try {
      return objects.locks() ? keep() : WITHOUT;
    } catch (ObjectStoreException away) {
      return LATER;
    }
  }

  private Duration keep() {
    Instant now = clock.instant();
    List<Guarded.Item> due = guarded.due(now.minus(LATER), now.minus(LOOK_AGAIN), PAGE);
    int failures = 0;
    for (Guarded.Item item : due) {
      failures = keep(item, now) ? 0 : failures + 1;
      if (failures == FAILURES) {
        break;
      }
    }
    guarded.looked();
    return due.size() == PAGE && failures == 0 ? Duration.ZERO : EVERY;
  }

  private boolean keep(Guarded.Item item, Instant now) {
    try {
      guarded.confirmed(item, lock(item, now), now);
      return true;
    } catch (ObjectStoreException e) {
      guarded.refused(item, String.valueOf(e.getMessage()), now);
      return false;
    }
  }

  private StoreLock lock(Guarded.Item item, Instant now) throws ObjectStoreException {
    Instant until = item.lock().until();
    Instant wanted = item.keptUntil();
    if (wanted != null && wanted.isAfter(now) && (until == null || until.isBefore(wanted))) {
      objects.retain(item.key(), wanted);
      until = wanted;
    }
    // what was asked before a crash is not on record: once somebody held it, it is said each time
    if (item.wanted() > 1) {
      objects.hold(item.key(), item.held());
    }
    return new StoreLock(until, item.held(), null);
  }
}
