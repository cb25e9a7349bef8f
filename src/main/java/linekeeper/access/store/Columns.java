package linekeeper.access.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.access.Role;
import org.jspecify.annotations.Nullable;

/** How our values lie in columns. */
final class Columns {

  private Columns() {}

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime optionalTime(@Nullable Instant at) {
    return at == null ? null : time(at);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static String[] texts(Collection<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }

  static String[] roles(Collection<Role> roles) {
    return texts(roles.stream().map(Role::name).toList());
  }

  static Set<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return Set.of((String[]) array.getArray());
  }

  /** Roles that this version does not know carry nothing. */
  static Set<Role> roles(ResultSet row, String column) throws SQLException {
    Set<String> names = texts(row, column);
    return Arrays.stream(Role.values())
        .filter(role -> names.contains(role.name()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
