package linekeeper.callback.model;

import static linekeeper.call.model.Law.demand;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.Step;

/** The laws of an obligation, checked at every step. One instance watches all tasks. */
public final class CallbackLaws {
  private final int attemptsAllowed;
  private final Set<AttemptId> rung = new HashSet<>();

  /** Watches tasks by a rule of so many attempts. */
  public CallbackLaws(int attemptsAllowed) {
    this.attemptsAllowed = attemptsAllowed;
  }

  /** Checks one more step. */
  public void check(
      Callback before, CallbackInput input, Step<Callback, CallbackEffect> step, Instant now) {
    Callback after = step.state();
    if (step.refusal() != null) {
      demand(after.equals(before), "a refusal changes nothing", input, before, after);
      demand(step.effects().isEmpty(), "a refusal does nothing", input, step.effects());
    }
    boolean refused = numberIsFree(before, input);
    theDebtStays(before, input, after);
    demand(
        after.asked() >= before.asked() - (refused ? 1 : 0),
        "an attempt that may have been begun is counted",
        before,
        after);
    promisesStay(before, input, after);
    outcomesStay(before, after);
    demand(
        after.attempts() <= attemptsAllowed,
        "nobody is rung more often than the rule allows",
        after);
    step.effects().forEach(it -> done(it, after, now));
    if (after.phase() instanceof Phase.Dialing it) {
      demand(rung.contains(it.attempt()), "who is being dialled was rung for", after);
    }
    demand(
        after.onLine() == null || !after.closed(), "a closed task waits for nobody", input, after);
  }

  private void done(CallbackEffect effect, Callback after, Instant now) {
    boolean calls = effect instanceof CallbackEffect.Ring || effect instanceof CallbackEffect.Queue;
    demand(
        !calls || !now.isBefore(after.notBefore()),
        "nobody is called before he may be",
        effect,
        after);
    switch (effect) {
      case CallbackEffect.Ring it -> rings(it, after);
      case CallbackEffect.Queue it -> takesHisPlace(it, after);
      case CallbackEffect.Promise it ->
          demand(
              it.from().equals(after.scheduledFor()) && it.until().equals(after.dueAt()),
              "what is noted as promised is promised",
              effect,
              after);
      case CallbackEffect.Withdraw it ->
          demand(
              !it.attempt().equals(after.attempt()) || after.onLine() != null,
              "what is withdrawn is not wanted any more",
              effect,
              after);
    }
  }

  private void rings(CallbackEffect.Ring ring, Callback after) {
    demand(rung.add(ring.attempt()), "an attempt rings once", ring, after);
    demand(
        after.phase() instanceof Phase.Dialing it
            && it.attempt().equals(ring.attempt())
            && it.agent().equals(ring.agent()),
        "who is rung for is being dialled",
        ring,
        after);
    demand(after.onLine() == null, "who is on the line is not rung", after);
  }

  private void takesHisPlace(CallbackEffect.Queue place, Callback after) {
    demand(rung.add(place.attempt()), "an attempt rings once", place, after);
    demand(
        after.phase() instanceof Phase.Queued it && it.attempt().equals(place.attempt()),
        "who takes his place waits in the queue",
        place,
        after);
    demand(after.onLine() == null, "who is on the line is not rung", after);
  }

  /** What was refused has not been rung for: its number may be asked for once more. */
  private boolean numberIsFree(Callback before, CallbackInput input) {
    boolean refused =
        input instanceof CallbackInput.AttemptRefused it
            && !it.used()
            && it.attempt().equals(before.attempt())
            && !(before.phase() instanceof Phase.Connected);
    if (refused) {
      rung.remove(before.attempt());
    }
    return refused;
  }

  private static void theDebtStays(Callback before, CallbackInput input, Callback after) {
    boolean promised = input instanceof CallbackInput.Schedule;
    boolean givesWay =
        promised || (input instanceof CallbackInput.LostAgain && before.scheduledFor() != null);
    demand(
        sameLoss(before, after) && (givesWay || before.dueAt().equals(after.dueAt())),
        "the oldest loss keeps its place and its due time",
        before,
        after);
    demand(
        promised || !after.placeAt().isAfter(before.placeAt()),
        "nobody loses his place",
        before,
        after);
    demand(
        after.lostCount() >= before.lostCount()
            && (promised || after.attempts() >= before.attempts()),
        "nothing that happened is forgotten",
        before,
        after);
  }

  private static boolean sameLoss(Callback before, Callback after) {
    return before.id().equals(after.id())
        && before.citizen().equals(after.citizen())
        && before.lossType() == after.lossType()
        && before.firstLostAt().equals(after.firstLostAt());
  }

  /** A promised call is tried, or the citizen called himself, or it ends with its reason. */
  private static void promisesStay(Callback before, CallbackInput input, Callback after) {
    demand(
        before.scheduledFor() == null
            || after.scheduledFor() != null
            || after.attempts() > before.attempts()
            || input instanceof CallbackInput.LostAgain
            || after.closed(),
        "a promise stays until it is kept",
        input,
        before,
        after);
    demand(
        after.scheduledFor() == null || !after.notBefore().isBefore(after.scheduledFor()),
        "nobody is called before the time that he was promised",
        input,
        after);
  }

  private static void outcomesStay(Callback before, Callback after) {
    if (!before.closed()) {
      return;
    }
    demand(after.closed(), "an outcome stays", before, after);
    boolean corrected =
        before.phase() instanceof Phase.Done one
            && after.phase() instanceof Phase.Done other
            && one.since().equals(other.since());
    demand(corrected || before.equals(after), "an outcome stays as it is", before, after);
  }
}
