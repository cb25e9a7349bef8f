package linekeeper.callback.model;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
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
        place(lost),
        at.plus(rule.firstWithin()),
        null,
        asked(lost) ? at : at.plus(rule.notWithin()),
        0,
        0,
        null,
        null,
        reason == null ? new Phase.Pending(at) : new Phase.Cancelled(at, reason));
  }

  /** Why a number is not called back whatever happens, or null. */
  public @Nullable Reason reason(PhoneNumber heard) {
    NumberPlan.Reading reading = plan.read(heard);
    return switch (reading.kind()) {
      case WITHHELD -> Reason.NO_NUMBER;
      case EMERGENCY -> Reason.EMERGENCY_NUMBER;
      case EXTENSION, INVALID -> Reason.NUMBER_NOT_DIALLABLE;
      case MOBILE, FIXED, SERVICE, HOTLINE, FOREIGN ->
          blocked.stream().anyMatch(it -> it.matcher(reading.dial().value()).matches())
              ? Reason.BLOCKED
              : null;
    };
  }

  private @Nullable Reason reason(CallEvent.Lost lost, CallbackRule rule) {
    Reason reason = reason(lost.caller());
    boolean tooShort = !asked(lost) && lost.waitMillis() < rule.shortAbandon().toMillis();
    return reason == null && tooShort ? Reason.SHORT_ABANDON : reason;
  }

  /** Whether he asked to be called back. */
  static boolean asked(CallEvent.Lost lost) {
    return lost.lossType() == LossType.CALLBACK_REQUESTED;
  }

  /** When the place that he had counts from. */
  static Instant place(CallEvent.Lost lost) {
    return lost.placeAt() == null ? lost.at() : lost.placeAt();
  }
}
