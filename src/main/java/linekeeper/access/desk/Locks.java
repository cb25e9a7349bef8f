package linekeeper.access.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import linekeeper.access.model.Account;
import linekeeper.access.store.AttemptTable;
import org.springframework.stereotype.Component;

/** Names that failed too often; whether anybody bears them does not matter. */
@Component
final class Locks {
  private final AttemptTable table;
  private final int limit;
  private final Duration period;

  Locks(AttemptTable table, AccessProperties properties) {
    this.table = table;
    this.limit = properties.lockAfter();
    this.period = properties.lockFor();
  }

  /**
   * Counts an attempt, before it is known how it ends.
   *
   * @return how long the name was already locked; zero or less where the attempt may go on
   */
  Duration attempt(String name, Instant now) {
    return table
        .change(key(name), now, before -> before.oneMore(now, limit, period))
        .lockedFor(now);
  }

  /** Whether it is locked, forgetting all that no longer matters. */
  boolean locked(String name, Instant now) {
    table.forgetBefore(now.minus(period));
    return table.change(key(name), now, same -> same).locked(now);
  }

  /**
   * The attempts are forgiven, and the lock with them; false where there was nothing to forgive.
   */
  boolean forgive(String name) {
    return table.forget(key(name));
  }

  /** The end of each lock, by name. */
  Map<String, Instant> all(Instant now) {
    return table.locks(now);
  }

  /** All impossible names count as one, so that they take no room. */
  private static String key(String name) {
    return Account.couldBe(name) ? name : "?";
  }
}
