package linekeeper.reconciliation.model;

import java.time.Instant;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import org.jspecify.annotations.Nullable;

/**
 * Something that one side has and the other has not.
 *
 * @param at when the call, or the recording, began; null where nobody knows
 */
public record Difference(
    Kind kind,
    @Nullable CallId call,
    @Nullable LegId leg,
    @Nullable RecordingId recording,
    @Nullable Instant at) {

  /** What kind of difference it is. */
  public enum Kind {
    /** The switch had a call of which nothing is on record: a caller was lost without a trace. */
    CALL_NOT_ON_RECORD,
    /** A call is on record of which the switch's ledger knows nothing. */
    CALL_NOT_IN_LEDGER,
    /** The switch says that the caller is gone; on record the call goes on. */
    CALL_NOT_ENDED,
    /** On record a seat answered; in the ledger no seat's phone was ever connected with him. */
    ANSWERED_ON_RECORD_ONLY,
    /** In the ledger a seat's phone was connected with him; on record nobody answered. */
    ANSWERED_IN_LEDGER_ONLY,
    /** They talked, and there is no recording of it. */
    TALKED_WITHOUT_RECORDING,
    /** A recording is on record whose call is not. */
    RECORDING_WITHOUT_CALL,
    /** A file lies in the spool that is no recording on record. */
    FILE_WITHOUT_RECORDING
  }
}
