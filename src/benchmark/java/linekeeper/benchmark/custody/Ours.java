package linekeeper.benchmark.custody;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.rig.Rig;
import org.jspecify.annotations.Nullable;

/** The application takes what lies in its spool into custody. */
public final class Ours implements Rounds.Subject, AutoCloseable {
  /** Its name in the report. */
  public static final String NAME = "linekeeper";

  private static final int LONGEST_TENTHS = 3_000;

  private final Rig rig;
  private final Load load;
  private final HikariDataSource database;
  private final Deque<String> unheard = new ArrayDeque<>();

  /** That of this rig. */
  public Ours(Rig rig, Load load) {
    this.rig = rig;
    this.load = load;
    this.database = rig.database("public");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    List<String> names = load.names("tape", round);
    Tapes.lay(rig.spool(), names, load.seconds());
    double cpu = rig.ourMillis();
    long began = System.nanoTime();
    due(names);
    awaitStored(names);
    double seconds = (System.nanoTime() - began) / 1e9;
    unheard.addAll(names);
    return load.figures(seconds, rig.ourMillis() - cpu);
  }

  /**
   * A recording in the store that nobody listened to yet, each only once; null where there is none.
   */
  @Nullable String unheard() {
    return unheard.poll();
  }

  /** As they stand when the switch has said that it is done with them. */
  private void due(List<String> names) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into recording (id, call, started_at, ended_at, state, due_at)"
                    + " values (?, ?, now() - interval '4 minutes', now(), 'FILE_CLOSED', now())")) {
      for (String name : names) {
        insert.setString(1, name);
        insert.setString(2, name);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void awaitStored(List<String> names) throws Exception {
    for (int i = 0; i < LONGEST_TENTHS; i++) {
      if (stored(names) == names.size()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        stored(names) + " of " + names.size() + " recordings arrived in the store");
  }

  private int stored(List<String> names) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from recording where id = any(?) and due_at is null"
                    + " and state in ('STORED', 'LINKED')")) {
      query.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
