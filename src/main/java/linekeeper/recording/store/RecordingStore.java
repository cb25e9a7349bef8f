package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The recordings' rows. Every change is committed when its method returns. While the file still
 * lies in the spool a machine that loses its power may forget the last ones: they are worked out
 * again of that file, and the disk has fewer of them to wait for.
 */
@Component
public final class RecordingStore {
  private static final String UPDATE =
      "update recording set ended_at = :ended_at, kind = :kind, "
          + Arrays.stream(RecordingFields.COLUMNS)
              .map(column -> column + " = :" + column)
              .collect(Collectors.joining(", "))
          + " where id = :id";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /** On this database. */
  public RecordingStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Takes a recording in that has begun; one that is known already is left alone. */
  public void begin(RecordingId id, CallId call, Instant startedAt) {
    jdbc.sql(
            """
            insert into recording (id, call, started_at, state)
            values (:id, :call, :startedAt, :state) on conflict (id) do nothing
            """)
        .param("id", id.value())
        .param("call", call.value())
        .param("startedAt", sql(startedAt))
        .param("state", Custody.Recording.BEGUN.name())
        .update();
  }

  /** The switch records it from now on; the first to say so counts. */
  public void heard(RecordingId id, Instant from) {
    jdbc.sql("update recording set heard_from = ? where id = ? and heard_from is null")
        .params(sql(from), id.value())
        .update();
  }

  /** Says what it is of, and who called, or was called: masked. What is evidence stays that. */
  public void about(RecordingId id, RecordingKind kind, String caller) {
    jdbc.sql(
            """
            update recording set caller = :caller,
              kind = case when kind = 'EVIDENCE' then kind else :kind end
            where id = :id
            """)
        .param("caller", caller)
        .param("kind", kind.name())
        .param("id", id.value())
        .update();
  }

  /** Says who talks in it; saying it again changes nothing. */
  public void talks(RecordingId id, AgentId agent) {
    jdbc.sql(
            """
            update recording set agents = array_append(agents, cast(:agent as text))
            where id = :id and not (:agent = any(agents))
            """)
        .param("id", id.value())
        .param("agent", agent.value())
        .update();
  }

  /**
   * Moves a recording on, alone: nobody else moves it meanwhile.
   *
   * @return what it is afterwards, or nothing if there is no such recording
   */
  public Optional<TakenRecording> change(RecordingId id, UnaryOperator<TakenRecording> change) {
    Optional<TakenRecording> after = transaction.execute(_ -> changeLocked(id, change));
    return Objects.requireNonNull(after);
  }

  private Optional<TakenRecording> changeLocked(
      RecordingId id, UnaryOperator<TakenRecording> change) {
    Optional<TakenRecording> before = lock(id);
    Optional<TakenRecording> after = before.map(change);
    if (!after.equals(before)) {
      after.ifPresent(this::save);
    }
    return after;
  }

  private Optional<TakenRecording> lock(RecordingId id) {
    return jdbc.sql("select * from recording where id = ? for update")
        .param(id.value())
        .query(RecordingRow::read)
        .optional();
  }

  private void save(TakenRecording recording) {
    if (recording.custody().repeatable()) {
      jdbc.sql("set local synchronous_commit = off").update();
    }
    Instant endedAt = recording.endedAt();
    jdbc.sql(UPDATE)
        .params(RecordingFields.of(recording.custody()))
        .param("ended_at", endedAt == null ? null : sql(endedAt))
        .param("kind", recording.kind().name())
        .param("id", recording.id().value())
        .update();
  }

  /** One recording. */
  public Optional<TakenRecording> find(RecordingId id) {
    return jdbc.sql("select * from recording where id = ?")
        .param(id.value())
        .query(RecordingRow::read)
        .optional();
  }

  /** A call's recordings, in the order they began. */
  public List<TakenRecording> ofCall(CallId call) {
    return jdbc.sql("select * from recording where call = ? order by started_at, id")
        .param(call.value())
        .query(RecordingRow::read)
        .list();
  }

  /** Those of these that there are. */
  public List<TakenRecording> all(Collection<RecordingId> ids) {
    return jdbc.sql("select * from recording where id = any(?)")
        .param(ids.stream().map(RecordingId::value).toArray(String[]::new))
        .query(RecordingRow::read)
        .list();
  }

  /** The recordings of these calls. */
  public List<TakenRecording> ofCalls(Collection<CallId> calls) {
    return jdbc.sql("select * from recording where call = any(?)")
        .param(calls.stream().map(CallId::value).toArray(String[]::new))
        .query(RecordingRow::read)
        .list();
  }

  /** The recordings that began in {@code [from, to)}. */
  public List<TakenRecording> begun(Instant from, Instant to) {
    return jdbc.sql("select * from recording where started_at >= ? and started_at < ?")
        .params(sql(from), sql(to))
        .query(RecordingRow::read)
        .list();
  }

  /** What is looked for, the newest first. */
  public List<TakenRecording> search(RecordingSearch search) {
    AgentId agent = search.agent();
    return jdbc.sql(
            """
            select * from recording
            where started_at >= :from and started_at < :to
              and (cast(:agent as text) is null or agents @> array[cast(:agent as text)])
              and (cast(:id as text) is null
                or (started_at, id) < (cast(:at as timestamptz), cast(:id as text)))
            order by started_at desc, id desc limit :most
            """)
        .param("from", sql(search.from()))
        .param("to", sql(search.to()))
        .param("agent", agent == null ? null : agent.value())
        .param("at", sqlOrNull(search.beforeAt()))
        .param("id", search.beforeId())
        .param("most", search.most())
        .query(RecordingRow::read)
        .list();
  }

  /**
   * Those with something to be done by now, the newest first: people ask for what has just been
   * said, whatever else lies in the spool.
   */
  public List<RecordingId> due(Instant now, int most) {
    return jdbc.sql(
            "select id from recording where due_at <= ? order by started_at desc, id desc limit ?")
        .params(sql(now), most)
        .query((row, _) -> new RecordingId(row.getString("id")))
        .list();
  }

  /** How many are in each state, but for those that nothing is wrong with any more. */
  public Map<String, Long> unfinished() {
    return jdbc
        .sql(
            """
            select state, count(*) as n from recording
            where state not in ('STORED', 'LINKED', 'UNHEARD', 'PURGED') group by state
            """)
        .query((row, _) -> Map.entry(row.getString("state"), row.getLong("n")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those that began before this, have not come to an end, and nobody was told of. */
  public List<RecordingId> goingOnSince(Instant before) {
    return jdbc.sql(
            """
            select id from recording
            where state = 'RECORDING' and ended_at is null and endless_at is null
              and started_at < ?
            """)
        .param(sql(before))
        .query((row, _) -> new RecordingId(row.getString("id")))
        .list();
  }

  /** How many people were told of that they do not come to their end, and still do not. */
  public int endless() {
    return jdbc.sql("select count(*) from recording where endless_at is not null")
        .query(Integer.class)
        .single();
  }

  /** Which of these we know, and in which state. */
  public Map<RecordingId, String> states(Collection<RecordingId> ids) {
    return jdbc
        .sql("select id, state from recording where id = any(?)")
        .param(ids.stream().map(RecordingId::value).toArray(String[]::new))
        .query((row, _) -> Map.entry(new RecordingId(row.getString("id")), row.getString("state")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
