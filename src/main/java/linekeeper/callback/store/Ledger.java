package linekeeper.callback.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import linekeeper.platform.data.Moments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is owed, counted. */
@Component
public final class Ledger {
  private static final Duration SOON = Duration.ofMinutes(5);
  private final JdbcClient jdbc;

  /** On this database. */
  public Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is open now.
   *
   * @param pending wait for an agent, be it in the queue or to be claimed
   * @param dueSoon no attempt was made yet, or none since a time was promised, and one is due
   *     within five minutes
   * @param overdue the same, and it was due before now
   */
  public record Backlog(
      int open,
      int pending,
      int inHand,
      int waiting,
      int dueSoon,
      int overdue,
      @Nullable Instant oldestLostAt,
      @Nullable Instant nextDueAt) {}

  /**
   * What became of the callers lost in a period.
   *
   * @param lost lost requests that opened or joined a task
   * @param excluded tasks that no attempt is owed for, by reason
   * @param eligible the other tasks
   * @param attempted eligible tasks with at least one attempt
   * @param tried eligible tasks with at least one attempt, or whose caller got through by himself
   * @param inTime eligible tasks whose first attempt was no later than it was due
   * @param connected tasks in which citizen and agent talked
   * @param recalled tasks whose caller got through by himself
   * @param open tasks without an outcome yet
   */
  public record Counts(
      int lost,
      Map<String, Integer> excluded,
      int eligible,
      int attempted,
      int tried,
      int inTime,
      int connected,
      int recalled,
      int open) {
    /** Copies. */
    public Counts {
      excluded = Map.copyOf(excluded);
    }
  }

  /** Another text whenever an open task changed, or is no longer open. */
  public String revision() {
    return jdbc.sql(
            """
            select count(*) || '.' || coalesce(sum(hashtext(
              id || state || asked || lost_count || extract(epoch from due_at) || coalesce(agent, '') || coalesce(handed_by, '')
              || coalesce(result, '')
              || coalesce(on_line, ''))::bigint), 0)
            from callback_task where not closed
            """)
        .query(String.class)
        .single();
  }

  /**
   * Tasks whose first attempt is due soon and was not made; each is told of once.
   *
   * @return how many they are
   */
  public int warn(Instant now) {
    return jdbc.sql(
            """
            update callback_task set warned_at = :now
            where not closed and (first_attempt_at is null or scheduled_for is not null)
              and warned_at is null
              and due_at < :soon and state not in ('DIALING', 'CONNECTED')
            """)
        .param("now", Moments.sql(now))
        .param("soon", Moments.sql(now.plus(SOON)))
        .update();
  }

  /** What is open at this moment. */
  public Backlog backlog(Instant now) {
    return jdbc.sql(
            """
            select count(*) as open,
              count(*) filter (where state in ('PENDING', 'QUEUED')) as pending,
              count(*) filter (where state in ('ASSIGNED', 'DIALING', 'CONNECTED')) as in_hand,
              count(*) filter (where state = 'WAIT_RETRY') as waiting,
              count(*) filter (where awaited and due_at >= :now and due_at < :soon) as due_soon,
              count(*) filter (where awaited and due_at < :now) as overdue,
              min(first_lost_at) as oldest,
              min(due_at) filter (where awaited) as next_due
            from (select *, first_attempt_at is null or scheduled_for is not null as awaited
              from callback_task where not closed) as task
            """)
        .param("now", Moments.sql(now))
        .param("soon", Moments.sql(now.plus(SOON)))
        .query(Ledger::backlog)
        .single();
  }

  /** What became of those lost from then to then. */
  public Counts counts(Instant from, Instant to) {
    return jdbc.sql(
            """
            select count(*) filter (where owed) as eligible,
              count(*) filter (where owed and first_attempt_at is not null) as attempted,
              count(*) filter (where owed and (first_attempt_at is not null or state = 'RESOLVED_BY_RECALL'))
                as tried,
              count(*) filter (where owed and first_attempt_at <= due_at) as in_time,
              count(*) filter (where state in ('DONE', 'CONNECTED')) as connected,
              count(*) filter (where state = 'RESOLVED_BY_RECALL') as recalled,
              count(*) filter (where not closed) as open
            from (select *, not (state = 'CANCELLED' and reason <> 'BY_LEADER') as owed
              from callback_task where first_lost_at >= :from and first_lost_at < :to) as task
            """)
        .param("from", Moments.sql(from))
        .param("to", Moments.sql(to))
        .query((row, _) -> counts(row, lost(from, to), excluded(from, to)))
        .single();
  }

  private int lost(Instant from, Instant to) {
    return jdbc.sql("select count(*) from callback_loss where at >= :from and at < :to")
        .param("from", Moments.sql(from))
        .param("to", Moments.sql(to))
        .query(Integer.class)
        .single();
  }

  private Map<String, Integer> excluded(Instant from, Instant to) {
    return jdbc
        .sql(
            """
            select reason, count(*) as tasks from callback_task
            where first_lost_at >= :from and first_lost_at < :to
              and state = 'CANCELLED' and reason <> 'BY_LEADER'
            group by reason order by reason
            """)
        .param("from", Moments.sql(from))
        .param("to", Moments.sql(to))
        .query((row, _) -> Map.entry(row.getString("reason"), row.getInt("tasks")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Counts counts(ResultSet row, int lost, Map<String, Integer> excluded)
      throws SQLException {
    return new Counts(
        lost,
        excluded,
        row.getInt("eligible"),
        row.getInt("attempted"),
        row.getInt("tried"),
        row.getInt("in_time"),
        row.getInt("connected"),
        row.getInt("recalled"),
        row.getInt("open"));
  }

  private static Backlog backlog(ResultSet row, int number) throws SQLException {
    return new Backlog(
        row.getInt("open"),
        row.getInt("pending"),
        row.getInt("in_hand"),
        row.getInt("waiting"),
        row.getInt("due_soon"),
        row.getInt("overdue"),
        Moments.perhaps(row, "oldest"),
        Moments.perhaps(row, "next_due"));
  }
}
