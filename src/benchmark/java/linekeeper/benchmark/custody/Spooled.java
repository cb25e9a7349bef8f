package linekeeper.benchmark.custody;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import linekeeper.benchmark.rig.Rig;

/** Recordings that lie in the rig's spool, with the rows that say so. */
public final class Spooled implements AutoCloseable {
  private static final int LOOK_MILLIS = 100;

  private final Rig rig;
  private final HikariDataSource database;

  /** Those of this rig. */
  public Spooled(Rig rig) {
    this.rig = rig;
    this.database = rig.database("public");
  }

  /** Lays a load's files down under new names; nobody asks for them yet. */
  public List<String> lay(Load load, String prefix, int round) throws IOException {
    List<String> names = load.names(prefix, round);
    Tapes.lay(rig.spool(), names, load.seconds());
    return names;
  }

  /** Has them all due from now on, as they stand when the switch has said that it is done. */
  public void due(List<String> names) throws SQLException {
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

  /** How many of them are in the store, and gone from the spool. */
  public int stored(List<String> names) throws SQLException {
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

  /** Waits until all of them are. */
  public void awaitStored(List<String> names, Duration longest) throws Exception {
    long until = System.nanoTime() + longest.toNanos();
    while (stored(names) < names.size()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            stored(names) + " of " + names.size() + " recordings arrived in the store");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
