package linekeeper.access.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.access.Role;

/** How our values lie in columns. */
final class Columns {

  private Columns() {}

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
