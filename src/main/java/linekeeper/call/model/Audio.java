package linekeeper.call.model;

import linekeeper.call.event.CallEvent;
import linekeeper.call.model.Call.Phase;
import linekeeper.telephony.Instruction;

/** The call's one recording: begun with the first answer, told to have begun and ended once. */
final class Audio {
  private static final int NEVER_HEARD = 0;

  private Audio() {}

  static void begin(Turn turn) {
    turn.tell(new Instruction.StartRecording(turn.card().recording(), turn.caller()));
  }

  static Turn started(Turn turn) {
    if (turn.ledger().audio() != Ledger.Audio.TOLD) {
      return turn;
    }
    Card card = turn.card();
    return turn.ledger(turn.ledger().audio(Ledger.Audio.RUNNING))
        .happened(
            new CallEvent.RecordingStarted(card.id(), turn.now, card.recording(), turn.caller()));
  }

  static Turn stopped(Turn turn) {
    if (!turn.ledger().recording()) {
      return turn;
    }
    return turn.ledger(turn.ledger().audio(Ledger.Audio.CLOSED))
        .happened(
            new CallEvent.RecordingStopped(turn.card().id(), turn.now, turn.card().recording()));
  }

  /** Whether what failed was told about the recording while it runs. */
  static boolean concerns(CallInput.Failed input) {
    return input.instruction() instanceof Instruction.StartRecording
        || input.instruction() instanceof Instruction.PauseRecording;
  }

  /**
   * Nothing is recorded: the call goes on, and that it was not is counted. A switch that did not
   * answer at all is told again, soon or when the link is back.
   */
  static Turn failed(Turn turn, CallInput.Failed input) {
    if (input.instruction() instanceof Instruction.PauseRecording) {
      return Silence.failed(turn);
    }
    boolean told = turn.ledger().audio() == Ledger.Audio.TOLD;
    if (told && input.status() != NEVER_HEARD) {
      turn.ledger(turn.ledger().audio(Ledger.Audio.NONE));
    } else if (told && turn.around.linkUp() && !(turn.call().phase() instanceof Phase.Ended)) {
      turn.alarm(CallAlarm.RECORD, CallRules.RECORD_AGAIN);
    }
    return turn.effect(new CallEffect.Odd("failed-StartRecording"));
  }

  /** What was told may be lost with the link; a switch that heard it recognises it. */
  static Turn again(Turn turn) {
    if (turn.ledger().audio() == Ledger.Audio.TOLD) {
      begin(turn);
    }
    return Silence.again(turn);
  }
}
