package linekeeper.platform.data;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import javax.sql.DataSource;
import linekeeper.platform.status.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The database as its pool of connections knows it, which keeps trying them. */
@Component
final class DatabasePart implements Part {
  private final DataSource source;

  DatabasePart(DataSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public State state() {
    HikariPoolMXBean pool = pool();
    if (pool == null) {
      return State.UP;
    }
    if (pool.getTotalConnections() == 0) {
      return State.DOWN;
    }
    return pool.getThreadsAwaitingConnection() > 0 ? State.DEGRADED : State.UP;
  }

  @Override
  public String detail() {
    HikariPoolMXBean pool = pool();
    return pool == null
        ? "not pooled"
        : "%d of %d connections in use, %d wait for one"
            .formatted(
                pool.getActiveConnections(),
                pool.getTotalConnections(),
                pool.getThreadsAwaitingConnection());
  }

  private @Nullable HikariPoolMXBean pool() {
    return source instanceof HikariDataSource hikari ? hikari.getHikariPoolMXBean() : null;
  }
}
