package linekeeper.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linekeeper.access.model.Token;
import linekeeper.platform.data.Moments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API tokens, by the digest of what their bearer shows. */
@Component
public final class TokenTable {
  private final JdbcClient jdbc;

  TokenTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The token with that digest. */
  public Optional<Token> find(byte[] digest) {
    return jdbc.sql("select * from access_token where digest = :digest")
        .param("digest", digest)
        .query(TokenTable::token)
        .optional();
  }

  /** The token with that id. */
  public Optional<Token> find(UUID id) {
    return jdbc.sql("select * from access_token where id = :id")
        .param("id", id)
        .query(TokenTable::token)
        .optional();
  }

  /** Those of the ids that are some token's. */
  public List<Token> find(Collection<String> ids) {
    return jdbc.sql("select * from access_token where id = any(cast(:ids as uuid[]))")
        .param("ids", Columns.texts(ids))
        .query(TokenTable::token)
        .list();
  }

  /** All, the newest first. */
  public List<Token> all() {
    return jdbc.sql("select * from access_token order by created_at desc, id")
        .query(TokenTable::token)
        .list();
  }

  /** Adds one; false where a living one bears the name. */
  public boolean add(Token token, byte[] digest) {
    return jdbc.sql(
                """
                insert into access_token (id, name, digest, roles, created_by, created_at, expires_at)
                values (:id, :name, :digest, :roles, :by, :at, :expires)
                on conflict do nothing
                """)
            .param("id", token.id())
            .param("name", token.name())
            .param("digest", digest)
            .param("roles", Columns.roles(token.roles()))
            .param("by", token.createdBy())
            .param("at", Moments.sql(token.createdAt()))
            .param("expires", Moments.sql(token.expiresAt()))
            .update()
        == 1;
  }

  /** Revokes it; false where it was not there or already was. */
  public boolean revoke(UUID id, Instant now) {
    return jdbc.sql(
                "update access_token set revoked_at = :now where id = :id and revoked_at is null")
            .param("id", id)
            .param("now", Moments.sql(now))
            .update()
        == 1;
  }

  /** Notes that it was used, no oftener than asked. */
  public void used(UUID id, Instant now, Instant notSince) {
    jdbc.sql(
            """
            update access_token set last_used_at = :now
            where id = :id and (last_used_at is null or last_used_at < :notSince)
            """)
        .param("id", id)
        .param("now", Moments.sql(now))
        .param("notSince", Moments.sql(notSince))
        .update();
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    return new Token(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Columns.roles(row, "roles"),
        row.getString("created_by"),
        Moments.moment(row, "created_at"),
        Moments.moment(row, "expires_at"),
        Moments.perhaps(row, "revoked_at"),
        Moments.perhaps(row, "last_used_at"));
  }
}
