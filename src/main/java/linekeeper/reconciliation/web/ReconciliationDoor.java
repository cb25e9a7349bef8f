package linekeeper.reconciliation.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import linekeeper.reconciliation.desk.Reconciliation;
import linekeeper.reconciliation.model.Difference;
import linekeeper.reconciliation.model.Difference.Kind;
import linekeeper.reconciliation.model.Report;
import linekeeper.telephony.SwitchFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the switch and the record tell the same. */
@RestController
final class ReconciliationDoor {
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Reconciliation reconciliation;
  private final Clock clock;

  ReconciliationDoor(Reconciliation reconciliation, Clock clock) {
    this.reconciliation = reconciliation;
    this.clock = clock;
  }

  /**
   * Compares the calls that arrived in {@code [from, to)}, the last 24 hours unless asked
   * otherwise, with the switch's own ledger and with the recordings; every difference is named.
   * Calls that go on, or ended within the last ten seconds, are counted as unsettled.
   */
  @GetMapping("/api/reconciliation")
  @Needs(Permission.RECONCILE)
  ResponseEntity<?> compare(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    Period period = Period.of(from, to, clock.instant(), A_DAY);
    Refusal refusal = period.refusal(LONGEST);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    try {
      return reconciliation
          .compare(period.from(), period.to())
          .<ResponseEntity<?>>map(it -> ResponseEntity.ok(view(it)))
          .orElseGet(() -> unavailable("set linekeeper.telephony.ledger"));
    } catch (SwitchFailure failure) {
      return unavailable(String.valueOf(failure.getMessage()));
    }
  }

  private static ResponseEntity<?> unavailable(String why) {
    return Problems.refused(
        Refusal.of("ledger.unavailable", "the switch's ledger cannot be read here: " + why));
  }

  private static ReportView view(Report it) {
    return new ReportView(
        it.from(),
        it.to(),
        it.ledgerBegins(),
        it.callsInLedger(),
        it.callsOnRecord(),
        it.compared(),
        it.unsettled(),
        it.recordings(),
        it.counts(),
        it.differences().stream().map(ReconciliationDoor::view).toList());
  }

  private static DifferenceView view(Difference it) {
    return new DifferenceView(
        it.kind(),
        it.call() == null ? null : it.call().value(),
        it.leg() == null ? null : it.leg().value(),
        it.recording() == null ? null : it.recording().value(),
        it.at());
  }

  /**
   * What came of it.
   *
   * @param counts how many differences of each kind, zeros too
   */
  record ReportView(
      Instant from,
      Instant to,
      @Nullable Instant ledgerBegins,
      int callsInLedger,
      int callsOnRecord,
      int compared,
      int unsettled,
      int recordings,
      Map<Kind, Long> counts,
      List<DifferenceView> differences) {}

  /** One difference. */
  record DifferenceView(
      Kind kind,
      @Nullable String callId,
      @Nullable String leg,
      @Nullable String recordingId,
      @Nullable Instant at) {}
}
