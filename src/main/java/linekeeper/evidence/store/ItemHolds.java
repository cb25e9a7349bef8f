package linekeeper.evidence.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.retention.store.HoldRows;
import linekeeper.platform.retention.store.KeptTable;
import linekeeper.platform.retention.store.LockRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The items' legal holds, and what of them the store itself keeps. Every change is committed when
 * its method returns.
 */
@Component
public final class ItemHolds {
  private static final KeptTable ITEMS =
      new KeptTable(
          "evidence_item", "evidence_item_hold", "item", "state in ('STORED', 'PURGING')");

  private final HoldRows holds;
  private final LockRows locks;
  private final TransactionTemplate transaction;

  /** On this database. */
  public ItemHolds(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.holds = new HoldRows(jdbc, ITEMS);
    this.locks = new LockRows(jdbc, ITEMS);
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * An item in the store whose lock is to be seen to.
   *
   * @param wanted which wish it is, counted from 1
   * @param lock as it was confirmed last
   * @param held whether it is held, by the database
   */
  public record Item(EvidenceItem item, long wanted, StoreLock lock, boolean held) {}

  /** Sets a hold; the store is to be told. */
  public void add(EvidenceItemId id, Hold hold) {
    transaction.executeWithoutResult(_ -> holds.add(id.value(), hold));
  }

  /** Lifts one; whether it held until now. */
  public boolean lift(EvidenceItemId id, UUID hold, Hold.Lifted lifted) {
    return Boolean.TRUE.equals(transaction.execute(_ -> holds.lift(id.value(), hold, lifted)));
  }

  /** All of an item, lifted ones too, in the order in which they were set. */
  public List<Hold> of(EvidenceItemId id) {
    return holds.of(id.value());
  }

  /** What the store itself keeps of an item; nothing where there is no such item. */
  public StoreLock lockOf(EvidenceItemId id) {
    return holds.lockOf(id.value());
  }

  /** Those to be seen to, as {@link LockRows#due} finds them. */
  public List<Item> due(Instant again, Instant lookedBefore, int most) {
    return locks.due(again, lookedBefore, most, ItemHolds::item);
  }

  /** The store confirmed this wish; a later one stays open. */
  public void confirmed(EvidenceItemId id, long wanted, StoreLock lock, Instant at) {
    locks.confirmed(id.value(), wanted, lock, at);
  }

  /** The store did not do it; the wish stays open. */
  public void refused(EvidenceItemId id, String why, Instant at) {
    locks.refused(id.value(), why, at);
  }

  /** How many the store refused to lock, or has not locked for another reason. */
  public int refused() {
    return locks.refused();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        ItemRow.read(row, number),
        row.getLong("lock_wanted"),
        LockRows.lock(row),
        row.getBoolean("held_now"));
  }
}
