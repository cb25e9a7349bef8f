package linekeeper.telephony;

import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;

/**
 * Something the switch says happened. Facts of one leg arrive in the order in which they happened;
 * facts of different legs may cross. A fact may come twice or, after a lost link, never: a {@link
 * Synced} fact then tells what is true.
 */
public sealed interface Fact {

  /**
   * A caller's leg came in from a trunk and entered the application, unanswered.
   *
   * @param caller the number as far as it is one
   * @param callerName what the carrier sent as a name: hostile text, at most 80 characters
   * @param dialled the number that was called: hostile text until a line bears it, at most 80
   *     characters
   */
  record LegArrived(LegId leg, PhoneNumber caller, String callerName, String dialled)
      implements Fact {}

  /** A leg that we dialled is ringing. */
  record LegRinging(LegId leg) implements Fact {}

  /**
   * A leg was answered: by the person at the far end, or, for a caller's leg, by our own
   * instruction.
   */
  record LegUp(LegId leg) implements Fact {}

  /**
   * A leg is over.
   *
   * @param cause the Q.850 cause, 16 for a normal clearing, 17 busy, 19 no answer, 21 rejected, 0
   *     where nobody said
   */
  record LegGone(LegId leg, int cause) implements Fact {}

  /**
   * A leg left the application but lives on in the dialplan, such as one handed to the fallback.
   */
  record LegLeft(LegId leg) implements Fact {}

  /** The person pressed the hold button of the phone itself. */
  record LegHeld(LegId leg) implements Fact {}

  /** The phone's own hold ended. */
  record LegResumed(LegId leg) implements Fact {}

  /** One key was pressed: {@code 0-9}, {@code *}, {@code #} or {@code A-D}. */
  record DigitPressed(LegId leg, char digit) implements Fact {}

  /** A playing came to its end, was stopped, or failed ({@code completed} false). */
  record PlayEnded(PlayId play, boolean completed) implements Fact {}

  /** A bridge is gone. */
  record BridgeGone(BridgeId bridge) implements Fact {}

  /** Audio is being written. */
  record RecordingStarted(RecordingId recording) implements Fact {}

  /**
   * Silence is written from now on, or sound again.
   *
   * @param number that of the instruction
   */
  record RecordingPaused(RecordingId recording, boolean paused, int number) implements Fact {}

  /** The last audio was written and the file is closed. */
  record RecordingStopped(RecordingId recording) implements Fact {}

  /**
   * The switch refused or could not carry out an instruction.
   *
   * @param status an HTTP status, or 0 where no answer came at all
   */
  record Failed(Instruction instruction, int status, String reason) implements Fact {}

  /** Whether a seat's phone can be rung at this moment, from its registration. */
  record PhoneSeen(SeatId seat, boolean reachable) implements Fact {}

  /** The link to the switch changed its state. */
  record LinkChanged(LinkState state, String reason) implements Fact {
    /** The reason where an application begins: what its journal says of the link was another's. */
    public static final String OPENING = "the application began";

    /** The reason where an application is stopped in order. */
    public static final String CLOSING = "the application was stopped";
  }

  /**
   * The link has (re)connected and this is what is true now; everything known that is not in it is
   * over.
   */
  record Synced(Snapshot snapshot) implements Fact {}

  /**
   * A call is over of which no other fact told: the dialplan's fallback had it, or it waited for an
   * application that was not there. Its leg may be known all the same.
   *
   * @param place to be kept together with what comes of the call
   */
  record CallMissed(LedgerCall call, LedgerPlace place) implements Fact {}

  /** The switch's ledger was read so far; told also as a sign that we are there. */
  record LedgerRead(LedgerPlace place) implements Fact {}
}
