package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When each stored recording's object was last looked for, and which were not there. */
@Component
public final class ObjectStock {
  private final JdbcClient jdbc;

  /** On this database. */
  public ObjectStock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What the store should have.
   *
   * @param gone whether it was not there when last looked for
   */
  public record Item(RecordingId recording, Place place, long size, boolean gone) {}

  /** Those not looked for since then, the longest unseen first. */
  public List<Item> unseen(Instant since, int most) {
    return jdbc.sql(
            """
            select id, bucket, object_key, size, object_gone_at from recording
            where state in ('STORED', 'LINKED')
              and (object_seen_at is null or object_seen_at < ?)
            order by object_seen_at nulls first limit ?
            """)
        .params(sql(since), most)
        .query(ObjectStock::item)
        .list();
  }

  /** It was looked for. */
  public void looked(RecordingId id, boolean there, Instant at) {
    jdbc.sql(
            """
            update recording set object_seen_at = :at,
              object_gone_at = case when :there then null else coalesce(object_gone_at, :at) end
            where id = :id
            """)
        .param("at", sql(at))
        .param("there", there)
        .param("id", id.value())
        .update();
  }

  /** What it is was read, and is not what was recorded; whether that is news. */
  public boolean differs(RecordingId id, Instant at) {
    return jdbc.sql(
                """
                update recording set object_differs_at = ?
                where id = ? and object_differs_at is null and state in ('STORED', 'LINKED')
                """)
            .params(sql(at), id.value())
            .update()
        == 1;
  }

  /** Which of these are gone, or something else than was recorded. */
  public Set<RecordingId> gone(Collection<RecordingId> ids) {
    return jdbc
        .sql(
            """
            select id from recording where id = any(?)
              and (object_gone_at is not null or object_differs_at is not null)
            """)
        .param(ids.stream().map(RecordingId::value).toArray(String[]::new))
        .query((row, _) -> new RecordingId(row.getString("id")))
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** All of those. */
  public List<RecordingId> gone(int most) {
    return jdbc.sql(
            """
            select id from recording where object_gone_at is not null or object_differs_at is not null
            order by id limit ?
            """)
        .param(most)
        .query((row, _) -> new RecordingId(row.getString("id")))
        .list();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        new RecordingId(row.getString("id")),
        new Place(row.getString("bucket"), row.getString("object_key")),
        row.getLong("size"),
        row.getObject("object_gone_at") != null);
  }
}
