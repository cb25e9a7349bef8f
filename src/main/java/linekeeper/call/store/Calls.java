package linekeeper.call.store;

import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.data.Moments;
import linekeeper.platform.journal.Subscriber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls that were, kept up to date from their events a moment after they happened. */
@Component
public final class Calls implements Subscriber<CallEvent> {
  private final JdbcClient jdbc;

  Calls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "calls";
  }

  @Override
  public Class<CallEvent> type() {
    return CallEvent.class;
  }

  @Override
  public boolean inOneTransaction() {
    return true;
  }

  @Override
  public void on(long number, CallEvent event) {
    switch (event) {
      case CallEvent.Arrived it -> arrived(it);
      case CallEvent.CalledOut it -> calledOut(it);
      case CallEvent.Queued it ->
          moment("queued_at", "queue", it.call(), it.at(), it.queue().value());
      case CallEvent.Offered it -> offered(it);
      case CallEvent.Answered it -> answered(it);
      case CallEvent.Ended it -> summed(it.summary());
      case CallEvent.Completed it -> summed(it.summary());
      case CallEvent.OfferEnded _, CallEvent.Transferred _, CallEvent.Lost _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
      case CallEvent.Consulted _ -> {}
      case CallEvent.AttemptOver _, CallEvent.CallbackWaits _ -> {}
    }
  }

  /** One call. */
  public Optional<StoredCall> find(CallId id) {
    return jdbc.sql("select * from calls where id = ?")
        .param(id.value())
        .query(Calls::row)
        .optional();
  }

  /** Calls by arrival, newest first. */
  public List<StoredCall> search(CallSearch search) {
    return jdbc.sql(
            """
            select * from calls
            where arrived_at >= :from and arrived_at < :to
              and (:outcome = 'all'
                or :outcome = 'answered' and answered_at is not null and loss_type is null
                or :outcome = 'lost' and loss_type is not null)
              and (cast(:agent as text) is null or agent = :agent)
              and (cast(:beforeId as text) is null or (arrived_at, id) < (:beforeAt, :beforeId))
            order by arrived_at desc, id desc limit :limit
            """)
        .param("from", sqlOrNull(search.from()))
        .param("to", sqlOrNull(search.to()))
        .param("outcome", search.outcome())
        .param("agent", search.agent())
        .param(
            "beforeAt",
            search.beforeAt() == null ? null : sqlOrNull(search.beforeAt()),
            java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("beforeId", search.beforeId())
        .param("limit", search.limit())
        .query(Calls::row)
        .list();
  }

  private void arrived(CallEvent.Arrived it) {
    jdbc.sql(
            """
            insert into calls (id, line, caller, dialled, arrived_at, leg) values (?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            Arrays.asList(
                it.call().value(),
                it.line().value(),
                it.caller().value(),
                it.dialled(),
                sqlOrNull(it.at()),
                it.leg() == null ? null : it.leg().value()))
        .update();
  }

  private void calledOut(CallEvent.CalledOut it) {
    jdbc.sql(
            """
            insert into calls (id, line, caller, dialled, arrived_at, direction)
            values (?, ?, ?, ?, ?, 'OUT')
            on conflict (id) do nothing
            """)
        .params(
            Arrays.asList(
                it.call().value(),
                it.line().value(),
                it.citizen().value(),
                it.shown(),
                sqlOrNull(it.at())))
        .update();
  }

  private void moment(String column, String with, CallId call, Instant at, String value) {
    jdbc.sql(
            "update calls set %1$s = coalesce(%1$s, ?), %2$s = ? where id = ?"
                .formatted(column, with))
        .params(Arrays.asList(sqlOrNull(at), value, call.value()))
        .update();
  }

  private void offered(CallEvent.Offered it) {
    jdbc.sql("update calls set offered_at = coalesce(offered_at, ?) where id = ?")
        .params(Arrays.asList(sqlOrNull(it.at()), it.call().value()))
        .update();
  }

  private void answered(CallEvent.Answered it) {
    jdbc.sql(
            """
            update calls set answered_at = coalesce(answered_at, ?), agent = coalesce(agent, ?),
              seat = coalesce(seat, ?), recordings = ? where id = ?
            """)
        .params(
            Arrays.asList(
                sqlOrNull(it.at()),
                it.agent().value(),
                it.seat().value(),
                new String[] {it.recording().value()},
                it.call().value()))
        .update();
  }

  private void summed(CallSummary it) {
    jdbc.sql(
            """
            update calls set queue = ?, queued_at = ?, offered_at = ?, answered_at = ?, ended_at = ?, completed_at = ?,
              wait_millis = ?, ring_millis = ?, talk_millis = ?, hold_millis = ?, wrap_millis = ?, loss_type = ?,
              agent = ?, seat = ?, recordings = ?, inferred = ? where id = ?
            """)
        .params(
            Arrays.asList(
                it.queue() == null ? null : it.queue().value(),
                sqlOrNull(it.queuedAt()),
                sqlOrNull(it.offeredAt()),
                sqlOrNull(it.answeredAt()),
                sqlOrNull(it.endedAt()),
                sqlOrNull(it.completedAt()),
                it.waitMillis(),
                it.ringMillis(),
                it.talkMillis(),
                it.holdMillis(),
                it.wrapMillis(),
                it.lossType() == null ? null : it.lossType().name(),
                it.agentId() == null ? null : it.agentId().value(),
                it.seatId() == null ? null : it.seatId().value(),
                it.recordingIds().stream().map(RecordingId::value).toArray(String[]::new),
                it.inferred(),
                it.callId().value()))
        .update();
  }

  private static StoredCall row(ResultSet row, int number) throws SQLException {
    return new StoredCall(
        row.getString("id"),
        row.getString("line"),
        row.getString("queue"),
        new PhoneNumber(row.getString("caller")),
        row.getString("dialled"),
        Moments.moment(row, "arrived_at"),
        perhaps(row, "queued_at"),
        perhaps(row, "offered_at"),
        perhaps(row, "answered_at"),
        perhaps(row, "ended_at"),
        perhaps(row, "completed_at"),
        row.getLong("wait_millis"),
        row.getLong("ring_millis"),
        row.getLong("talk_millis"),
        row.getLong("hold_millis"),
        row.getLong("wrap_millis"),
        row.getString("loss_type"),
        row.getString("agent"),
        row.getString("seat"),
        texts(row.getArray("recordings")),
        row.getBoolean("inferred"),
        row.getString("direction"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
