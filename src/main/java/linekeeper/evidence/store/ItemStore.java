package linekeeper.evidence.store;

import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Content;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.EvidenceItem.Withdrawn;
import linekeeper.evidence.model.Scan;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The items' rows. Every change is committed when its method returns; none is ever deleted. */
@Component
public final class ItemStore {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /** On this database. */
  public ItemStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Whether an item was added. */
  public enum Added {
    /** It is there now, and what it replaces is withdrawn. */
    YES,
    /** The same file of the same call is there already. */
    THERE,
    /** What it is to replace is none of this call's, or does not count any more. */
    NOTHING_TO_REPLACE
  }

  /** Adds an item, and withdraws what it replaces, both or neither. */
  public Added add(EvidenceItem item) {
    Added added =
        transaction.execute(status -> {
          Added came = replaceAndInsert(item);
          if (came != Added.YES) {
            status.setRollbackOnly();
          }
          return came;
        });
    return Objects.requireNonNull(added);
  }

  private Added replaceAndInsert(EvidenceItem item) {
    EvidenceItemId replaced = item.told().replaces();
    if (replaced != null && !replaced(replaced, item)) {
      return Added.NOTHING_TO_REPLACE;
    }
    if (insert(item) == 0) {
      return Added.THERE;
    }
    if (replaced != null) {
      jdbc.sql("update evidence_item set replaced_by = ? where id = ?")
          .params(item.id().value(), replaced.value())
          .update();
    }
    return Added.YES;
  }

  private boolean replaced(EvidenceItemId replaced, EvidenceItem by) {
    return jdbc.sql(
                """
                update evidence_item set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ?
                where id = ? and call = ? and withdrawn_at is null and state <> 'QUARANTINED'
                """)
            .params(
                sql(by.receivedAt()),
                by.uploadedBy(),
                "replaced",
                replaced.value(),
                by.told().call().value())
            .update()
        == 1;
  }

  private int insert(EvidenceItem item) {
    Told told = item.told();
    Content content = item.content();
    return jdbc.sql(
            """
            insert into evidence_item
              (id, call, kind, name, purpose, media_type, size, digest, uploaded_by, received_at,
               claimed_at, exif_at, due_at, scanned_by, malware, state, replaces)
            values (:id, :call, :kind, :name, :purpose, :type, :size, :digest, :by, :at,
               :claimed, :exif, :due, :scannedBy, :malware, :state, :replaces)
            on conflict (call, digest) where withdrawn_at is null and state <> 'SPOILT' do nothing
            """)
        .param("id", item.id().value())
        .param("call", told.call().value())
        .param("kind", told.kind().name())
        .param("name", told.name())
        .param("purpose", told.purpose())
        .param("type", content.mediaType())
        .param("size", content.size())
        .param("digest", content.digest())
        .param("by", item.uploadedBy())
        .param("at", sql(item.receivedAt()))
        .param("claimed", sqlOrNull(told.takenAt()))
        .param("exif", sqlOrNull(content.exifAt()))
        .param("due", sqlOrNull(told.dueAt()))
        .param("scannedBy", content.scan().scannedBy())
        .param("malware", content.scan() instanceof Scan.Infected it ? it.malware() : "")
        .param("state", item.keeping().title())
        .param("replaces", told.replaces() == null ? null : told.replaces().value())
        .update();
  }

  /** The item that counts, of the same call, with the same content. */
  public Optional<EvidenceItem> same(EvidenceItem item) {
    return jdbc.sql(
            """
            select * from evidence_item
            where call = ? and digest = ? and withdrawn_at is null and state <> 'SPOILT'
            """)
        .params(item.told().call().value(), item.content().digest())
        .query(ItemRow::read)
        .optional();
  }

  /** One item. */
  public Optional<EvidenceItem> find(EvidenceItemId id) {
    return jdbc.sql("select * from evidence_item where id = ?")
        .param(id.value())
        .query(ItemRow::read)
        .optional();
  }

  /** A call's items, withdrawn ones too, in the order they came. */
  public List<EvidenceItem> ofCall(CallId call) {
    return jdbc.sql("select * from evidence_item where call = ? order by received_at, id")
        .param(call.value())
        .query(ItemRow::read)
        .list();
  }

  /** Withdraws an item that counts; whether it did. */
  public boolean withdraw(EvidenceItemId id, Withdrawn withdrawn) {
    return jdbc.sql(
                """
                update evidence_item set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ?
                where id = ? and withdrawn_at is null
                """)
            .params(sql(withdrawn.at()), withdrawn.by(), withdrawn.why(), id.value())
            .update()
        == 1;
  }

  /** Those that wait for the store, the oldest first. */
  public List<EvidenceItem> held(int most) {
    return jdbc.sql("select * from evidence_item where state = 'HELD' order by received_at limit ?")
        .param(most)
        .query(ItemRow::read)
        .list();
  }

  /** Those in the store of which the chain does not say everything yet. */
  public List<EvidenceItem> unsigned(int most) {
    return jdbc.sql(
            """
            select * from evidence_item where state = 'STORED'
              and (manifest is null or (withdrawn_at is not null and withdrawal is null))
            order by received_at limit ?
            """)
        .param(most)
        .query(ItemRow::read)
        .list();
  }

  /** Says where it is now. */
  public void keep(EvidenceItemId id, Keeping keeping) {
    Instant storedAt = keeping instanceof Keeping.Stored stored ? stored.at() : null;
    jdbc.sql("update evidence_item set state = :state, stored_at = :at where id = :id")
        .param("state", keeping.title())
        .param("at", sqlOrNull(storedAt))
        .param("id", id.value())
        .update();
  }

  /** Says where in the chain it stands. */
  public void signed(EvidenceItemId id, boolean withdrawal, long number) {
    jdbc.sql(
            withdrawal
                ? "update evidence_item set withdrawal = ? where id = ?"
                : "update evidence_item set manifest = ? where id = ?")
        .params(number, id.value())
        .update();
  }

  /** What the store has of it was read, and is not what was received; whether that is news. */
  public boolean differs(EvidenceItemId id, Instant at) {
    return jdbc.sql(
                """
                update evidence_item set object_differs_at = ?
                where id = ? and object_differs_at is null and state = 'STORED'
                """)
            .params(sql(at), id.value())
            .update()
        == 1;
  }

  /** How many of those there are. */
  public int differing() {
    return jdbc.sql("select count(*) from evidence_item where object_differs_at is not null")
        .query(Integer.class)
        .single();
  }

  /** How many are where. */
  public Map<String, Long> counts() {
    return jdbc
        .sql(
            "select state, count(*) as many from evidence_item where state <> 'STORED' group by state")
        .query((row, _) -> Map.entry(row.getString("state"), row.getLong("many")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
