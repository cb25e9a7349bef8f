package linekeeper.call.model;

import java.util.ArrayList;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;

/**
 * The recording's pause. It lasts as long as the same two talk, and no longer than five minutes:
 * hold, transfer or consultation ends it, for whoever comes next knows nothing of it.
 */
final class Silence {
  private Silence() {}

  static Step<Call, CallEffect> asked(Turn turn, CallInput.OfRecording input) {
    return switch (input) {
      case CallInput.PauseRecording it -> begin(turn, it.agent(), it.why());
      case CallInput.ResumeRecording _ -> end(turn).stay();
    };
  }

  private static Step<Call, CallEffect> begin(Turn turn, AgentId agent, String why) {
    Pause running = turn.ledger().pause();
    if (running != null && !running.ending()) {
      return turn.stay();
    }
    if (turn.ledger().audio() != Ledger.Audio.RUNNING) {
      return turn.refused("recording.not-running", "nothing is being recorded now");
    }
    // one that was just about to end goes on
    Pause pause = new Pause(agent, why, running == null ? null : running.since(), false);
    return tell(turn.ledger(turn.ledger().paused(pause)), true)
        .alarm(CallAlarm.PAUSE, CallRules.LONGEST_PAUSE)
        .stay();
  }

  static Turn end(Turn turn) {
    Pause pause = turn.ledger().pause();
    if (pause == null || pause.ending()) {
      return turn;
    }
    return tell(turn.ledger(turn.ledger().paused(pause.toEnd())).cancel(CallAlarm.PAUSE), false);
  }

  /**
   * What the switch says it does now. Only the answer to what it was told last ends a pause: one to
   * something earlier would leave unheard whether the last was done.
   */
  static Turn heard(Turn turn, CallInput.RecordingPaused said) {
    Pause pause = turn.ledger().pause();
    if (pause == null || turn.call().phase() instanceof Phase.Ended) {
      return turn;
    }
    if (said.paused() && pause.since() == null) {
      return turn.ledger(turn.ledger().paused(pause.heard(turn.now)))
          .happened(
              new CallEvent.RecordingPaused(
                  turn.card().id(), turn.now, turn.card().recording(), pause.agent(), pause.why()));
    }
    boolean last = said.number() == turn.ledger().silences();
    return !said.paused() && pause.ending() && last ? over(turn, pause) : turn;
  }

  private static Turn over(Turn turn, Pause pause) {
    turn.ledger(turn.ledger().paused(null));
    if (pause.since() != null) {
      turn.happened(
          new CallEvent.RecordingResumed(turn.card().id(), turn.now, turn.card().recording()));
    }
    return turn;
  }

  /**
   * The switch did not do it, or did not say so. Rather than not knowing we have everything
   * recorded, and tell it so until it says that it does.
   */
  static Turn failed(Turn turn) {
    Pause pause = turn.ledger().pause();
    if (turn.call().phase() instanceof Phase.Ended) {
      return turn;
    }
    if (pause != null) {
      turn.ledger(turn.ledger().paused(pause.toEnd())).cancel(CallAlarm.PAUSE);
    }
    if (turn.around.linkUp() && turn.ledger().audio() == Ledger.Audio.RUNNING) {
      turn.alarm(CallAlarm.RECORD, CallRules.RECORD_AGAIN);
    }
    return turn.effect(new CallEffect.Odd("failed-PauseRecording"));
  }

  /**
   * What was told may be lost; and a pause that was told right before we were killed may be known
   * to the switch alone, which would go on recording silence.
   */
  static Turn again(Turn turn) {
    Pause pause = turn.ledger().pause();
    return turn.ledger().audio() == Ledger.Audio.RUNNING
        ? tell(turn, pause != null && !pause.ending())
        : turn;
  }

  /** A step after which the two talk no longer ends the pause. */
  static Step<Call, CallEffect> until(Step<Call, CallEffect> step) {
    Call call = step.state();
    Pause pause = call.ledger().pause();
    boolean goesOn = call.phase() instanceof Phase.Talking || call.phase() instanceof Phase.Ended;
    if (pause == null || pause.ending() || goesOn) {
      return step;
    }
    List<CallEffect> effects = new ArrayList<>(step.effects());
    effects.add(new CallEffect.CancelAlarm(CallAlarm.PAUSE));
    Call ending = call.with(call.ledger().paused(pause.toEnd()).silenceTold());
    effects.add(new CallEffect.Tell(instruction(ending, false)));
    return new Step<>(ending, effects, step.refusal());
  }

  private static Turn tell(Turn turn, boolean silent) {
    turn.ledger(turn.ledger().silenceTold());
    return turn.tell(instruction(turn.call(), silent));
  }

  private static Instruction instruction(Call call, boolean silent) {
    Card card = call.card();
    return new Instruction.PauseRecording(
        card.recording(), card.callerLeg(), silent, call.ledger().silences());
  }
}
