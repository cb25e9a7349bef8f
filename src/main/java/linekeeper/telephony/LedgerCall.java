package linekeeper.telephony;

import java.time.Instant;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * A caller's call as the switch's own ledger tells it, whoever conducted it.
 *
 * @param leg the caller's
 * @param dialled the number that was called, one that the dialplan lets in
 * @param fallback whether the dialplan's fallback had it, because the application was not there
 * @param queuedAt when the fallback let him wait, or null
 * @param offeredAt when the fallback rang the first phone, or null
 * @param offers how many phones the fallback rang
 * @param answeredAt when a seat's phone was first connected with somebody, or null
 * @param seat whose phone that was, or null
 * @param recordedAt since when the fallback recorded it, or null where it did not
 * @param endedAt when the caller was gone, or null while he is there
 * @param end how it ended where nobody answered; means something only where the application did not
 *     conduct it
 */
public record LedgerCall(
    LegId leg,
    PhoneNumber caller,
    String dialled,
    boolean fallback,
    Instant arrivedAt,
    @Nullable Instant queuedAt,
    @Nullable Instant offeredAt,
    int offers,
    @Nullable Instant answeredAt,
    @Nullable SeatId seat,
    @Nullable Instant recordedAt,
    @Nullable Instant endedAt,
    End end) {
  private static final String RECORDING = "fallback-";

  /** How long a leg's id may be, so that its recording's id is one too. */
  public static final int LONGEST_LEG = 64 - RECORDING.length();

  /** The recording that the dialplan's fallback makes of it. */
  public RecordingId recording() {
    return new RecordingId(RECORDING + leg);
  }

  /** How a call that nobody answered ended. */
  public enum End {
    /** He waited for an application that did not hear of him. */
    UNHEARD,
    /** He hung up before he could wait. */
    GREETING,
    /** He hung up while waiting; no phone was rung for him. */
    WAITING,
    /** He hung up while a phone rang. */
    RINGING,
    /** Phones had rung in vain when he hung up. */
    UNANSWERED,
    /** He waited as long as the fallback lets one wait. */
    TIMEOUT,
    /** No seat's phone could be rung. */
    NOBODY,
    /** As many as may wait waited already. */
    FULL,
    /** The switch itself ended, or does not say. */
    BREAK
  }
}
