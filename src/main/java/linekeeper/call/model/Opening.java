package linekeeper.call.model;

import java.time.Instant;
import java.util.List;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** From the first ring to a place in the queue. */
final class Opening {
  private static final int HIGHEST_SPOKEN = 10;
  private static final int NO_SUCH_LEG = 404;

  private Opening() {}

  /** A new call: answered at once, so that it can be greeted. */
  static Step<Call, CallEffect> begin(Turn turn) {
    return arrive(turn)
        .tell(new Instruction.Answer(turn.caller()))
        .alarm(CallAlarm.STUCK, CallRules.PATIENCE)
        .to(new Phase.Arrived(turn.now));
  }

  /** Tells that a call came in. */
  static Turn arrive(Turn turn) {
    Card card = turn.card();
    return turn.happened(
        new CallEvent.Arrived(
            card.id(), turn.now, card.line(), card.caller(), card.dialled(), card.callerLeg()));
  }

  static Step<Call, CallEffect> arrived(Turn turn, CallInput input) {
    return switch (input) {
      case CallInput.LegUp _ -> greet(turn);
      case CallInput.Resynced _ -> turn.tell(new Instruction.Answer(turn.caller())).stay();
      case CallInput.Failed it
          when it.instruction() instanceof Instruction.Answer && it.status() == NO_SUCH_LEG ->
          Ending.neverThere(turn);
      case CallInput.AlarmRang _ ->
          Ending.breakOff(turn.effect(new CallEffect.Odd("answer-not-heard")));
      default -> Ending.common(turn, input, LossType.GREETING_ABANDON);
    };
  }

  static Step<Call, CallEffect> greeting(Turn turn, Phase.Greeting phase, CallInput input) {
    return switch (input) {
      case CallInput.PlayEnded it when it.play().equals(phase.play()) ->
          it.completed()
              ? join(turn, turn.now)
              // this is how a hang-up is heard first; who is still there in a moment goes on
              : turn.alarm(CallAlarm.STUCK, CallRules.HANG_UP_FOLLOWS).stay();
      // the notice of the recording is owed to him: what he missed of it he hears again
      case CallInput.Resynced _ -> greet(turn.tell(new Instruction.StopPlay(phase.play())));
      case CallInput.AlarmRang _ ->
          join(turn.effect(new CallEffect.Odd("greeting-end-not-heard")), turn.now);
      case CallInput.Failed it when it.played(phase.play()) -> join(turn, turn.now);
      default -> Ending.common(turn, input, LossType.GREETING_ABANDON);
    };
  }

  static Step<Call, CallEffect> queued(Turn turn, Phase.Queued phase, CallInput input) {
    return switch (input) {
      case CallInput.OfferTo it -> Offering.offer(turn, phase, it);
      case CallInput.TurnedAway _ -> farewell(turn, phase.play(), LossType.QUEUE_FULL);
      case CallInput.PlayEnded it when it.play().equals(phase.play()) -> music(turn, phase);
      case CallInput.Failed it when it.played(phase.play()) -> music(turn, phase);
      case CallInput.Resynced it -> {
        alone(turn, phase.play(), it.bridged());
        yield music(turn, phase);
      }
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.WAIT ->
          farewell(turn, phase.play(), LossType.QUEUE_TIMEOUT);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.ANNOUNCE -> announce(turn, phase);
      case CallInput.AlarmRang it when it.alarm() == CallAlarm.INVITE ->
          Inviting.invite(turn, phase);
      case CallInput.KeyPressed it when Inviting.asks(turn, it) ->
          farewell(Inviting.keepPlace(turn), phase.play(), LossType.CALLBACK_REQUESTED);
      default -> Ending.common(turn, input, abandoned(turn));
    };
  }

  static Step<Call, CallEffect> farewell(Turn turn, Phase.Farewell phase, CallInput input) {
    return switch (input) {
      case CallInput.PlayEnded it when it.play().equals(phase.play()) -> Ending.bySystem(turn);
      case CallInput.Resynced _, CallInput.AlarmRang _ -> Ending.bySystem(turn);
      case CallInput.Failed it when it.played(phase.play()) -> Ending.bySystem(turn);
      default -> Ending.common(turn, input, turn.ledger().lossType());
    };
  }

