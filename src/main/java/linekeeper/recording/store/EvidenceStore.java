package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.proof.Chain;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Scheme;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.proof.Verifier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain of manifests as it lies in the database: added to, one link at a time. */
@Component
public final class EvidenceStore {
  /** Whoever adds a link holds this lock until it is committed, so that no two have one place. */
  private static final long CHAIN_LOCK = 0x4c4b_4348_4149_4eL;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /** On this database. */
  public EvidenceStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A manifest in its place.
   *
   * @param recording null where it is of other evidence
   * @param link the chain's link with it
   */
  public record Link(
      long number, @Nullable RecordingId recording, LocalDate day, Signed signed, String link) {}

  /** How far the chain goes: the last number and its link; 0 and the start where it is empty. */
  public record End(long number, String link) {
    private static final End NONE = new End(0, Chain.START);
  }

  /** Makes a key known; one that is known already is left alone. */
  public void keep(Verifier key, Instant since) {
    jdbc.sql(
            """
            insert into evidence_key (id, scheme, public_key, since) values (?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(key.id(), key.scheme().name(), key.encoded(), sql(since))
        .update();
  }

  /** All keys that ever signed. */
  public List<Verifier> keys() {
    return jdbc.sql("select * from evidence_key order by since, id")
        .query((row, _) ->
            new Verifier(
                row.getString("id"),
                Scheme.valueOf(row.getString("scheme")),
                row.getString("public_key")))
        .list();
  }

  /**
   * Stored recordings that are not in the chain yet, the longest stored first; without those that
   * were found to differ.
   */
  public List<TakenRecording> unsigned(int most) {
    return jdbc.sql(
            """
            select * from recording where manifest is null and state in ('STORED', 'LINKED')
              and object_differs_at is null
            order by stored_at, id limit ?
            """)
        .param(most)
        .query(RecordingRow::read)
        .list();
  }

  /**
   * Adds a recording's manifest to the chain, once.
   *
   * @param day where the clock stands; a day that is sealed, or older than the chain's last, is too
   *     late: then the next one that is open
   * @param write makes the signed manifest for the number that it gets
   */
  public void add(RecordingId recording, LocalDate day, LongFunction<Signed> write) {
    transaction.executeWithoutResult(_ -> {
      lock();
      if (of(recording).isPresent()) {
        return;
      }
      long number = append(day, write, recording, null);
      jdbc.sql("update recording set manifest = ? where id = ?")
          .params(number, recording.value())
          .update();
    });
  }

  /**
   * Adds what is said of other evidence, once for its being there and once for its withdrawal.
   *
   * @param day as for {@link #add}
   * @return its number
   */
  public long addItem(ItemManifest said, LocalDate day, LongFunction<Signed> write) {
    Long number =
        transaction.execute(_ -> {
          lock();
          return numberOf(said).orElseGet(() -> append(day, write, null, said));
        });
    return Objects.requireNonNull(number);
  }

  private Optional<Long> numberOf(ItemManifest said) {
    return jdbc.sql(
            "select number from evidence_manifest where item = ? and withdrawal = ? and purge = ?")
        .params(said.item(), withdrawal(said), said.purged() != null)
        .query(Long.class)
        .optional();
  }

  private long append(
      LocalDate day,
      LongFunction<Signed> write,
      @Nullable RecordingId recording,
      @Nullable ItemManifest item) {
    End end = end();
    long number = end.number() + 1;
    Signed signed = write.apply(number);
    jdbc.sql(
            """
            insert into evidence_manifest
              (number, recording, item, item_call, withdrawal, purge, day, body, signature, key,
               digest, link)
            values (:number, :recording, :item, :call, :withdrawal, :purge, :day, :body, :signature,
               :key, :digest, :link)
            """)
        .param("number", number)
        .param("recording", recording == null ? null : recording.value())
        .param("item", item == null ? null : item.item())
        .param("call", item == null ? null : item.call())
        .param("withdrawal", item != null && withdrawal(item))
        .param("purge", item != null && item.purged() != null)
        .param("day", open(day))
        .param("body", signed.body())
        .param("signature", signed.signature())
        .param("key", signed.key())
        .param("digest", signed.digest())
        .param("link", Chain.link(end.link(), signed.digest()))
        .update();
    return number;
  }

  /** A statement says one thing: of what was withdrawn and is deleted now, that it is deleted. */
  private static boolean withdrawal(ItemManifest said) {
    return said.withdrawn() != null && said.purged() == null;
  }

  /** What was signed of an item's being deleted. */
  public Optional<Signed> purgeOfItem(String item) {
    return jdbc.sql("select body, signature, key from evidence_manifest where item = ? and purge")
        .param(item)
        .query(EvidenceStore::signed)
        .optional();
  }

  /** Purged recordings without a certificate, in no order. */
  public List<TakenRecording> uncertified(int most) {
    return jdbc.sql(
            """
            select * from recording r where state = 'PURGED'
              and not exists (select 1 from evidence_purge p where p.recording = r.id)
            limit ?
            """)
        .param(most)
        .query(RecordingRow::read)
        .list();
  }

  /** Keeps the certificate of a purge, once. */
  public void certify(RecordingId recording, Signed certificate) {
    jdbc.sql(
            """
            insert into evidence_purge (recording, body, signature, key) values (?, ?, ?, ?)
            on conflict (recording) do nothing
            """)
        .params(recording.value(), certificate.body(), certificate.signature(), certificate.key())
        .update();
  }

  /** Whether a recording is neither deleted nor about to be. */
  public boolean kept(RecordingId recording) {
    return jdbc.sql(
            """
            select exists (select 1 from recording
              where id = ? and state not in ('PURGING', 'PURGED'))
            """)
        .param(recording.value())
        .query(Boolean.class)
        .single();
  }

  /** The certificate of a recording's purge. */
  public Optional<Signed> certificateOf(RecordingId recording) {
    return jdbc.sql("select body, signature, key from evidence_purge where recording = ?")
        .param(recording.value())
        .query(EvidenceStore::signed)
        .optional();
  }

  /** A recording's manifest. */
  public Optional<Link> of(RecordingId recording) {
    return jdbc.sql("select * from evidence_manifest where recording = ?")
        .param(recording.value())
        .query(EvidenceStore::link)
        .optional();
  }

  /** What was said of a call's recordings and other evidence. */
  public List<Link> ofCall(CallId call) {
    return jdbc.sql(
            """
            select * from evidence_manifest where number in (
              select m.number from evidence_manifest m join recording r on r.id = m.recording
                where r.call = ?
              union all select number from evidence_manifest where item_call = ?)
            order by number
            """)
        .params(call.value(), call.value())
        .query(EvidenceStore::link)
        .list();
  }

  /** Manifests of a day after this number, in order. */
  public List<Link> ofDay(LocalDate day, long after, int most) {
    return jdbc.sql(
            """
            select * from evidence_manifest where day = ? and number > ? order by number limit ?
            """)
        .params(day, after, most)
        .query(EvidenceStore::link)
        .list();
  }

  /** The digests of a day's manifests, in order. */
  public List<String> digests(LocalDate day) {
    return jdbc.sql("select digest from evidence_manifest where day = ? order by number")
        .param(day)
        .query(String.class)
        .list();
  }

  /** The chain's end. */
  public End end() {
    return jdbc.sql("select number, link from evidence_manifest order by number desc limit 1")
        .query((row, _) -> new End(row.getLong("number"), row.getString("link")))
        .optional()
        .orElse(End.NONE);
  }

  /** The chain's end as it was when this day began. */
  public End endBefore(LocalDate day) {
    return jdbc.sql(
            """
            select number, link from evidence_manifest where day < ? order by number desc limit 1
            """)
        .param(day)
        .query((row, _) -> new End(row.getLong("number"), row.getString("link")))
        .optional()
        .orElse(End.NONE);
  }

  /** The first day with a manifest. */
  public Optional<LocalDate> firstDay() {
    return jdbc.sql("select day from evidence_manifest order by number limit 1")
        .query(LocalDate.class)
        .optional();
  }

  /** The last day that is sealed. */
  public Optional<LocalDate> lastSealed() {
    return jdbc.sql("select day from evidence_seal order by day desc limit 1")
        .query(LocalDate.class)
        .optional();
  }

  /** Seals a day, once; it gets no manifest afterwards. */
  public void seal(LocalDate day, Signed seal) {
    jdbc.sql(
            """
            insert into evidence_seal (day, body, signature, key) values (?, ?, ?, ?)
            on conflict (day) do nothing
            """)
        .params(day, seal.body(), seal.signature(), seal.key())
        .update();
  }

  /** A day's seal. */
  public Optional<Signed> sealOf(LocalDate day) {
    return jdbc.sql("select body, signature, key from evidence_seal where day = ?")
        .param(day)
        .query(EvidenceStore::signed)
        .optional();
  }

  private LocalDate open(LocalDate day) {
    return jdbc.sql(
            """
            select greatest(cast(? as date), (select max(day) from evidence_manifest),
              (select max(day) + 1 from evidence_seal))
            """)
        .param(day)
        .query(LocalDate.class)
        .single();
  }

  private void lock() {
    jdbc.sql("select 1 from (select pg_advisory_xact_lock(?)) as held")
        .param(CHAIN_LOCK)
        .query(Integer.class)
        .single();
  }

  private static Link link(ResultSet row, int number) throws SQLException {
    String recording = row.getString("recording");
    return new Link(
        row.getLong("number"),
        recording == null ? null : new RecordingId(recording),
        row.getObject("day", LocalDate.class),
        signed(row, number),
        row.getString("link"));
  }

  private static Signed signed(ResultSet row, int number) throws SQLException {
    return new Signed(row.getString("body"), row.getString("signature"), row.getString("key"));
  }
}
