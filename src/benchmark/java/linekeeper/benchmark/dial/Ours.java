package linekeeper.benchmark.dial;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.phones.Citizens;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;
import linekeeper.cli.Api;
import linekeeper.platform.data.Moments;
import tools.jackson.databind.JsonNode;

/**
 * The product itself: its tasks lie in its own table, as if their callers had been lost, and its
 * seats are made ready; the rest is its own affair.
 */
public final class Ours implements Dialler {
  /** Its name. */
  public static final String NAME = "linekeeper";

  private static final Duration LOST_BEFORE = Duration.ofMinutes(1);
  private static final Duration FIRST_WITHIN = Duration.ofMinutes(15);
  private static final int LONGEST_TENTHS = 900;

  private final Rig rig;
  private final SeatPhones phones;
  private final Citizens citizens;
  private final Api leader;
  private final HikariDataSource database;
  private List<Rig.Seat> seats = List.of();

  /** The fence remembers attempts of earlier runs in the same home. */
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private int turns;

  /** That of this rig. */
  public Ours(Rig rig, SeatPhones phones, Citizens citizens) {
    this.rig = rig;
    this.phones = phones;
    this.citizens = citizens;
    this.leader = rig.signIn("leader1");
    this.database = rig.database("public");
  }

  /** By itself, whenever somebody is due, and as often as can be. */
  public static String properties() {
    return """
    linekeeper.callback.rules[0].line=*
    linekeeper.callback.rules[0].from=2026-01-01T00:00:00Z
    linekeeper.callback.rules[0].reason=benchmark
    linekeeper.callback.rules[0].first-within=15m
    linekeeper.callback.rules[0].not-within=0s
    linekeeper.callback.rules[0].attempts=3
    linekeeper.callback.rules[0].spacing=10m
    linekeeper.callback.rules[0].fresh=15m
    linekeeper.callback.rules[0].short-abandon=0s
    linekeeper.callback.rules[0].give-up=72h
    linekeeper.callback.rules[0].claim=10m
    linekeeper.callback.rules[0].automatic=true
    linekeeper.callback.rules[0].keep-free=0
    linekeeper.callback.rules[0].schedule-within=168h
    linekeeper.callback.outbound.per-agent-hour=1000000
    linekeeper.callback.outbound.per-hour=1000000
    """;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void begin(List<Due> due, List<Rig.Seat> some) throws Exception {
    turns++;
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into callback_task (id, citizen, line, loss_type, first_lost_at, last_lost_at,"
                    + " lost_count, place_at, due_at, not_before, asked, attempts, state, since, closed)"
                    + " values (?, ?, 'hotline', 'QUEUE_ABANDON', ?, ?, 1, ?, ?, ?, 0, 0, 'PENDING', ?, false)")) {
      for (Due citizen : due) {
        var lost = Moments.sql(citizen.at().minus(LOST_BEFORE));
        insert.setString(1, "bench-" + run + "-" + turns + "-" + citizen.number());
        insert.setString(2, citizen.number());
        insert.setObject(3, lost);
        insert.setObject(4, lost);
        insert.setObject(5, lost);
        insert.setObject(6, Moments.sql(citizen.at().plus(FIRST_WITHIN)));
        insert.setObject(7, Moments.sql(citizen.at()));
        insert.setObject(8, lost);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    seats = some;
    Rig.ready(some);
  }

  @Override
  public Map<String, Integer> end() throws Exception {
    Rig.busy(seats);
    run(
        "update callback_task set state = 'CANCELLED', reason = 'BY_LEADER', closed = true where state = 'PENDING'");
    catchUp();
    for (String waiting : list("select id from callback_task where state = 'QUEUED'")) {
      leader.post("/api/callbacks/" + waiting + "/cancel", null);
    }
    settle();
    Map<String, Integer> wanted = attempts();
    rig.awaitRecordings();
    run("delete from callback_attempt");
    run("delete from callback_loss");
    run("delete from callback_task");
    return wanted;
  }

  /** Until those in the queue are the only ones whom the books still know to be waited for. */
  private void catchUp() throws Exception {
    for (int i = 0; i < LONGEST_TENTHS && behind(); i++) {
      Thread.sleep(100);
    }
  }

  private boolean behind() throws SQLException {
    int onFloor = 0;
    for (JsonNode queue : leader.get("/api/floor").body().path("queues")) {
      onFloor += queue.path("callbacks").asInt(0);
    }
    return phones.busy() > 0
        || citizens.open() > 0
        || list("select id from callback_attempt where ended_at is null").size() != onFloor;
  }

  /** Until nobody is on the line and the books know it. */
  private void settle() throws Exception {
    for (int i = 0; i < LONGEST_TENTHS && underWay(); i++) {
      Thread.sleep(100);
    }
    if (underWay()) {
      throw new IllegalStateException("calls or attempts that do not end");
    }
  }

  private boolean underWay() throws SQLException {
    return phones.busy() > 0
        || citizens.open() > 0
        || !list("select id from callback_attempt where ended_at is null").isEmpty();
  }

  /** Each attempt may ring once; one that was given up before he was dialled may not at all. */
  private Map<String, Integer> attempts() throws SQLException {
    Map<String, Integer> attempts = new HashMap<>();
    list("""
    select citizen from callback_attempt join callback_task on callback_task.id = callback
    where dialled_at is not null
    """)
        .forEach(it -> attempts.merge(it, 1, Integer::sum));
    return attempts;
  }

  private List<String> list(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void run(String command) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(command);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
