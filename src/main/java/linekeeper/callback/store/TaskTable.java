package linekeeper.callback.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of tasks and of the losses that opened or joined them. */
final class TaskTable {
  private final JdbcClient jdbc;

  TaskTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Callback> find(CallbackId id) {
    return jdbc.sql("select * from callback_task where id = ?")
        .param(id.value())
        .query(TaskTable::row)
        .optional();
  }

  Optional<Callback> lock(CallbackId id) {
    return jdbc.sql("select * from callback_task where id = ? for update")
        .param(id.value())
        .query(TaskTable::row)
        .optional();
  }

  Optional<Callback> lockOpen(PhoneNumber citizen) {
    return jdbc.sql("select * from callback_task where citizen = ? and not closed for update")
        .param(citizen.value())
        .query(TaskTable::row)
        .optional();
  }

  /**
   * Open tasks for which something may come of time alone: a wait that is over, a claim older than
   * {@code claimedBefore}, a loss, or a promised time, older than {@code lostBefore}.
   */
  List<CallbackId> ripe(Instant now, Instant claimedBefore, Instant lostBefore) {
    return jdbc.sql(
            """
            select id from callback_task
            where not closed and (until <= :now
              or state = 'ASSIGNED' and since <= :claimedBefore
              or greatest(first_lost_at, place_at) <= :lostBefore and state not in ('DIALING', 'CONNECTED'))
            order by first_lost_at limit 1000
            """)
        .param("now", sql(now))
        .param("claimedBefore", sql(claimedBefore))
        .param("lostBefore", sql(lostBefore))
        .query((row, _) -> new CallbackId(row.getString("id")))
        .list();
  }

  /**
   * Open tasks that nobody has taken and that may be called as far as time goes, the earliest place
   * first, from after that one on.
   */
  List<Callback> due(Instant now, @Nullable Callback after, int limit) {
    return jdbc.sql(
            """
            select * from callback_task
            where state = 'PENDING' and on_line is null and not_before <= ?
              and (place_at, id) > (?, ?)
            order by place_at, id limit ?
            """)
        .params(
            sql(now),
            sql(after == null ? Instant.EPOCH : after.placeAt()),
            after == null ? "" : after.id().value(),
            limit)
        .query(TaskTable::row)
        .list();
  }

  /** When time alone makes something due next, after this moment and no later than that one. */
  Optional<Instant> next(Instant after, Instant latest) {
    return jdbc.sql(
            """
            select min(at) as at from (
              select not_before as at from callback_task
              where state = 'PENDING' and on_line is null and not_before > :after
              union all
              select until as at from callback_task where state = 'WAIT_RETRY' and until > :after
            ) as coming where at <= :latest having count(*) > 0
            """)
        .param("after", sql(after))
        .param("latest", sql(latest))
        .query((row, _) -> moment(row, "at"))
        .optional();
  }

  /** What agents were given by others and have not taken note of, the oldest first. */
  List<Callback> handed(int limit) {
    return jdbc.sql(
            """
            select * from callback_task where handed_by <> agent
            order by since, id limit ?
            """)
        .param(limit)
        .query(TaskTable::row)
        .list();
  }

  int count(String state) {
    return jdbc.sql("select count(*) from callback_task where state = ? and not closed")
        .param(state)
        .query(Integer.class)
        .single();
  }

  /** Open tasks in their order, the earliest place first; or closed ones, newest first. */
  List<Callback> list(boolean closed, int limit) {
    String order = closed ? "first_lost_at desc, id desc" : "place_at, id";
    return jdbc.sql("select * from callback_task where closed = ? order by " + order + " limit ?")
        .params(closed, limit)
        .query(TaskTable::row)
        .list();
  }

  /** Whether a loss was taken in before. */
  boolean knows(CallId lost) {
    return jdbc.sql("select 1 from callback_loss where call = ?")
        .param(lost.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void insertLoss(CallEvent.Lost lost, CallbackId task) {
    jdbc.sql("insert into callback_loss (call, callback, loss_type, at) values (?, ?, ?, ?)")
        .params(lost.call().value(), task.value(), lost.lossType().name(), sql(lost.at()))
        .update();
  }

  void insert(Callback task) {
    jdbc.sql(
            """
            insert into callback_task (
              id, citizen, line, loss_type, first_lost_at, last_lost_at, lost_count, place_at,
              due_at, scheduled_for, not_before, asked, attempts, first_attempt_at, on_line, state, since, agent, attempt,
              call, result, reason, until, closed, handed_by)
            values (
              :id, :citizen, :line, :lossType, :firstLostAt, :lastLostAt, :lostCount, :placeAt,
              :dueAt, :scheduledFor, :notBefore, :asked, :attempts, :firstAttemptAt, :onLine, :state, :since, :agent,
              :attempt, :call, :result, :reason, :until, :closed, :handedBy)
            """)
        .params(columns(task))
        .update();
  }

  void save(Callback task) {
    jdbc.sql(
            """
            update callback_task set
              last_lost_at = :lastLostAt, lost_count = :lostCount, place_at = :placeAt,
              warned_at = case when due_at = :dueAt then warned_at end, due_at = :dueAt,
              scheduled_for = :scheduledFor, not_before = :notBefore, asked = :asked, attempts = :attempts, first_attempt_at = :firstAttemptAt,
              on_line = :onLine, state = :state, since = :since, agent = :agent,
              attempt = :attempt, call = :call, result = :result, reason = :reason,
              until = :until, closed = :closed, handed_by = :handedBy
            where id = :id
            """)
        .params(columns(task))
        .update();
  }

  private static Map<String, @Nullable Object> columns(Callback task) {
    Map<String, @Nullable Object> columns = new HashMap<>(PhaseColumns.of(task.phase()));
    CallId onLine = task.onLine();
    columns.put("id", task.id().value());
    columns.put("citizen", task.citizen().value());
    columns.put("line", task.line().value());
    columns.put("lossType", task.lossType().name());
    columns.put("firstLostAt", sql(task.firstLostAt()));
    columns.put("lastLostAt", sql(task.lastLostAt()));
    columns.put("lostCount", task.lostCount());
    columns.put("placeAt", sql(task.placeAt()));
    columns.put("dueAt", sql(task.dueAt()));
    columns.put("scheduledFor", sqlOrNull(task.scheduledFor()));
    columns.put("notBefore", sql(task.notBefore()));
    columns.put("asked", task.asked());
    columns.put("attempts", task.attempts());
    columns.put("firstAttemptAt", sqlOrNull(task.firstAttemptAt()));
    columns.put("onLine", onLine == null ? null : onLine.value());
    return columns;
  }

  static Callback row(ResultSet row, int number) throws SQLException {
    String onLine = row.getString("on_line");
    return new Callback(
        new CallbackId(row.getString("id")),
        new PhoneNumber(row.getString("citizen")),
        new LineId(row.getString("line")),
        LossType.valueOf(row.getString("loss_type")),
        moment(row, "first_lost_at"),
        moment(row, "last_lost_at"),
        row.getInt("lost_count"),
        moment(row, "place_at"),
        moment(row, "due_at"),
        perhaps(row, "scheduled_for"),
        moment(row, "not_before"),
        row.getInt("asked"),
        row.getInt("attempts"),
        perhaps(row, "first_attempt_at"),
        onLine == null ? null : new CallId(onLine),
        PhaseColumns.read(row));
  }
}
