package linekeeper.call.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import linekeeper.call.CallsOnRecord;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the calls' table says of them. */
@Component
final class RecordedCalls implements CallsOnRecord {
  private final JdbcClient jdbc;

  RecordedCalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<CallOnRecord> begun(Instant from, Instant to) {
    return jdbc.sql("select * from calls where arrived_at >= ? and arrived_at < ?")
        .params(sql(from), sql(to))
        .query(RecordedCalls::row)
        .list();
  }

  @Override
  public List<CallOnRecord> ofLegs(Collection<LegId> legs) {
    return jdbc.sql("select * from calls where leg = any(?)")
        .param(legs.stream().map(LegId::value).toArray(String[]::new))
        .query(RecordedCalls::row)
        .list();
  }

  @Override
  public List<CallId> known(Collection<CallId> calls) {
    return jdbc.sql("select id from calls where id = any(?)")
        .param(calls.stream().map(CallId::value).toArray(String[]::new))
        .query((row, _) -> new CallId(row.getString("id")))
        .list();
  }

  private static CallOnRecord row(ResultSet row, int number) throws SQLException {
    String leg = row.getString("leg");
    return new CallOnRecord(
        new CallId(row.getString("id")),
        row.getString("direction").equals("IN"),
        leg == null ? null : new LegId(leg),
        moment(row, "arrived_at"),
        perhaps(row, "answered_at"),
        perhaps(row, "ended_at"),
        row.getLong("talk_millis"));
  }
}
