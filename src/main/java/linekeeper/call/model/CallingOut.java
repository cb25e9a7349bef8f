package linekeeper.call.model;

import java.util.Map;
import java.util.Optional;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import linekeeper.queue.model.Owed;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/** Begins a call of ours, once per attempt, and never to somebody who is on the line already. */
final class CallingOut {
  private final FloorStep step;

  CallingOut(FloorStep step) {
    this.step = step;
  }

  @Nullable Refusal ask(FloorCommand.CallOut command) {
    Whom whom = new Whom(command.attempt(), command.citizen(), command.line(), command.manner());
    if (known(whom)) {
      return null;
    }
    Refusal refusal = refuse(command, whom);
    if (refusal == null) {
      step.callOut(card(whom), command.seat(), command.agent());
    }
    return refusal;
  }

  /** He waits for a seat; that needs no link, and no seat yet. */
  @Nullable Refusal queue(FloorCommand.QueueCallback command) {
    Whom whom = new Whom(command.attempt(), command.citizen(), command.line(), command.manner());
    if (known(whom)) {
      return null;
    }
    Refusal refusal = refuse(whom);
    if (refusal == null) {
      Owed owed = new Owed(command.keepFree());
      step.owe(card(whom), new Call.Phase.Due(step.now, command.placeAt(), owed), command.until());
    }
    return refusal;
  }

  /** Whoever asks learns whether its end was told, or will be. */
  @Nullable Refusal withdraw(FloorCommand.Withdraw command) {
    AttemptId attempt = command.attempt();
    if (over(attempt)) {
      return Refusal.of("attempt.over", "this attempt has been made");
    }
    Optional<CallId> call = step.state.byAttempt(attempt);
    if (call.isEmpty()) {
      return Refusal.of("attempt.unknown", "this attempt was never begun");
    }
    // whom he talks to already is left with him
    var _ = step.call(call.get(), new CallInput.Withdraw());
    return null;
  }

  /** Who is called, by which attempt, in whose name, and how. */
  private record Whom(AttemptId attempt, PhoneNumber citizen, LineId line, Manner manner) {}

  private boolean known(Whom whom) {
    return step.state.byAttempt(whom.attempt()).isPresent();
  }

  private @Nullable Refusal refuse(Whom whom) {
    if (over(whom.attempt())) {
      return Refusal.of("attempt.over", "this attempt has been made");
    }
    if (onTheLine(whom.citizen())) {
      return Refusal.of("citizen.on-the-line", "a call with this citizen is on the floor");
    }
    if (step.state.calls().size() >= step.plan.limits().calls()) {
      return Refusal.of("floor.full", "as many calls are on the floor as may be");
    }
    return step.plan.line(whom.line()).isPresent()
        ? null
        : Refusal.of("line.unknown", "there is no line " + whom.line(), "line");
  }

  private @Nullable Refusal refuse(FloorCommand.CallOut command, Whom whom) {
    if (step.state.link != LinkState.UP && !over(whom.attempt())) {
      return Refusal.of("switch.unavailable", "the switch cannot be told to dial now");
    }
    Refusal refusal = refuse(whom);
    if (refusal != null) {
      return refusal;
    }
    return free(command) ? null : notFree(command);
  }

  /** A leg that has been is kept in mind, so that a late second command begins nothing. */
  private boolean over(AttemptId attempt) {
    return step.state.departed.contains(attempt.leg());
  }

  private boolean onTheLine(PhoneNumber citizen) {
    return step.state.calls().values().stream()
        .filter(it -> !(it.phase() instanceof Call.Phase.Ended))
        .anyMatch(it -> it.card().caller().equals(citizen));
  }

  private boolean free(FloorCommand.CallOut command) {
    Seat seat = step.state.seats.get(command.seat());
    Session session = seat == null || !seat.mayCallOut() ? null : seat.session();
    return session != null && session.agent().equals(command.agent());
  }

  private static Refusal notFree(FloorCommand.CallOut command) {
    return Refusal.of(
        "seat.not-free",
        "seat "
            + command.seat()
            + " must be ready or busy, with its phone registered, no call in hand and no break asked for",
        "seat");
  }

  private Card card(Whom whom) {
    Map.Entry<String, FloorPlan.Line> line = step.plan.line(whom.line()).orElseThrow();
    return new Card(
        step.ids.call(),
        line.getValue().id(),
        line.getValue().queue(),
        whom.attempt().leg(),
        whom.citizen(),
        line.getKey(),
        step.ids.bridge(),
        step.ids.recording(),
        step.now,
        whom.attempt(),
        whom.manner());
  }
}
