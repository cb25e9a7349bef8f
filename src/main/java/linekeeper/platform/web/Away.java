package linekeeper.platform.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether something failed because the database could not serve it just now: nobody's mistake, and
 * worth another try. Told by the class of the SQLSTATE (PostgreSQL, appendix A): 08 connection, 53
 * resources, 57 ended by its operator; and by a pool in which no connection became free in time.
 */
final class Away {
  private static final Set<String> CLASSES = Set.of("08", "53", "57");
  private static final int DEEPEST = 20;

  private Away() {}

  /** Looks through what caused it, at most twenty deep. */
  static boolean caused(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int deep = 0; cause != null && deep < DEEPEST; deep++) {
      if (cause instanceof SQLException sql && away(sql)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean away(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || (state != null && state.length() > 2 && CLASSES.contains(state.substring(0, 2)));
  }
}
