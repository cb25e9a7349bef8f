package linekeeper.evidence.store;

import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Content;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.EvidenceItem.Withdrawn;
import linekeeper.evidence.model.Scan;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.PurgeOrder;
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
                where id = ? and call = ? and withdrawn_at is null
                  and state not in ('QUARANTINED', 'PURGING', 'PURGED')
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
            on conflict (call, digest)
              where withdrawn_at is null and state not in ('SPOILT', 'PURGING', 'PURGED') do nothing
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
            where call = ? and digest = ? and withdrawn_at is null
              and state not in ('SPOILT', 'PURGING', 'PURGED')
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
                where id = ? and withdrawn_at is null and state not in ('PURGING', 'PURGED')
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

  /** Those that were in the store and of which the chain does not say everything yet. */
  public List<EvidenceItem> unsigned(int most) {
    return jdbc.sql(
            """
            select * from evidence_item where state in ('STORED', 'PURGED')
              and (manifest is null or (withdrawn_at is not null and withdrawal is null)
                or (state = 'PURGED' and purge is null))
            order by received_at limit ?
            """)
        .param(most)
        .query(ItemRow::read)
        .list();
  }

  /** Whether the chain says all there is to say of it: that it is there, and that it is not. */
  public boolean said(EvidenceItemId id) {
    return jdbc.sql(
            """
            select exists (select 1 from evidence_item where id = ? and manifest is not null
              and (withdrawn_at is null or withdrawal is not null))
            """)
        .param(id.value())
        .query(Boolean.class)
        .single();
  }

  /** Those that are to be deleted by now, the longest due first. */
  public List<EvidenceItem> purging(Instant now, int most) {
    return jdbc.sql(
            """
            select * from evidence_item where state = 'PURGING' and purge_due_at <= ?
            order by purge_due_at limit ?
            """)
        .params(sql(now), most)
        .query(ItemRow::read)
        .list();
  }

  /**
   * Does something with an item while nobody else holds or moves it; what is changed meanwhile is
   * committed together.
   *
   * @return whether there is such an item
   */
  public boolean alone(EvidenceItemId id, Consumer<EvidenceItem> work) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          Optional<EvidenceItem> item =
              jdbc.sql("select * from evidence_item where id = ? for update")
                  .param(id.value())
                  .query(ItemRow::read)
                  .optional();
          item.ifPresent(work);
          return item.isPresent();
        }));
  }

  /** Says where it is now. */
  public void keep(EvidenceItemId id, Keeping keeping) {
    Instant storedAt = keeping instanceof Keeping.Stored stored ? stored.at() : null;
    jdbc.sql(
            """
            update evidence_item set state = :state, stored_at = coalesce(:at, stored_at)
            where id = :id
            """)
        .param("state", keeping.title())
        .param("at", sqlOrNull(storedAt))
        .param("id", id.value())
        .update();
    switch (keeping) {
      case Keeping.Purging it -> purging(id, it);
      case Keeping.Purged it ->
          jdbc.sql("update evidence_item set gone_at = ?, purge_refusal = null where id = ?")
              .params(sql(it.goneAt()), id.value())
              .update();
      case Keeping.Held _, Keeping.Stored _, Keeping.Spoilt _, Keeping.Quarantined _ -> {}
    }
  }

  private void purging(EvidenceItemId id, Keeping.Purging it) {
    PurgeOrder order = it.order();
    jdbc.sql(
            """
            update evidence_item set purge_by = :by, purge_why = :why, purge_at = :at,
              purge_lawful_from = :lawful, purge_rule = :rule, purge_due_at = :due,
              purge_refusal = :refusal
            where id = :id
            """)
        .param("by", order.by())
        .param("why", order.why())
        .param("at", sql(order.at()))
        .param("lawful", order.lawfulFrom())
        .param("rule", order.rule())
        .param("due", sql(it.dueAt()))
        .param("refusal", it.refusal())
        .param("id", id.value())
        .update();
  }

  /** What can be said of an item, each once. */
  public enum Said {
    /** That the store holds it. */
    THERE("manifest"),
    /** That it does not count any more. */
    WITHDRAWN("withdrawal"),
    /** That it was deleted. */
    PURGED("purge");

    private final String column;

    Said(String column) {
      this.column = column;
    }
  }

  /** Says where in the chain it stands. */
  public void signed(EvidenceItemId id, Said what, long number) {
    jdbc.sql("update evidence_item set %s = ? where id = ?".formatted(what.column))
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
            """
            select state, count(*) as many from evidence_item
            where state not in ('STORED', 'PURGED') group by state
            """)
        .query((row, _) -> Map.entry(row.getString("state"), row.getLong("many")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
