package linekeeper.evidence.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.store.ItemHolds;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.RetentionRule;
import linekeeper.platform.retention.StoreLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long other evidence is kept, and that it is deleted no sooner. Whether it may be is decided
 * and committed together with the order, while nobody else changes the item: no hold can come
 * between.
 */
@Component
public final class ItemRetention {
  private static final Refusal UNKNOWN =
      Refusal.of("evidence.unknown", "there is no such evidence");

  private final ItemStore rows;
  private final ItemHolds holds;
  private final RetentionBook book;
  private final InstantSource clock;

  ItemRetention(
      ItemStore rows, ItemHolds holds, EvidenceItemsProperties properties, InstantSource clock) {
    this.rows = rows;
    this.holds = holds;
    this.book = properties.book();
    this.clock = clock;
  }

  /**
   * How it stands with an item.
   *
   * @param lawfulFrom the first natural day on which it may be deleted
   * @param holds lifted ones too
   * @param lock what the store itself keeps of it
   */
  public record Standing(
      EvidenceItem item,
      RetentionRule rule,
      LocalDate lawfulFrom,
      List<Hold> holds,
      StoreLock lock) {
    /** Copies the list. */
    public Standing {
      holds = List.copyOf(holds);
    }
  }

  /** How it stands; nothing where there is no such item. */
  public Optional<Standing> of(EvidenceItemId id) {
    return rows.find(id)
        .map(it ->
            new Standing(it, book.rule(it), book.lawfulFrom(it), holds.of(id), holds.lockOf(id)));
  }

  /** Sets a hold with this id; the refusal, or null. */
  public @Nullable Refusal hold(EvidenceItemId id, UUID hold, String by, String why) {
    return alone(
        id,
        item -> {
          if (item.over()) {
            return Refusal.of("evidence.gone", "it is being deleted, or was");
          }
          holds.add(id, new Hold(hold, why, by, now(), null));
          return null;
        });
  }

  /** Lifts a hold; the refusal, or null. */
  public @Nullable Refusal lift(EvidenceItemId id, UUID hold, String by, String why) {
    return alone(
        id,
        _ ->
            holds.lift(id, hold, new Hold.Lifted(why, by, now()))
                ? null
                : Refusal.of("hold.unknown", "there is no such hold, or it was lifted before"));
  }

  /**
   * Orders that an item is deleted; the refusal, or null. What was ordered is finished, however
   * often we are killed meanwhile; ordered again it is still the first order.
   */
  public @Nullable Refusal purge(EvidenceItemId id, String by, String why) {
    return alone(
        id,
        item -> {
          if (item.over()) {
            return null;
          }
          Refusal refusal = refuse(item);
          if (refusal == null) {
            Instant now = now();
            PurgeOrder order =
                new PurgeOrder(by, why, now, book.lawfulFrom(item), book.rule(item).reason());
            rows.keep(id, new Keeping.Purging(order, now, null));
          }
          return refusal;
        });
  }

  private @Nullable Refusal refuse(EvidenceItem item) {
    if (!(item.keeping() instanceof Keeping.Stored)) {
      return Refusal.of("evidence.not-stored", "only what lies in the store can be purged");
    }
    List<Hold> set = holds.of(item.id());
    Refusal refusal = book.refusal("evidence", item, set, holds.lockOf(item.id()), clock.instant());
    if (refusal != null) {
      return refusal;
    }
    return rows.said(item.id())
        ? null
        : Refusal.of("evidence.not-signed", "its manifest is not signed yet; try again later");
  }

  /** Decides while nobody else changes the item; the refusal, or null. */
  private @Nullable Refusal alone(EvidenceItemId id, Decision decision) {
    AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
    return rows.alone(id, item -> refusal.set(decision.on(item))) ? refusal.get() : UNKNOWN;
  }

  /** What is decided on an item. */
  private interface Decision {
    @Nullable Refusal on(EvidenceItem item);
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
