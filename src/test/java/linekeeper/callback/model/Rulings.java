package linekeeper.callback.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** The rules that tests go by: those of T-10. */
public final class Rulings {
  /** 10:00 in Shanghai. */
  public static final Instant MORNING = Instant.parse("2026-03-02T02:00:00Z");

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  public static final LineId LINE = new LineId("hotline");
  public static final CallbackRule T10 = rule("*", Instant.EPOCH, 3, Duration.ZERO);
  public static final Opening OPENING = opening(T10);

  private Rulings() {}

  public static Opening opening(CallbackRule... rules) {
    return new Opening(new RuleBook(List.of(rules)), new NumberPlan(""), List.of());
  }

  public static CallbackRule rule(String line, Instant from, int attempts, Duration shortAbandon) {
    return new CallbackRule(
        line,
        from,
        "T-10",
        Duration.ofMinutes(15),
        Duration.ofMinutes(1),
        attempts,
        List.of(Duration.ofMinutes(10), Duration.ofHours(1)),
        new CallbackRule.Quiet(LocalTime.of(22, 0), LocalTime.of(8, 0)),
        Duration.ofMinutes(15),
        shortAbandon,
        Duration.ofDays(3),
        Duration.ofMinutes(10),
        true,
        0,
        Duration.ofDays(7),
        false,
        Order.AGENT_FIRST);
  }

  public static CallEvent.Lost lost(String call, String caller, Instant at) {
    return lost(call, caller, at, 5_000);
  }

  public static CallEvent.Lost lost(String call, @Nullable String caller, Instant at, long wait) {
    PhoneNumber number = caller == null ? PhoneNumber.WITHHELD : new PhoneNumber(caller);
    return new CallEvent.Lost(
        new CallId(call), at, LossType.QUEUE_ABANDON, number, LINE, wait, null);
  }

  /** He asked to be called back, after he had waited since then. */
  public static CallEvent.Lost asked(String call, String caller, Instant at, Instant since) {
    return new CallEvent.Lost(
        new CallId(call),
        at,
        LossType.CALLBACK_REQUESTED,
        new PhoneNumber(caller),
        LINE,
        Duration.between(since, at).toMillis(),
        since);
  }
}
