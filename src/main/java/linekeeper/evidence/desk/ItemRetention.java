package linekeeper.evidence.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.store.ItemHolds;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.RetentionRule;
import linekeeper.platform.retention.StoreLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long other evidence is kept; nothing here deletes any of it (decision 0073). */
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
    if (rows.find(id).isEmpty()) {
      return UNKNOWN;
    }
    holds.add(id, new Hold(hold, why, by, now(), null));
    return null;
  }

  /** Lifts a hold; the refusal, or null. */
  public @Nullable Refusal lift(EvidenceItemId id, UUID hold, String by, String why) {
    if (rows.find(id).isEmpty()) {
      return UNKNOWN;
    }
    return holds.lift(id, hold, new Hold.Lifted(why, by, now()))
        ? null
        : Refusal.of("hold.unknown", "there is no such hold, or it was lifted before");
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
