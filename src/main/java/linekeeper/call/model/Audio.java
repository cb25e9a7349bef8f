package linekeeper.call.model;

import linekeeper.call.event.CallEvent;
import linekeeper.telephony.Instruction;

/** The call's one recording: begun with the first answer, told to have begun and ended once. */
final class Audio {
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

  /** Nothing is recorded: the call goes on, and that it was not is counted. */
  static Turn failed(Turn turn) {
    if (turn.ledger().audio() == Ledger.Audio.TOLD) {
      turn.ledger(turn.ledger().audio(Ledger.Audio.NONE));
    }
    return turn.effect(new CallEffect.Odd("failed-StartRecording"));
  }

  /** What was told may be lost with the link; a switch that heard it recognises it. */
  static void again(Turn turn) {
    if (turn.ledger().audio() == Ledger.Audio.TOLD) {
      begin(turn);
    }
  }
}
