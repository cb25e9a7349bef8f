package linekeeper.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import linekeeper.access.model.AuditLine;
import linekeeper.access.model.HashChain;
import linekeeper.platform.data.Moments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit's lines, each sealed with a hash over itself and the one before. */
@Component
public final class AuditTable {
  /** Any number of our own will do: one writer at a time, across processes. */
  private static final long APPENDING = 0x6c6b_6175_6469_74L;

  private final JdbcClient jdbc;
  private final TransactionTemplate alone;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  AuditTable(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.alone = new TransactionTemplate(transactions);
    // what was tried is on record even where the work around it is rolled back
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** A line as it lies in the table, with its hash in hex. */
  public record Sealed(AuditLine line, String hash) {}

  /**
   * What to look for; null where it does not matter.
   *
   * @param before only lines with a smaller number
   */
  public record Search(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String user,
      @Nullable String action,
      @Nullable Long before,
      int limit) {}

  /**
   * Writes a line (its number does not matter) behind the last one, in a transaction of its own.
   * Durable on return.
   */
  public void append(AuditLine line) {
    // waiting here rather than in the database, where each who waits would hold a connection
    oneAtATime.lock();
    try {
      alone.executeWithoutResult(status -> write(line));
    } finally {
      oneAtATime.unlock();
    }
  }

  private void write(AuditLine line) {
    jdbc.sql("select pg_advisory_xact_lock(:key)")
        .param("key", APPENDING)
        .query((row, number) -> true)
        .single();
    Optional<Sealed> last = last();
    AuditLine next = line.written(last.map(sealed -> sealed.line().number()).orElse(0L) + 1);
    String hash = HashChain.next(last.map(Sealed::hash).orElse(HashChain.start()), next);
    jdbc.sql(
            """
            insert into access_audit (number, at, actor, action, subject, succeeded, detail, hash)
            values (:number, :at, :actor, :action, :subject, :succeeded, :detail, :hash)
            """)
        .param("number", next.number())
        .param("at", Moments.sql(next.at()))
        .param("actor", next.user())
        .param("action", next.action())
        .param("subject", next.subject())
        .param("succeeded", next.succeeded())
        .param("detail", next.detail())
        .param("hash", HexFormat.of().parseHex(hash))
        .update();
  }

  /** The last line. */
  public Optional<Sealed> last() {
    return jdbc.sql("select * from access_audit order by number desc limit 1")
        .query(AuditTable::sealed)
        .optional();
  }

  /** What was found, the newest first. */
  public List<Sealed> find(Search search) {
    return jdbc.sql(
            """
            select * from access_audit
            where (cast(:from as timestamptz) is null or at >= :from)
              and (cast(:to as timestamptz) is null or at < :to)
              and (cast(:user as text) is null or actor = :user)
              and (cast(:action as text) is null or action = :action)
              and (cast(:before as bigint) is null or number < :before)
            order by number desc limit :limit
            """)
        .param("from", Moments.sqlOrNull(search.from()))
        .param("to", Moments.sqlOrNull(search.to()))
        .param("user", search.user())
        .param("action", search.action())
        .param("before", search.before())
        .param("limit", search.limit())
        .query(AuditTable::sealed)
        .list();
  }

  /** Lines after a number, in order, no more than a block of them. */
  public List<Sealed> after(long number, int block) {
    return jdbc.sql(
            "select * from access_audit where number > :number order by number limit :block")
        .param("number", number)
        .param("block", block)
        .query(AuditTable::sealed)
        .list();
  }

  private static Sealed sealed(ResultSet row, int number) throws SQLException {
    return new Sealed(
        new AuditLine(
            row.getLong("number"),
            Moments.moment(row, "at"),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getBoolean("succeeded"),
            row.getString("detail")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
