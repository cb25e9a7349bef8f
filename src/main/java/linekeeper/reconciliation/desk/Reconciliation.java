package linekeeper.reconciliation.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.call.CallsOnRecord;
import linekeeper.call.CallsOnRecord.CallOnRecord;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.reconciliation.model.Comparison;
import linekeeper.reconciliation.model.Report;
import linekeeper.recording.RecordingsOnRecord;
import linekeeper.recording.RecordingsOnRecord.RecordingOnRecord;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.SwitchLedger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Gathers both sides of a period and compares them. */
@Component
public final class Reconciliation {
  /** The switch's moment of an arrival and ours lie a little apart. */
  private static final Duration APART = Duration.ofMinutes(1);

  private final ObjectProvider<SwitchLedger> ledgers;
  private final CallsOnRecord calls;
  private final RecordingsOnRecord recordings;
  private final InstantSource clock;

  Reconciliation(
      ObjectProvider<SwitchLedger> ledgers,
      CallsOnRecord calls,
      RecordingsOnRecord recordings,
      InstantSource clock) {
    this.ledgers = ledgers;
    this.calls = calls;
    this.recordings = recordings;
    this.clock = clock;
  }

  /**
   * Compares what began in {@code [from, to)}; nothing where no ledger can be seen from here.
   *
   * @throws SwitchFailure if the ledger or the spool cannot be read
   */
  public Optional<Report> compare(Instant from, Instant to) {
    return Optional.ofNullable(ledgers.getIfAvailable()).map(it -> compare(it, from, to));
  }

  private Report compare(SwitchLedger switchLedger, Instant from, Instant to) {
    // what is read later knows what was read before
    List<RecordingId> files = files();
    SwitchLedger.Account wide = switchLedger.between(from.minus(APART), to.plus(APART));
    Map<CallId, CallOnRecord> onRecord = new LinkedHashMap<>();
    calls.begun(from, to).forEach(it -> onRecord.put(it.id(), it));
    List<CallId> ofThePeriod = List.copyOf(onRecord.keySet());
    calls
        .ofLegs(wide.calls().stream().map(LedgerCall::leg).toList())
        .forEach(it -> onRecord.putIfAbsent(it.id(), it));
    SwitchLedger.Account ledger =
        new SwitchLedger.Account(
            wide.begins(),
            wide.calls().stream().filter(it -> belongs(it, onRecord, from, to)).toList());
    Map<RecordingId, RecordingOnRecord> taken = new LinkedHashMap<>();
    recordings.begun(from, to).forEach(it -> taken.put(it.id(), it));
    recordings.ofCalls(ofThePeriod).forEach(it -> taken.putIfAbsent(it.id(), it));
    return Comparison.of(
        new Comparison.Sides(
            ledger,
            onRecord.values(),
            taken.values(),
            calls.known(taken.values().stream().map(RecordingOnRecord::call).toList()),
            files),
        from,
        to,
        clock.instant());
  }

  /** By our own moment of its arrival; by the switch's where we have none. */
  private static boolean belongs(
      LedgerCall call, Map<CallId, CallOnRecord> onRecord, Instant from, Instant to) {
    LegId leg = call.leg();
    Instant at =
        onRecord.values().stream()
            .filter(it -> leg.equals(it.leg()))
            .map(CallOnRecord::arrivedAt)
            .findFirst()
            .orElse(call.arrivedAt());
    return !at.isBefore(from) && at.isBefore(to);
  }

  private List<RecordingId> files() {
    try {
      return recordings.unknownFiles(Comparison.SETTLED);
    } catch (IOException failure) {
      throw new SwitchFailure("the spool cannot be read: " + failure.getMessage());
    }
  }
}
