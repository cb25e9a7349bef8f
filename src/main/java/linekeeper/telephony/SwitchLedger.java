package linekeeper.telephony;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The switch's own account of the calls that came in, kept by nobody here. */
public interface SwitchLedger {

  /**
   * The calls that arrived in {@code [from, to)}.
   *
   * @throws SwitchFailure if the ledger cannot be read
   */
  Account between(Instant from, Instant to);

  /**
   * An account.
   *
   * @param begins the moment of the first line that is still there, or null where there is none: of
   *     what was before the ledger says nothing
   * @param calls in the order in which they were over; last those that are not
   */
  record Account(@Nullable Instant begins, List<LedgerCall> calls) {
    /** Copies the list. */
    public Account {
      calls = List.copyOf(calls);
    }
  }
}
