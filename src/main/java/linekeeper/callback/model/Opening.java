package linekeeper.callback.model;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import linekeeper.call.event.CallEvent;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Turns a lost request into what is owed for it. A task that nobody may call is opened too, ended
 * and with its reason, so that every lost request is accounted for.
 *
 * @param blocked numbers that are not called back
 */
public record Opening(RuleBook rules, NumberPlan plan, List<Pattern> blocked) {

  /** Copies the numbers. */
  public Opening {
    blocked = List.copyOf(blocked);
  }

  /** The one way to write a citizen's number. */
  public PhoneNumber citizen(PhoneNumber heard) {
    return plan.read(heard).dial();
  }

  /** The task that this loss opens, where the caller has none open. */
  public Callback open(CallEvent.Lost lost) {
    Instant at = lost.at();
    CallbackRule rule = rules.rule(lost.line(), at);
    Reason reason = reason(lost, rule);
    return new Callback(
        CallbackId.of(lost.call()),
        citizen(lost.caller()),
        lost.line(),
        lost.lossType(),
        at,
        at,
        1,
        at.plus(rule.firstWithin()),
        at.plus(rule.notWithin()),
        0,
        0,
        null,
        null,
        reason == null ? new Phase.Pending(at) : new Phase.Cancelled(at, reason));
  }

  private @Nullable Reason reason(CallEvent.Lost lost, CallbackRule rule) {
    NumberPlan.Reading reading = plan.read(lost.caller());
    return switch (reading.kind()) {
      case WITHHELD -> Reason.NO_NUMBER;
      case EMERGENCY -> Reason.EMERGENCY_NUMBER;
      case EXTENSION, INVALID -> Reason.NUMBER_NOT_DIALLABLE;
      case MOBILE, FIXED, SERVICE, HOTLINE, FOREIGN -> byRule(lost, reading, rule);
    };
  }

  private @Nullable Reason byRule(
      CallEvent.Lost lost, NumberPlan.Reading reading, CallbackRule rule) {
    String number = reading.dial().value();
    if (blocked.stream().anyMatch(it -> it.matcher(number).matches())) {
      return Reason.BLOCKED;
    }
    return lost.waitMillis() < rule.shortAbandon().toMillis() ? Reason.SHORT_ABANDON : null;
  }
}
