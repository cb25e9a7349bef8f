package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.PurgeBatch;
import linekeeper.recording.proof.Signed;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The batches with what is in them: proposed once, decided once, each recording tried once. */
@Component
public final class PurgeBatchStore {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /** On this database. */
  public PurgeBatchStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A recording in a batch.
   *
   * @param outcome null until it was its turn; {@code ORDERED}, or the refusal's code
   * @param certificate that it is gone; null where it is not, or not yet
   */
  public record Item(
      RecordingId recordingId,
      @Nullable String outcome,
      @Nullable String detail,
      @Nullable Signed certificate) {}

  /** A recording whose turn it is. */
  public record Turn(PurgeBatch batch, RecordingId recording) {}

  /** Keeps a batch with what is in it. */
  public void propose(PurgeBatch batch, Collection<RecordingId> recordings) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql(
              """
              insert into purge_batch (id, reason, proposed_by, proposed_at) values (?, ?, ?, ?)
              """)
          .params(batch.id(), batch.reason(), batch.proposedBy(), sql(batch.proposedAt()))
          .update();
      jdbc.sql(
              """
              insert into purge_batch_item (batch, recording)
              select ?, unnest(cast(? as text[]))
              """)
          .params(batch.id(), recordings.stream().map(RecordingId::value).toArray(String[]::new))
          .update();
    });
  }

  /** Decides on one; whether nobody had before. */
  public boolean decide(UUID batch, PurgeBatch.Decided decision) {
    return jdbc.sql(
                """
                update purge_batch set confirmed = ?, decided_by = ?, decided_at = ?
                where id = ? and confirmed is null
                """)
            .params(decision.confirmed(), decision.by(), sql(decision.at()), batch)
            .update()
        == 1;
  }

  /** One batch. */
  public Optional<PurgeBatch> find(UUID batch) {
    return jdbc.sql("select * from purge_batch where id = ?")
        .param(batch)
        .query(PurgeBatchStore::batch)
        .optional();
  }

  /** The last ones, the newest first. */
  public List<PurgeBatch> newest(int most) {
    return jdbc.sql("select * from purge_batch order by proposed_at desc, id limit ?")
        .param(most)
        .query(PurgeBatchStore::batch)
        .list();
  }

  /** Those whose turn it is: of confirmed batches, in the order of their decisions. */
  public List<Turn> turns(int most) {
    return jdbc.sql(
            """
            select b.*, i.recording from purge_batch b
            join purge_batch_item i on i.batch = b.id
            where b.confirmed and i.outcome is null
            order by b.decided_at, b.id, i.recording limit ?
            """)
        .param(most)
        .query((row, number) ->
            new Turn(batch(row, number), new RecordingId(row.getString("recording"))))
        .list();
  }

  /** What came of a recording's turn. */
  public void outcome(Turn turn, String outcome, @Nullable String detail) {
    jdbc.sql(
            """
            update purge_batch_item set outcome = :outcome, detail = :detail
            where batch = :batch and recording = :recording and outcome is null
            """)
        .param("outcome", outcome)
        .param("detail", detail)
        .param("batch", turn.batch().id())
        .param("recording", turn.recording().value())
        .update();
  }

  /** What became of a batch's recordings so far. */
  public PurgeBatch.Tally tally(UUID batch) {
    return jdbc.sql(
            """
            select count(*) as total,
              count(*) filter (where outcome is null) as untried,
              count(*) filter (where outcome = 'ORDERED') as ordered,
              count(*) filter (where outcome <> 'ORDERED') as refused,
              count(*) filter (where outcome = 'ORDERED' and p.recording is not null) as certified
            from purge_batch_item i left join evidence_purge p on p.recording = i.recording
            where batch = ?
            """)
        .param(batch)
        .query((row, _) ->
            new PurgeBatch.Tally(
                row.getLong("total"),
                row.getLong("untried"),
                row.getLong("ordered"),
                row.getLong("refused"),
                row.getLong("certified")))
        .single();
  }

  /** A batch's recordings after this one, by their ids, with their certificates. */
  public List<Item> items(UUID batch, String after, int most) {
    return jdbc.sql(
            """
            select i.recording, i.outcome, i.detail, p.body, p.signature, p.key
            from purge_batch_item i left join evidence_purge p on p.recording = i.recording
            where i.batch = ? and i.recording > ? order by i.recording limit ?
            """)
        .params(batch, after, most)
        .query(PurgeBatchStore::item)
        .list();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    String body = row.getString("body");
    return new Item(
        new RecordingId(row.getString("recording")),
        row.getString("outcome"),
        row.getString("detail"),
        body == null ? null : new Signed(body, row.getString("signature"), row.getString("key")));
  }

  private static PurgeBatch batch(ResultSet row, int number) throws SQLException {
    Instant decidedAt = perhaps(row, "decided_at");
    return new PurgeBatch(
        row.getObject("id", UUID.class),
        row.getString("reason"),
        row.getString("proposed_by"),
        moment(row, "proposed_at"),
        decidedAt == null
            ? null
            : new PurgeBatch.Decided(
                row.getString("decided_by"), decidedAt, row.getBoolean("confirmed")));
  }
}
