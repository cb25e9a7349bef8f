package linekeeper.access.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Spring Session's table, read by its inner key: unlike a session's id, that key opens nothing and
 * may be kept.
 */
@Component
public final class SessionTable {
  private final JdbcClient jdbc;

  SessionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of the session with that id. */
  public String key(String id) {
    return jdbc.sql("select primary_id from spring_session where session_id = :id")
        .param("id", id)
        .query(String.class)
        .single();
  }

  /** Those of the keys whose session is still open. */
  public Set<String> open(Collection<String> keys, Instant now, Instant notBefore) {
    return jdbc.sql(
            """
            select primary_id from spring_session
            where primary_id = any(cast(:keys as text[])) and expiry_time > :now and creation_time > :notBefore
            """)
        .param("keys", Columns.texts(keys))
        .param("now", now.toEpochMilli())
        .param("notBefore", notBefore.toEpochMilli())
        .query(String.class)
        .set();
  }
}
