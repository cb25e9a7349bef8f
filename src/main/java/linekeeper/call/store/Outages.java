package linekeeper.call.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import linekeeper.call.event.FloorEvent;
import linekeeper.platform.journal.Subscriber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When the floor did not hear the switch, and what became of those who called meanwhile. */
@Component
public final class Outages implements Subscriber<FloorEvent> {
  private final JdbcClient jdbc;

  Outages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One gap.
   *
   * @param calls calls that came in it and were put on record afterwards
   * @param lost those of them that were lost requests
   */
  public record Outage(Instant from, Instant to, String reason, int calls, int lost) {}

  @Override
  public String name() {
    return "outages";
  }

  @Override
  public Class<FloorEvent> type() {
    return FloorEvent.class;
  }

  @Override
  public boolean inOneTransaction() {
    return true;
  }

  @Override
  public void on(long number, FloorEvent event) {
    switch (event) {
      case FloorEvent.WasAway it ->
          jdbc.sql(
                  """
                  insert into outage (number, began_at, ended_at, reason) values (?, ?, ?, ?)
                  on conflict (number) do nothing
                  """)
              .params(number, sql(it.from()), sql(it.at()), it.reason())
              .update();
    }
  }

  /** The gaps that touch this time, newest first. */
  public List<Outage> between(Instant from, Instant to, int limit) {
    return jdbc.sql(
            """
            select began_at, gap_ended_at, reason, count(calls.id) as calls,
              count(calls.id) filter (where loss_type <> 'GREETING_ABANDON') as lost
            from (select * from outage where began_at < :to and outage.ended_at >= :from
                order by began_at desc, number desc limit :limit)
              as gap (number, began_at, gap_ended_at, reason)
            left join calls on direction = 'IN' and inferred
              and arrived_at >= began_at and arrived_at < gap_ended_at
            group by number, began_at, gap_ended_at, reason
            order by began_at desc, number desc
            """)
        .param("from", sql(from))
        .param("to", sql(to))
        .param("limit", limit)
        .query(Outages::row)
        .list();
  }

  private static Outage row(ResultSet row, int number) throws SQLException {
    return new Outage(
        moment(row, "began_at"),
        moment(row, "gap_ended_at"),
        row.getString("reason"),
        row.getInt("calls"),
        row.getInt("lost"));
  }
}
