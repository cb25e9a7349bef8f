package linekeeper.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import linekeeper.access.model.Attempts;
import linekeeper.platform.data.Moments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Failed sign-ins per claimed name. */
@Component
public final class AttemptTable {
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  AttemptTable(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Changes the attempts of a name while nobody else does.
   *
   * @return what they were before
   */
  public Attempts change(String name, Instant now, UnaryOperator<Attempts> change) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          Attempts before = lock(name, now);
          Attempts after = change.apply(before);
          if (!after.equals(before)) {
            keep(name, after);
          }
          return before;
        }));
  }

  /** Forgives a name everything; false where there was nothing. */
  public boolean forget(String name) {
    return jdbc.sql("delete from access_attempt where name = :name").param("name", name).update()
        == 1;
  }

  /** Forgets what no longer matters, so that made-up names do not pile up. */
  public void forgetBefore(Instant last) {
    jdbc.sql("delete from access_attempt where last_at < :last")
        .param("last", Moments.sql(last))
        .update();
  }

  /** The end of each lock that still holds, by name. */
  public Map<String, Instant> locks(Instant now) {
    return jdbc
        .sql("select name, locked_until from access_attempt where locked_until > :now")
        .param("now", Moments.sql(now))
        .query((row, number) -> Map.entry(row.getString(1), Moments.moment(row, "locked_until")))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Attempts lock(String name, Instant now) {
    jdbc.sql(
            """
            insert into access_attempt (name, failures, last_at) values (:name, 0, :now) on conflict (name) do nothing
            """)
        .param("name", name)
        .param("now", Moments.sql(now))
        .update();
    Optional<Attempts> found =
        jdbc.sql("select * from access_attempt where name = :name for update")
            .param("name", name)
            .query(AttemptTable::attempts)
            .optional();
    return found.orElseGet(() -> Attempts.none(now));
  }

  private void keep(String name, Attempts attempts) {
    jdbc.sql(
            """
            update access_attempt set failures = :failures, last_at = :last, locked_until = :until where name = :name
            """)
        .param("name", name)
        .param("failures", attempts.failures())
        .param("last", Moments.sql(attempts.lastAt()))
        .param("until", Moments.sqlOrNull(attempts.lockedUntil()))
        .update();
  }

  private static Attempts attempts(ResultSet row, int number) throws SQLException {
    return new Attempts(
        row.getInt("failures"),
        Moments.moment(row, "last_at"),
        Moments.perhaps(row, "locked_until"));
  }
}
