package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.time.Instant;
import java.util.List;
import linekeeper.recording.model.FullSpan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When the spool's disk was full. */
@Component
public final class FullSpanStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public FullSpanStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps one; saying it again, or with its end, changes it. */
  public void keep(FullSpan span) {
    jdbc.sql(
            """
            insert into spool_full (from_at, to_at) values (?, ?)
            on conflict (from_at) do update set to_at = excluded.to_at
            """)
        .param(sql(span.from()))
        .param(sqlOrNull(span.to()))
        .update();
  }

  /** What a process that was killed left open was over by then. */
  public void endOpen(Instant at) {
    jdbc.sql("update spool_full set to_at = greatest(from_at, ?) where to_at is null")
        .param(sql(at))
        .update();
  }

  /** Those that touch {@code [from, to]}, the first one first. */
  public List<FullSpan> touching(Instant from, Instant to) {
    return jdbc.sql(
            """
            select * from spool_full where from_at <= ? and (to_at is null or to_at >= ?)
            order by from_at
            """)
        .params(sql(to), sql(from))
        .query((row, _) -> new FullSpan(moment(row, "from_at"), perhaps(row, "to_at")))
        .list();
  }
}
