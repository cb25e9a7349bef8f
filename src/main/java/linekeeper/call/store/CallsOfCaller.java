package linekeeper.call.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import linekeeper.call.PastCalls;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds a caller's calls by the numbers under which he may have been heard. */
@Component
final class CallsOfCaller implements PastCalls {
  private final JdbcClient jdbc;

  CallsOfCaller(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<PastCall> of(
      Collection<PhoneNumber> numbers, Instant beforeAt, String beforeId, int limit) {
    return jdbc.sql(
            """
            select * from calls
            where direction = 'IN' and caller <> '' and caller = any(:numbers)
              and (arrived_at, id) < (:beforeAt, :beforeId)
            order by arrived_at desc, id desc limit :limit
            """)
        .param("numbers", numbers.stream().map(PhoneNumber::value).toArray(String[]::new))
        .param("beforeAt", sql(beforeAt))
        .param("beforeId", beforeId)
        .param("limit", limit)
        .query(CallsOfCaller::row)
        .list();
  }

  private static PastCall row(ResultSet row, int number) throws SQLException {
    String queue = row.getString("queue");
    String loss = row.getString("loss_type");
    String agent = row.getString("agent");
    return new PastCall(
        new CallId(row.getString("id")),
        new LineId(row.getString("line")),
        queue == null ? null : new QueueId(queue),
        moment(row, "arrived_at"),
        perhaps(row, "answered_at"),
        perhaps(row, "ended_at"),
        loss == null ? null : LossType.valueOf(loss),
        agent == null ? null : new AgentId(agent),
        row.getLong("wait_millis"),
        row.getLong("talk_millis"));
  }
}
