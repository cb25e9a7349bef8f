package linekeeper.evidence.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.store.ItemStore;
import linekeeper.evidence.store.ItemStore.Said;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.EvidenceChain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings what was taken in to the store and into the chain. Remembers nothing: what is to be done
 * follows from the rows, and each step may be done again. A local file goes only after the store's
 * copy was read back and is the same.
 */
@Component
final class Keeper implements GoesRounds {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** A purge that the store refused is tried again after this. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private static final int PAGE = 20;

  private final ItemStore rows;
  private final Shelf shelf;
  private final ObjectStore objects;
  private final EvidenceChain chain;
  private final KeepingMeter meter;
  private final InstantSource clock;
  private final Rounds rounds = new Rounds("evidence", Duration.ZERO, this::round);
  private Instant swept = Instant.EPOCH;

  Keeper(
      ItemStore rows,
      Shelf shelf,
      ObjectStore objects,
      EvidenceChain chain,
      KeepingMeter meter,
      InstantSource clock) {
    this.rows = rows;
    this.shelf = shelf;
    this.objects = objects;
    this.chain = chain;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  Duration round() {
    try {
      sweep();
      boolean all = storeAll();
      for (EvidenceItem item : rows.purging(clock.instant(), PAGE)) {
        purge(item);
      }
      for (EvidenceItem item : rows.unsigned(PAGE)) {
        sign(item);
      }
      meter.counts(rows.counts());
      meter.differing(rows.differing());
      return all ? EVERY : AFTER_FAILURE;
    } catch (IOException | ObjectStoreException | RuntimeException failure) {
      LOG.debug("evidence waits", failure);
      meter.waits(failure);
      return AFTER_FAILURE;
    }
  }

  /** One that the store does not keep as it was given holds up no other. */
  private boolean storeAll() throws ObjectStoreException {
    boolean all = true;
    for (EvidenceItem item : rows.held(PAGE)) {
      try {
        store(item);
      } catch (IOException differs) {
        meter.waits(differs);
        all = false;
      }
    }
    if (all) {
      meter.works();
    }
    return all;
  }

  private void store(EvidenceItem item) throws IOException, ObjectStoreException {
    EvidenceItem.Content content = item.content();
    String key = item.objectKey();
    ObjectStore.Verdict there = objects.verify(key, content.size(), content.digest());
    if (there != ObjectStore.Verdict.SAME) {
      if (!shelf.intact(item.id(), content.size(), content.digest())) {
        LOG.error("evidence {} is spoilt: what was held is not what was received", item.id());
        rows.keep(item.id(), new Keeping.Spoilt());
        return;
      }
      objects.put(key, shelf.held(item.id()), content.mediaType());
      if (objects.verify(key, content.size(), content.digest()) != ObjectStore.Verdict.SAME) {
        throw new IOException("the store does not hold what it was given: " + key);
      }
    }
    rows.keep(item.id(), new Keeping.Stored(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    shelf.release(item.id());
  }

  /** Only what was seen not to be there is purged; what fails is tried again. */
  private void purge(EvidenceItem item) throws IOException {
    if (!(item.keeping() instanceof Keeping.Purging purging)) {
      return;
    }
    shelf.release(item.id());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String refusal = removed(item.objectKey());
    rows.keep(
        item.id(),
        refusal == null
            ? new Keeping.Purged(purging.order(), now)
            : new Keeping.Purging(purging.order(), now.plus(AGAIN), refusal));
  }

  /** Why it is not gone, or null where it is. */
  private @Nullable String removed(String key) {
    try {
      objects.remove(key);
      return objects.size(key).isEmpty()
          ? null
          : "the store still has what it confirmed to have removed";
    } catch (ObjectStoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** That it is there, and after that, that it was withdrawn, or deleted. */
  private void sign(EvidenceItem item) throws IOException {
    String bucket = objects.bucket();
    rows.signed(item.id(), Said.THERE, chain.add(Statement.there(item, bucket)));
    if (item.withdrawn() != null) {
      rows.signed(item.id(), Said.WITHDRAWN, chain.add(Statement.withdrawn(item, bucket)));
    }
    if (item.keeping() instanceof Keeping.Purged) {
      rows.signed(item.id(), Said.PURGED, chain.add(Statement.purged(item, bucket)));
    }
  }

  /** Removes what a kill left behind: nobody was told that it was taken, or the store has it. */
  private void sweep() throws IOException {
    Instant now = clock.instant();
    if (Duration.between(swept, now).abs().compareTo(SWEEP) < 0) {
      return;
    }
    shelf.clearIncoming();
    for (EvidenceItemId id : shelf.waiting()) {
      Optional<EvidenceItem> item = rows.find(id);
      if (item.isEmpty() || item.get().keeping() instanceof Keeping.Stored) {
        shelf.release(id);
      }
    }
    swept = now;
  }
}
