package linekeeper.benchmark.dial;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import linekeeper.benchmark.rig.Rig;
import linekeeper.kernel.PhoneNumber;
import linekeeper.platform.data.Moments;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler with its defaults (ten threads, a poll every 10 s) on the same database, each of
 * whose one-time tasks takes a free seat and makes one bare call. It counts as executed when the
 * switch has taken the order.
 */
public final class Scheduled implements Dialler {
  /** Its name. */
  public static final String NAME = "db-scheduler";

  private static final String TASK = "call";

  /** As its documentation has it. */
  private static final String TABLE =
      """
      create schema if not exists bench;
      drop table if exists bench.scheduled_tasks;
      create table bench.scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamp with time zone not null,
        picked boolean not null,
        picked_by text,
        last_success timestamp with time zone,
        last_failure timestamp with time zone,
        consecutive_failures int,
        last_heartbeat timestamp with time zone,
        version bigint not null,
        priority smallint,
        state text,
        primary key (task_name, task_instance)
      );
      create index execution_time_idx on bench.scheduled_tasks (execution_time);
      create index last_heartbeat_idx on bench.scheduled_tasks (last_heartbeat);
      create index priority_execution_time_idx on bench.scheduled_tasks (priority desc, execution_time asc);
      """;

  private final BareCalls calls;
  private final HikariDataSource database;
  private final Map<String, Integer> wanted = new ConcurrentHashMap<>();
  private volatile FreeSeats free = new FreeSeats(List.of());
  private @Nullable Scheduler scheduler;

  /** Calls by these; on the same server as the application's data, in a schema of its own. */
  public Scheduled(BareCalls calls, Rig rig) throws SQLException {
    this.calls = calls;
    this.database = rig.database("bench");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  private Scheduler scheduler() {
    OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((instance, _) -> call(instance.getId()));
    return Scheduler.create(database, task).build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void begin(List<Due> due, List<Rig.Seat> seats) throws SQLException {
    free = new FreeSeats(seats);
    wanted.clear();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                    + " values (?, ?, ?, false, 1)")) {
      for (Due citizen : due) {
        insert.setString(1, TASK);
        insert.setString(2, citizen.number());
        insert.setObject(3, Moments.sql(citizen.at()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    Scheduler starting = scheduler();
    scheduler = starting;
    starting.start();
  }

  private void call(String number) {
    FreeSeats.Taken seat = free.take();
    if (seat == null) {
      return;
    }
    wanted.merge(number, 1, Integer::sum);
    var _ =
        calls
            .begin(seat.id(), new PhoneNumber(number), seat::free)
            .completeOnTimeout(false, 5, TimeUnit.SECONDS)
            .join();
  }

  @Override
  public Map<String, Integer> end() throws Exception {
    free.close();
    Scheduler running = scheduler;
    if (running != null) {
      running.stop();
    }
    free.awaitAll();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate scheduled_tasks");
    }
    return Map.copyOf(wanted);
  }

  @Override
  public void close() {
    database.close();
  }
}