  /** Puts the caller into the queue; {@code placeAt} earlier than now gives an earlier place. */
  static Step<Call, CallEffect> join(Turn turn, Instant placeAt) {
    if (turn.ledger().queuedAt() == null && !turn.card().outbound()) {
      turn.ledger(turn.ledger().queued(turn.now))
          .happened(new CallEvent.Queued(turn.card().id(), turn.now, turn.card().queue()));
    }
    turn.cancel(CallAlarm.STUCK)
        .alarm(CallAlarm.WAIT, turn.rules.maxWait())
        .tell(new Instruction.StartMusic(turn.caller()))
        .effect(new CallEffect.JoinQueue(placeAt));
    nextAnnouncement(turn);
    Inviting.next(turn);
    return turn.to(new Phase.Queued(turn.now, null));
  }

  /** Ends whatever the caller hears while he waits, so that he can talk. */
  static void quiet(Turn turn, @Nullable PlayId play) {
    if (play == null) {
      turn.tell(new Instruction.StopMusic(turn.caller()));
    } else {
      stop(turn, play);
    }
  }

  /** The link is back: whatever of it was not heard, he is with nobody and hears no prompt. */
  static void alone(Turn turn, @Nullable PlayId play, boolean bridged) {
    stop(turn, play);
    // he was answered, or that was lost when we were killed right after we had told so
    if (turn.ledger().answeredAt() != null || bridged) {
      turn.tell(new Instruction.Leave(turn.card().bridge(), turn.caller()));
    }
  }

  /** Stops a playing, where there is one. */
  static void stop(Turn turn, @Nullable PlayId play) {
    if (play != null) {
      turn.tell(new Instruction.StopPlay(play));
    }
  }

  static void nextAnnouncement(Turn turn) {
    if (!turn.rules.announceEvery().isZero()) {
      turn.alarm(CallAlarm.ANNOUNCE, turn.rules.announceEvery());
    }
  }

  private static Step<Call, CallEffect> greet(Turn turn) {
    PlayId play = turn.around.play();
    return turn.tell(new Instruction.Play(play, turn.caller(), turn.rules.greeting()))
        .alarm(CallAlarm.STUCK, CallRules.LONGEST_PROMPT)
        .to(new Phase.Greeting(turn.now, play));
  }

  private static Step<Call, CallEffect> music(Turn turn, Phase.Queued phase) {
    return turn.tell(new Instruction.StartMusic(turn.caller()))
        .to(new Phase.Queued(phase.since(), null));
  }

  private static Step<Call, CallEffect> announce(Turn turn, Phase.Queued phase) {
    nextAnnouncement(turn);
    if (phase.play() != null) {
      return turn.stay();
    }
    PlayId play = turn.around.play();
    return turn.tell(new Instruction.StopMusic(turn.caller()))
        .tell(new Instruction.Play(play, turn.caller(), place(turn.around.position())))
        .to(new Phase.Queued(phase.since(), play));
  }

  /** The prompts that tell a place: how many are before you. */
  private static List<String> place(int position) {
    int before = position - 1;
    if (before <= 0) {
      return List.of("position-next");
    }
    return List.of("wait-busy", before <= HIGHEST_SPOKEN ? "position-" + before : "position-many");
  }

  /** He leaves the queue, is told why, and is lost for that reason. */
  static Step<Call, CallEffect> farewell(Turn turn, @Nullable PlayId playing, LossType loss) {
    PlayId play = turn.around.play();
    quiet(turn, playing);
    turn.cancel(CallAlarm.WAIT, CallAlarm.ANNOUNCE, CallAlarm.INVITE)
        .effect(new CallEffect.LeaveQueue())
        .tell(new Instruction.Play(play, turn.caller(), List.of(words(loss))))
        .alarm(CallAlarm.STUCK, CallRules.LONGEST_PROMPT);
    if (CitizenFirst.waits(turn)) {
      turn.ledger(turn.ledger().attempt(AttemptEnd.NO_AGENT));
    } else if (turn.ledger().answeredAt() == null) {
      turn.ledger(turn.ledger().losing(loss));
    }
    return turn.to(new Phase.Farewell(turn.now, play));
  }

  private static String words(LossType loss) {
    return loss == LossType.CALLBACK_REQUESTED ? "callback-kept" : "all-busy-callback";
  }

  private static LossType abandoned(Turn turn) {
    if (!turn.around.staffed()) {
      return LossType.NO_AGENT;
    }
    return turn.ledger().offers() > 0 ? LossType.AGENT_NO_ANSWER : LossType.QUEUE_ABANDON;
  }
}
