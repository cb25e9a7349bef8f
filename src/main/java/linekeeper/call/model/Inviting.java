package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.Step;
import linekeeper.telephony.Instruction;

/**
 * "Press 1, keep your place" (decision 0062): who has waited for a while is told that he may be
 * called back in his turn, and says so by a key. An answer is better than that: while a phone rings
 * for him his wish is kept, and carried out where nobody answers.
 */
final class Inviting {
  private static final char KEY = '1';
  private static final Duration WHEN_QUIET = Duration.ofSeconds(5);

  private Inviting() {}

  /** Sets when he is told next; for whom that is not, nothing. */
  static void next(Turn turn) {
    Invitation invitation = turn.rules.invitation();
    Instant since = turn.ledger().queuedAt();
    if (invitation == null || since == null || !mayBeCalled(turn, invitation)) {
      return;
    }
    Duration next = invitation.next(since, turn.now);
    if (next != null) {
      turn.alarm(CallAlarm.INVITE, next);
    }
  }

  /** Tells him, unless he hears something else just now. */
  static Step<Call, CallEffect> invite(Turn turn, Phase.Queued phase) {
    if (turn.rules.invitation() == null) {
      // the line does so no more
      return turn.stay();
    }
    if (phase.play() != null) {
      return turn.alarm(CallAlarm.INVITE, WHEN_QUIET).stay();
    }
    next(turn);
    PlayId play = turn.around.play();
    return turn.tell(new Instruction.StopMusic(turn.caller()))
        .tell(new Instruction.Play(play, turn.caller(), List.of("callback-invite")))
        .to(new Phase.Queued(phase.since(), play));
  }

  /** Whether this key, pressed now, asks for a callback. */
  static boolean asks(Turn turn, CallInput.KeyPressed input) {
    Invitation invitation = turn.rules.invitation();
    Instant since = turn.ledger().queuedAt();
    return invitation != null
        && since != null
        && input.key() == KEY
        && input.leg().equals(turn.caller())
        && invitation.open(since, turn.now)
        && mayBeCalled(turn, invitation);
  }

  /** Keeps his place, which nobody can take from him from now on. */
  static Turn keepPlace(Turn turn) {
    Instant place = turn.around.placeAt();
    return turn.ledger(turn.ledger().keeping(place == null ? turn.now : place));
  }

  /** Whether he asked for it, and nobody has talked to him since. */
  static boolean asked(Turn turn) {
    return turn.ledger().keptPlace() != null && turn.ledger().answeredAt() == null;
  }

  /** Who was answered has had his turn, and is not lost any more. */
  private static boolean mayBeCalled(Turn turn, Invitation invitation) {
    Card card = turn.card();
    return !card.outbound()
        && turn.ledger().answeredAt() == null
        && invitation.to().callable(card.caller(), card.line(), turn.now);
  }
}
