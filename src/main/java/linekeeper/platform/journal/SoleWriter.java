package linekeeper.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import linekeeper.platform.status.Part;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application per floor: two that led the same calls would each undo what the other does. Holds
 * an advisory lock of the database, which ends with its connection, however this process dies. Not
 * promised: exclusion while the connection is lost; the journal's own numbers then let only one of
 * two writers through.
 */
final class SoleWriter implements Part, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SoleWriter.class);
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final int ANSWER_SECONDS = 3;

  /** "LINEKEEP" in ASCII: the same in every version, and unlikely to be anybody else's. */
  private static final long KEY = 0x4C49_4E45_4B45_4550L;

  private final DataSource source;
  private final Thread guard =
      Thread.ofPlatform().daemon().name("sole-writer").unstarted(this::keep);
  private @Nullable Connection connection;
  private volatile boolean held;
  private volatile boolean closing;

  private SoleWriter(DataSource source) {
    this.source = source;
  }

  /**
   * Takes the place of the one writer, waiting for somebody who is on his way out.
   *
   * @throws IllegalStateException if another application still has it after that time
   */
  static SoleWriter take(DataSource source, Duration patience) {
    SoleWriter writer = new SoleWriter(source);
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (!writer.tryTake()) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(
              "another Linekeeper uses this database: a floor is led by one application");
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("the database does not say whether it is free", failure);
    }
    writer.guard.start();
    return writer;
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public State state() {
    return held ? State.UP : State.DEGRADED;
  }

  @Override
  public String detail() {
    return held ? "the only writer" : "cannot tell whether it is the only writer";
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(guard);
    try {
      guard.join(Duration.ofSeconds(ANSWER_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release();
  }

  private void keep() {
    while (!closing) {
      LockSupport.parkNanos(CHECK.toNanos());
      if (!closing) {
        check();
      }
    }
  }

  private void check() {
    try {
      held = alive() || tryTake();
      if (!held) {
        LOG.error("another Linekeeper uses this database; stop one of the two");
      }
    } catch (SQLException away) {
      held = false;
      LOG.warn("cannot tell whether this is the only writer: {}", away.getMessage());
    }
  }

  private boolean alive() throws SQLException {
    Connection kept = connection;
    return kept != null && kept.isValid(ANSWER_SECONDS);
  }

  private boolean tryTake() throws SQLException {
    release();
    Connection fresh = source.getConnection();
    try (var statement = fresh.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (var row = statement.executeQuery()) {
        held = row.next() && row.getBoolean(1);
      }
      connection = held ? fresh : null;
      return held;
    } finally {
      if (!held) {
        fresh.close();
      }
    }
  }

  /** Unlocks before the connection goes back to its pool, where it would live on with the lock. */
  private void release() {
    Connection kept = connection;
    connection = null;
    if (kept == null) {
      return;
    }
    try (kept;
        var statement = kept.prepareStatement("select pg_advisory_unlock(?)")) {
      statement.setLong(1, KEY);
      statement.execute();
    } catch (SQLException gone) {
      LOG.debug("the connection that held the lock is gone: {}", gone.getMessage());
    }
  }
}
