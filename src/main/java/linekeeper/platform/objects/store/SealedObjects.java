package linekeeper.platform.objects.store;

import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which objects are sealed, and their wrapped keys. */
@Component
public final class SealedObjects {
  private final JdbcClient jdbc;

  /** On this database. */
  public SealedObjects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A sealed object.
   *
   * @param wrappedBy the id of the key that wraps its key
   * @param wrapped its key, wrapped, in Base64
   */
  public record Row(String objectKey, String algorithm, String wrappedBy, String wrapped) {}

  /** One, if it is sealed. */
  public Optional<Row> find(String objectKey) {
    return jdbc.sql("select * from sealed_object where object_key = ?")
        .param(objectKey)
        .query(SealedObjects::row)
        .optional();
  }

  /** Keeps a new one; the one that is there, where somebody was sooner. */
  public Row keep(Row row, Instant at) {
    jdbc.sql(
            """
            insert into sealed_object
              (object_key, algorithm, wrapped_by, wrapped, made_at, wrapped_at)
            values (?, ?, ?, ?, ?, ?) on conflict (object_key) do nothing
            """)
        .params(row.objectKey(), row.algorithm(), row.wrappedBy(), row.wrapped(), sql(at), sql(at))
        .update();
    return find(row.objectKey()).orElse(row);
  }

  /** Those that another key wraps. */
  public List<Row> wrappedByOthers(String key, int most) {
    return jdbc.sql("select * from sealed_object where wrapped_by <> ? order by object_key limit ?")
        .params(key, most)
        .query(SealedObjects::row)
        .list();
  }

  /** Counts them. */
  public Tally tally(String key) {
    return jdbc.sql(
            """
            select count(*) as n, count(*) filter (where wrapped_by <> ?) as others
            from sealed_object
            """)
        .param(key)
        .query((row, _) -> new Tally(row.getLong("n"), row.getLong("others")))
        .single();
  }

  /** How many are sealed, and how many of them another key wraps. */
  public record Tally(long all, long others) {}

  /** It is wrapped anew, unless somebody else has just done so. */
  public void rewrap(Row before, String by, String wrapped, Instant at) {
    jdbc.sql(
            """
            update sealed_object set wrapped_by = ?, wrapped = ?, wrapped_at = ?
            where object_key = ? and wrapped = ?
            """)
        .params(by, wrapped, sql(at), before.objectKey(), before.wrapped())
        .update();
  }

  /** Its key is gone with it: no copy that somebody kept can be read any more. */
  public void forget(String objectKey) {
    jdbc.sql("delete from sealed_object where object_key = ?").param(objectKey).update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getString("object_key"),
        row.getString("algorithm"),
        row.getString("wrapped_by"),
        row.getString("wrapped"));
  }
}
