package linekeeper.reconciliation.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import linekeeper.reconciliation.model.Difference.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing.
 *
 * @param ledgerBegins the first moment that the ledger still tells of, or null where it is empty;
 *     calls from before are not compared with it
 * @param callsInLedger calls that came in, by the ledger
 * @param callsOnRecord calls on record, in either direction
 * @param compared calls that are in both
 * @param unsettled calls that go on, or ended just now: they are left to the next time
 * @param recordings recordings on record
 */
public record Report(
    Instant from,
    Instant to,
    @Nullable Instant ledgerBegins,
    int callsInLedger,
    int callsOnRecord,
    int compared,
    int unsettled,
    int recordings,
    List<Difference> differences) {

  /** Copies the list. */
  public Report {
    differences = List.copyOf(differences);
  }

  /** How many differences there are of each kind, none left out. */
  public Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, 0L);
    }
    differences.forEach(it -> counts.merge(it.kind(), 1L, Long::sum));
    return counts;
  }
}
