package linekeeper.platform.retention;

import java.time.Instant;
import java.time.Period;

/**
 * How long things of a kind are kept, from a moment on.
 *
 * @param kind the kind's name, or {@code *} for every kind without a rule of its own
 * @param from from when on the rule holds, for what began from then on
 * @param reason why it is so: what people are told who ask
 * @param keep how long after its end it is kept at least
 */
public record RetentionRule(String kind, Instant from, String reason, Period keep) {
  /** The kind of a rule for all. */
  public static final String EVERY = "*";

  private static final int SHORTEST_MONTHS = 1;
  private static final int LONGEST_MONTHS = 360;

  /** Refuses rules that make no sense. */
  public RetentionRule {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("retention rule of " + kind + ": reason: say why");
    }
    long months = keep.toTotalMonths();
    boolean whole = keep.equals(keep.withDays(0));
    if (!whole || months < SHORTEST_MONTHS || months > LONGEST_MONTHS) {
      throw new IllegalArgumentException(
          "retention rule of " + kind + ": keep must be 1 to 360 whole months, such as P24M");
    }
  }
}
