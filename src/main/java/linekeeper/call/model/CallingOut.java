package linekeeper.call.model;

import java.util.Map;
import linekeeper.call.FloorCommand;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
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
    if (step.state.byAttempt(command.attempt()).isPresent()) {
      return null;
    }
    Refusal refusal = refuse(command);
    if (refusal != null) {
      return refusal;
    }
    Map.Entry<String, FloorPlan.Line> line = step.plan.line(command.line()).orElse(null);
    if (line == null) {
      return Refusal.of("line.unknown", "there is no line " + command.line(), "line");
    }
    step.callOut(card(command, line.getKey(), line.getValue()), command.seat(), command.agent());
    return null;
  }

  private @Nullable Refusal refuse(FloorCommand.CallOut command) {
    if (over(command.attempt())) {
      return Refusal.of("attempt.over", "this attempt has been made");
    }
    if (step.state.link != LinkState.UP) {
      return Refusal.of("switch.unavailable", "the switch cannot be told to dial now");
    }
    if (onTheLine(command.citizen())) {
      return Refusal.of("citizen.on-the-line", "a call with this citizen is on the floor");
    }
    if (step.state.calls().size() >= step.plan.limits().calls()) {
      return Refusal.of("floor.full", "as many calls are on the floor as may be");
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
    Session session = seat == null || !seat.free() ? null : seat.session();
    return session != null && session.agent().equals(command.agent());
  }

  private static Refusal notFree(FloorCommand.CallOut command) {
    return Refusal.of(
        "seat.not-free",
        "seat " + command.seat() + " must be ready, with its phone registered and no call in hand",
        "seat");
  }

  private Card card(FloorCommand.CallOut command, String shown, FloorPlan.Line line) {
    return new Card(
        step.ids.call(),
        line.id(),
        line.queue(),
        command.attempt().leg(),
        command.citizen(),
        shown,
        step.ids.bridge(),
        step.ids.recording(),
        step.now,
        command.attempt());
  }
}
