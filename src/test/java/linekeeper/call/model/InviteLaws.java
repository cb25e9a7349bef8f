package linekeeper.call.model;

import static linekeeper.call.model.Law.demand;

import java.time.Instant;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.CallId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * "Press 1, keep your place": nobody is lost as one who asked for a callback without having asked;
 * who asked does not wait on, and keeps the place he had; who could not be called is not told that
 * he may.
 */
final class InviteLaws implements Law {
  private final FloorPlan plan;

  InviteLaws(FloorPlan plan) {
    this.plan = plan;
  }

  @Override
  public void check(Seen.Standing before, Seen step) {
    for (Call call : step.standing().calls()) {
      Instant kept = call.ledger().keptPlace();
      if (kept != null) {
        keeps(before, step, call, kept);
      }
    }
    for (Object event : step.events()) {
      if (event instanceof CallEvent.Lost it && it.lossType() == LossType.CALLBACK_REQUESTED) {
        Instant kept = kept(it.call(), before, step);
        demand(
            kept != null && kept.equals(it.placeAt()),
            "who asked for a callback keeps his place, and who did not is not lost so",
            it,
            kept);
      }
    }
    for (Instruction it : step.instructions()) {
      if (it instanceof Instruction.Play play && play.prompts().contains("callback-invite")) {
        invited(step, play);
      }
    }
  }

  private static void keeps(Seen.Standing before, Seen step, Call call, Instant kept) {
    Instant was = of(before, call.card().id());
    demand(was == null || was.equals(kept), "a kept place stays", was, call);
    demand(was != null || pressed(step, call), "nobody asks for a callback without a key", call);
    Instant queuedAt = call.ledger().queuedAt();
    demand(queuedAt != null && !kept.isAfter(queuedAt), "who asked keeps the place he had", call);
    demand(
        call.ledger().answeredAt() != null || !(call.phase() instanceof Call.Phase.Queued),
        "who asked for a callback does not wait on",
        call);
  }

  private static boolean pressed(Seen step, Call call) {
    return step.entry().input() instanceof Entry.Input.Heard(Fact fact)
        && fact instanceof Fact.DigitPressed key
        && key.digit() == '1'
        && key.leg().equals(call.card().callerLeg());
  }

  private void invited(Seen step, Instruction.Play play) {
    Call call =
        step.standing().calls().stream().filter(it -> it.owns(play.leg())).findFirst().orElse(null);
    Invitation invitation =
        call == null
            ? null
            : plan.line(call.card().line()).map(it -> it.getValue().invitation()).orElse(null);
    demand(
        call != null
            && invitation != null
            && !call.card().outbound()
            && call.ledger().answeredAt() == null
            && invitation
                .to()
                .callable(call.card().caller(), call.card().line(), step.entry().at()),
        "who cannot be called back is not told that he may",
        call);
  }

  private static @Nullable Instant kept(CallId call, Seen.Standing before, Seen step) {
    Instant now = of(step.standing(), call);
    return now == null ? of(before, call) : now;
  }

  private static @Nullable Instant of(Seen.Standing standing, CallId call) {
    return standing.calls().stream()
        .filter(it -> it.card().id().equals(call))
        .findFirst()
        .map(it -> it.ledger().keptPlace())
        .orElse(null);
  }
}
