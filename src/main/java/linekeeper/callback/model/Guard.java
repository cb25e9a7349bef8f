package linekeeper.callback.model;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import linekeeper.access.Role;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a click and the trunk (toll fraud): who may call which kind of number, and
 * how many an hour. What no rule allows is refused; an emergency number always is.
 *
 * @param allowed the kinds of numbers that each role may call
 * @param perAgentHour attempts of one agent in an hour
 * @param perHour attempts of all in an hour
 */
public record Guard(
    NumberPlan plan, Map<Role, Set<NumberKind>> allowed, int perAgentHour, int perHour) {
  private static final Set<NumberKind> NEVER =
      EnumSet.of(
          NumberKind.EMERGENCY, NumberKind.EXTENSION, NumberKind.WITHHELD, NumberKind.INVALID);

  /** Refuses an allow-list that names what is never dialled, and limits that are none. */
  public Guard {
    allowed = Map.copyOf(allowed);
    for (Map.Entry<Role, Set<NumberKind>> entry : allowed.entrySet()) {
      for (NumberKind kind : entry.getValue()) {
        if (NEVER.contains(kind)) {
          throw new IllegalArgumentException(
              "callback outbound: " + entry.getKey() + " must not be allowed " + kind);
        }
      }
    }
    if (perAgentHour < 1 || perHour < perAgentHour) {
      throw new IllegalArgumentException(
          "callback outbound: per-agent-hour must be at least 1 and per-hour no less");
    }
  }

  /**
   * Why this number may not be called, or null.
   *
   * @param byAgent attempts that this agent made in the last hour
   * @param byAll attempts that all made in the last hour
   */
  public @Nullable Refusal refuse(Set<Role> roles, PhoneNumber number, int byAgent, int byAll) {
    NumberPlan.Reading reading = plan.read(number);
    boolean may =
        roles.stream().anyMatch(it -> allowed.getOrDefault(it, Set.of()).contains(reading.kind()));
    if (!may || !reading.dial().equals(number)) {
      return Refusal.of(
          "number.not-allowed",
          "no rule allows you to call a number of the kind " + reading.kind());
    }
    if (byAgent >= perAgentHour) {
      return Refusal.of(
          "callback.slow-down", "you have called " + byAgent + " times within an hour");
    }
    return byAll >= perHour
        ? Refusal.of("callback.slow-down", "all have called " + byAll + " times within an hour")
        : null;
  }
}
