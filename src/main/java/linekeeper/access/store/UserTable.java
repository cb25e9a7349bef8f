package linekeeper.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import linekeeper.access.model.Account;
import linekeeper.platform.data.Moments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Named users. They are never deleted, so that a name is never reused. */
@Component
public final class UserTable {
  private final JdbcClient jdbc;

  UserTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The user of that name. */
  public Optional<Account> find(String name) {
    return jdbc.sql("select * from access_user where name = :name")
        .param("name", name)
        .query(UserTable::account)
        .optional();
  }

  /** All, by name. */
  public List<Account> all() {
    return jdbc.sql("select * from access_user order by name").query(UserTable::account).list();
  }

  /** Those of the names that are somebody's. */
  public List<Account> find(Collection<String> names) {
    return jdbc.sql("select * from access_user where name = any(:names)")
        .param("names", Columns.texts(names))
        .query(UserTable::account)
        .list();
  }

  /** Whether there is anybody who could sign in and manage users. */
  public boolean empty() {
    return jdbc.sql("select not exists (select 1 from access_user where not demo)")
        .query(Boolean.class)
        .single();
  }

  /** Adds one; false where the name is taken. */
  public boolean add(Account account) {
    return bound(
                """
                insert into access_user (name, display_name, password_hash, roles, skills, disabled, demo, created_at,
                  password_changed_at)
                values (:name, :displayName, :hash, :roles, :skills, :disabled, :demo, :createdAt, :changedAt)
                on conflict (name) do nothing
                """,
                account)
            .param("createdAt", Moments.sql(account.createdAt()))
            .param("demo", account.demo())
            .update()
        == 1;
  }

  /** Keeps what has changed. */
  public void update(Account account) {
    bound(
            """
            update access_user set display_name = :displayName, password_hash = :hash, roles = :roles, skills = :skills,
              disabled = :disabled, password_changed_at = :changedAt
            where name = :name
            """,
            account)
        .update();
  }

  private JdbcClient.StatementSpec bound(String sql, Account account) {
    return jdbc.sql(sql)
        .param("name", account.name())
        .param("displayName", account.displayName())
        .param("hash", account.passwordHash())
        .param("roles", Columns.roles(account.roles()))
        .param("skills", Columns.texts(account.skills()))
        .param("disabled", account.disabled())
        .param("changedAt", Moments.sql(account.passwordChangedAt()));
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getString("name"),
        row.getString("display_name"),
        row.getString("password_hash"),
        Columns.roles(row, "roles"),
        Columns.texts(row, "skills"),
        row.getBoolean("disabled"),
        row.getBoolean("demo"),
        Moments.moment(row, "created_at"),
        Moments.moment(row, "password_changed_at"));
  }
}
