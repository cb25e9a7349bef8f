package linekeeper.access.desk;

import java.time.InstantSource;
import java.util.List;
import linekeeper.access.Audit;
import linekeeper.access.model.AuditLine;
import linekeeper.access.model.HashChain;
import linekeeper.access.store.AuditTable;
import linekeeper.access.store.AuditTable.Sealed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The audit on its table, and the proof that nobody touched it. */
@Component
public final class AuditTrail implements Audit {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int BLOCK = 1000;

  private final AuditTable table;
  private final InstantSource clock;

  AuditTrail(AuditTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void record(String user, String action, String subject, boolean succeeded, String detail) {
    table.append(new AuditLine(0, clock.instant(), user, action, subject, succeeded, detail));
  }

  /** What was found, the newest first. */
  public List<Sealed> find(AuditTable.Search search) {
    return table.find(search);
  }

  /**
   * Whether the chain holds.
   *
   * @param lines how many lines were looked at
   * @param brokenAt the first line that is not what was written, or that stands where another
   *     should; null where all hold
   * @param head the hash of the last line: note it elsewhere, and it shows whether later the end is
   *     missing
   */
  public record Verification(long lines, @Nullable Long brokenAt, String head) {
    /** Whether nothing was touched. */
    public boolean intact() {
      return brokenAt == null;
    }
  }

  /** Goes through all lines, from the first. Takes as long as there are many. */
  public Verification verify() {
    long number = 0;
    String hash = HashChain.start();
    for (List<Sealed> block = table.after(0, BLOCK);
        !block.isEmpty();
        block = table.after(number, BLOCK)) {
      for (Sealed sealed : block) {
        hash = HashChain.next(hash, sealed.line());
        if (sealed.line().number() != ++number || !hash.equals(sealed.hash())) {
          LOG.error("the audit was touched: line {} is not what was written", number);
          return new Verification(number, number, sealed.hash());
        }
      }
    }
    return new Verification(number, null, hash);
  }
}
