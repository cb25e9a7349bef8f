package linekeeper.callback.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import linekeeper.call.event.CallEvent;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of attempts. What was written once is not overwritten by hearing it again. */
final class AttemptTable {
  private final JdbcClient jdbc;

  AttemptTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * {@code seat} and {@code agent} are null where the queue gives it to one later. An attempt that
   * was refused, and so never begun, is intended anew under its number.
   */
  void intend(
      Callback task, AttemptId id, @Nullable SeatId seat, @Nullable AgentId agent, Instant now) {
    int kept =
        jdbc.sql(
                """
                insert into callback_attempt (id, callback, number, seat, agent, leg, intended_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set seat = excluded.seat, agent = excluded.agent,
                  intended_at = excluded.intended_at, ended_at = null, outcome = null, detail = null
                where callback_attempt.begun_at is null and callback_attempt.ended_at is not null
                """)
            .params(
                Arrays.asList(
                    id.value(),
                    task.id().value(),
                    task.asked(),
                    seat == null ? null : seat.value(),
                    agent == null ? null : agent.value(),
                    id.leg().value(),
                    sql(now)))
            .update();
    if (kept != 1) {
      throw new IllegalStateException("attempt " + id + " was made before");
    }
  }

  Optional<Attempt> find(AttemptId id) {
    return jdbc.sql("select * from callback_attempt where id = ?")
        .param(id.value())
        .query(AttemptTable::row)
        .optional();
  }

  Optional<Attempt> byCall(CallId call) {
    return jdbc.sql("select * from callback_attempt where call = ?")
        .param(call.value())
        .query(AttemptTable::row)
        .optional();
  }

  List<Attempt> of(CallbackId task) {
    return jdbc.sql("select * from callback_attempt where callback = ? order by number")
        .param(task.value())
        .query(AttemptTable::row)
        .list();
  }

  /** Attempts without an outcome that were committed before this moment. */
  List<Attempt> open(Instant before) {
    return jdbc.sql(
            """
            select * from callback_attempt
            where ended_at is null and intended_at < ? order by intended_at limit 1000
            """)
        .param(sql(before))
        .query(AttemptTable::row)
        .list();
  }

  void begun(CallEvent.CalledOut it) {
    jdbc.sql(
            """
            update callback_attempt set begun_at = coalesce(begun_at, ?), call = ?, seat = ?,
              agent = ? where id = ?
            """)
        .params(
            sql(it.at()),
            it.call().value(),
            it.seat().value(),
            it.agent().value(),
            it.attempt().value())
        .update();
  }

  void waits(CallEvent.CallbackWaits it) {
    jdbc.sql("update callback_attempt set begun_at = coalesce(begun_at, ?), call = ? where id = ?")
        .params(sql(it.at()), it.call().value(), it.attempt().value())
        .update();
  }

  /** Who talks to him first; where the citizen was rung first, it need not be who was to. */
  void answered(AttemptId id, CallEvent.Answered it) {
    jdbc.sql(
            """
            update callback_attempt set answered_at = ?, seat = ?, agent = ?
            where id = ? and answered_at is null
            """)
        .params(sql(it.at()), it.seat().value(), it.agent().value(), id.value())
        .update();
  }

  /**
   * The floor has the last word: what was taken for never begun, because nothing had been heard for
   * long, was begun all the same.
   */
  void over(CallEvent.AttemptOver it) {
    jdbc.sql(
            """
            update callback_attempt set dialled_at = ?, ended_at = ?, outcome = ?, detail = null
            where id = ? and (ended_at is null or outcome = 'NOT_BEGUN')
            """)
        .params(
            Arrays.asList(
                sqlOrNull(it.dialledAt()), sql(it.at()), it.end().name(), it.attempt().value()))
        .update();
  }

  /**
   * It was never begun, or its end was never heard. What is said of an intent says nothing about a
   * later one under the same number.
   */
  boolean settle(Attempt attempt, String outcome, String detail, Instant now) {
    return jdbc.sql(
                """
                update callback_attempt set ended_at = ?, outcome = ?, detail = ?
                where id = ? and intended_at = ? and ended_at is null
                """)
            .params(sql(now), outcome, detail, attempt.id().value(), sql(attempt.intendedAt()))
            .update()
        == 1;
  }

  /** Attempts that were begun and have been over since before then, of which the fence knows. */
  List<AttemptId> fenced(Instant before, int limit) {
    return jdbc.sql(
            """
            select id from callback_attempt
            where ended_at < ? and begun_at is not null and not fence_dropped
            order by ended_at limit ?
            """)
        .params(sql(before), limit)
        .query((row, _) -> new AttemptId(row.getString("id")))
        .list();
  }

  void unfenced(AttemptId id) {
    jdbc.sql("update callback_attempt set fence_dropped = true where id = ?")
        .param(id.value())
        .update();
  }

  int since(Instant from) {
    return jdbc.sql("select count(*) from callback_attempt where intended_at > ?")
        .param(sql(from))
        .query(Integer.class)
        .single();
  }

  int since(Instant from, AgentId agent) {
    return jdbc.sql("select count(*) from callback_attempt where intended_at > ? and agent = ?")
        .params(sql(from), agent.value())
        .query(Integer.class)
        .single();
  }

  static Attempt row(ResultSet row, int number) throws SQLException {
    String call = row.getString("call");
    String seat = row.getString("seat");
    String agent = row.getString("agent");
    return new Attempt(
        new AttemptId(row.getString("id")),
        new CallbackId(row.getString("callback")),
        row.getInt("number"),
        seat == null ? null : new SeatId(seat),
        agent == null ? null : new AgentId(agent),
        moment(row, "intended_at"),
        perhaps(row, "begun_at"),
        call == null ? null : new CallId(call),
        perhaps(row, "dialled_at"),
        perhaps(row, "answered_at"),
        perhaps(row, "ended_at"),
        row.getString("outcome"));
  }
}
