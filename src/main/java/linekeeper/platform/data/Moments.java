package linekeeper.platform.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Between moments and columns {@code timestamptz}, which bear no zone of ours. */
public final class Moments {
  private Moments() {}

  /** What a statement is given. */
  public static OffsetDateTime sql(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  /** The same where there may be none. */
  public static @Nullable OffsetDateTime sqlOrNull(@Nullable Instant at) {
    return at == null ? null : sql(at);
  }

  /** What a column holds. */
  public static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The same where there may be none. */
  public static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
