package linekeeper.reconciliation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.call.CallsOnRecord.CallOnRecord;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.reconciliation.model.Difference.Kind;
import linekeeper.recording.RecordingsOnRecord.RecordingOnRecord;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.SwitchLedger;
import org.jspecify.annotations.Nullable;

/** Compares. What ended just now is on its way to one of the sides, and is left out. */
public final class Comparison {
  /** Whatever is on its way arrives within this. */
  public static final Duration SETTLED = Duration.ofSeconds(10);

  /** A talk shorter than this may have ended before a phone was connected or a file begun. */
  private static final Duration TALK = Duration.ofSeconds(1);

  private final Sides sides;
  private final Instant from;
  private final Instant to;
  private final Instant now;
  private final Map<LegId, LedgerCall> ledger = new HashMap<>();
  private final Map<LegId, CallOnRecord> record = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private final Set<Object> unsettled = new HashSet<>();
  private int compared;

  /**
   * What is compared.
   *
   * @param calls those of the period, and those of the ledger's legs
   * @param recordings those of the period, and those of its calls
   * @param known which of the recordings' calls are on record
   * @param files in the spool, of no recording on record
   */
  public record Sides(
      SwitchLedger.Account ledger,
      Collection<CallOnRecord> calls,
      Collection<RecordingOnRecord> recordings,
      Collection<CallId> known,
      Collection<RecordingId> files) {}

  private Comparison(Sides sides, Instant from, Instant to, Instant now) {
    this.sides = sides;
    this.from = from;
    this.to = to;
    this.now = now;
    sides.ledger().calls().forEach(it -> ledger.put(it.leg(), it));
    for (CallOnRecord call : sides.calls()) {
      if (call.leg() != null) {
        record.put(call.leg(), call);
      }
    }
  }

  /** Compares what began in {@code [from, to)}, as it is now. */
  public static Report of(Sides sides, Instant from, Instant to, Instant now) {
    return new Comparison(sides, from, to, now).report();
  }

  private Report report() {
    ledger.values().forEach(this::inLedger);
    sides.calls().stream().filter(this::within).forEach(this::onRecord);
    recordings();
    return new Report(
        from,
        to,
        sides.ledger().begins(),
        ledger.size(),
        (int) sides.calls().stream().filter(this::within).count(),
        compared,
        unsettled.size(),
        sides.recordings().size(),
        differences);
  }

  private void inLedger(LedgerCall call) {
    if (fresh(call.endedAt())) {
      unsettled.add(call.leg());
      return;
    }
    CallOnRecord here = record.get(call.leg());
    if (here == null) {
      add(Kind.CALL_NOT_ON_RECORD, null, call.leg(), call.arrivedAt());
      return;
    }
    compared++;
    if (here.endedAt() == null) {
      add(Kind.CALL_NOT_ENDED, here.id(), call.leg(), call.arrivedAt());
    } else if (here.answeredAt() != null && call.answeredAt() == null && talked(here)) {
      add(Kind.ANSWERED_ON_RECORD_ONLY, here.id(), call.leg(), call.arrivedAt());
    } else if (here.answeredAt() == null && call.answeredAt() != null) {
      add(Kind.ANSWERED_IN_LEDGER_ONLY, here.id(), call.leg(), call.arrivedAt());
    }
  }

  private void onRecord(CallOnRecord call) {
    if (fresh(call.endedAt())) {
      unsettled.add(call.leg() == null ? call.id() : call.leg());
      return;
    }
    LegId leg = call.leg();
    Instant begins = sides.ledger().begins();
    boolean told = begins != null && !call.arrivedAt().isBefore(begins);
    if (call.inbound() && told && leg != null && !ledger.containsKey(leg)) {
      add(Kind.CALL_NOT_IN_LEDGER, call.id(), leg, call.arrivedAt());
    }
  }

  private void recordings() {
    Set<CallId> heard = new HashSet<>();
    Set<CallId> known = new HashSet<>(sides.known());
    for (RecordingOnRecord recording : sides.recordings()) {
      if (recording.there()) {
        heard.add(recording.call());
      }
      if (!known.contains(recording.call()) && !fresh(recording.startedAt())) {
        differences.add(
            new Difference(
                Kind.RECORDING_WITHOUT_CALL,
                recording.call(),
                null,
                recording.id(),
                recording.startedAt()));
      }
    }
    for (CallOnRecord call : sides.calls()) {
      boolean silent = within(call) && talked(call) && !heard.contains(call.id());
      if (silent && !fresh(call.endedAt())) {
        add(Kind.TALKED_WITHOUT_RECORDING, call.id(), call.leg(), call.arrivedAt());
      }
    }
    files();
  }

  /** The fallback's recording of a call that goes on is nobody's yet. */
  private void files() {
    Set<RecordingId> written = new HashSet<>();
    for (LedgerCall call : ledger.values()) {
      if (fresh(call.endedAt())) {
        written.add(call.recording());
      }
    }
    for (RecordingId file : sides.files()) {
      if (!written.contains(file)) {
        differences.add(new Difference(Kind.FILE_WITHOUT_RECORDING, null, null, file, null));
      }
    }
  }

  private void add(Kind kind, @Nullable CallId call, @Nullable LegId leg, Instant at) {
    differences.add(new Difference(kind, call, leg, null, at));
  }

  private static boolean talked(CallOnRecord call) {
    return call.answeredAt() != null && call.talkMillis() >= TALK.toMillis();
  }

  private boolean within(CallOnRecord call) {
    return !call.arrivedAt().isBefore(from) && call.arrivedAt().isBefore(to);
  }

  private boolean fresh(@Nullable Instant at) {
    return at == null || at.plus(SETTLED).isAfter(now);
  }
}
