package linekeeper.call.model;

import linekeeper.kernel.AgentId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * What can come to a call: what the switch says of its legs, what its seat asks, what the queue
 * gives, what its alarms say.
 */
public sealed interface CallInput {

  /** A leg was answered. */
  record LegUp(LegId leg) implements CallInput {}

  /** A leg that we dialled rings. */
  record LegRinging(LegId leg) implements CallInput {}

  /**
   * A leg is over; {@code inferred} where we worked that out after a lost link instead of hearing
   * it.
   */
  record LegGone(LegId leg, int cause, boolean inferred) implements CallInput {}

  /** A leg left us for the dialplan. */
  record LegLeft(LegId leg) implements CallInput {}

  /** A key was pressed on a leg's phone. */
  record KeyPressed(LegId leg, char key) implements CallInput {}

  /** The phone's own hold button. */
  record PhoneHold(LegId leg, boolean held) implements CallInput {}

  /**
   * A playing is over; {@code completed} says whether it was played to its end or stopped by us.
   */
  record PlayEnded(PlayId play, boolean completed) implements CallInput {}

  /** Audio is being written. */
  record RecordingStarted() implements CallInput {}

  /** Silence is being written, or sound again. */
  record RecordingPaused(boolean paused, int number) implements CallInput {}

  /** The audio's file is closed. */
  record RecordingStopped() implements CallInput {}

  /** The switch did not do what it was told. */
  record Failed(Instruction instruction, int status, String reason) implements CallInput {
    /** Whether it was this playing that could not be done. */
    boolean played(@Nullable PlayId play) {
      return instruction instanceof Instruction.Play it && it.play().equals(play);
    }
  }

  /**
   * The link is back and the caller is there, but what was played or told meanwhile may be lost:
   * begin the phase again.
   *
   * @param bridged whether the caller was seen in its bridge
   * @param together whether all its legs were
   */
  record Resynced(boolean bridged, boolean together) implements CallInput {}

  /** The queue is full. */
  record TurnedAway() implements CallInput {}

  /** Ring at this seat. */
  record OfferTo(SeatId seat, AgentId agent, LegId leg) implements CallInput {}

  /** The seat withdrew, such as by signing out. */
  record OfferWithdrawn(SeatId seat) implements CallInput {}

  /** The seat finished its wrap-up. */
  record WrapUpDone(SeatId seat, long millis) implements CallInput {}

  /** An alarm rang. */
  record AlarmRang(CallAlarm alarm) implements CallInput {}

  /** The citizen whom we call is on the line himself: his phone must not ring. */
  record Withdraw() implements CallInput {}

  /** The seat declines. */
  record Decline(SeatId by) implements CallInput {}

  /** The seat holds the caller. */
  record Hold(SeatId by) implements CallInput {}

  /** The seat takes the caller back. */
  record Resume(SeatId by) implements CallInput {}

  /** The seat wants something of the recording. */
  sealed interface OfRecording extends CallInput {
    /** Who wants it. */
    SeatId by();
  }

  /** The seat's agent wants silence recorded. */
  record PauseRecording(SeatId by, AgentId agent, String why) implements OfRecording {}

  /** The seat wants everything recorded again. */
  record ResumeRecording(SeatId by) implements OfRecording {}

  /** The seat ends the call. */
  record HangUp(SeatId by) implements CallInput {}

  /** The seat passes the caller on to a seat, which is reserved already. */
  record TransferToSeat(SeatId by, SeatId seat, AgentId agent, LegId leg) implements CallInput {}

  /** The seat passes the caller on to a number outside. */
  record TransferToNumber(SeatId by, PhoneNumber number, LegId leg) implements CallInput {}

  /** The seat gives the caller to a queue, his own or another. */
  record TransferToQueue(SeatId by, QueueId queue) implements CallInput {}

  /** The seat asks a colleague, who is reserved already. */
  record ConsultSeat(SeatId by, SeatId seat, AgentId agent, LegId leg) implements CallInput {}

  /** The seat asks somebody outside. */
  record ConsultNumber(SeatId by, PhoneNumber number, LegId leg) implements CallInput {}

  /** The seat leaves the caller with whom it asked. */
  record CompleteTransfer(SeatId by) implements CallInput {}

  /** The seat drops whom it asked. */
  record CancelConsult(SeatId by) implements CallInput {}

  /** All three together. */
  record ThreeWay(SeatId by) implements CallInput {}
}
