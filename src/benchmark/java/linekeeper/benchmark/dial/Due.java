package linekeeper.benchmark.dial;

import java.time.Instant;

/**
 * A citizen who is owed a call from a moment on.
 *
 * @param at the moment
 * @param nanos the same by {@link System#nanoTime}
 */
public record Due(String number, Instant at, long nanos) {
  private static final String FIRST_DIGITS = "1380013";

  /** How many citizens there are; the last four digits tell them apart. */
  public static final int MOST = 10_000;

  /** A citizen's number. */
  static String number(int citizen) {
    return FIRST_DIGITS + "%04d".formatted(citizen);
  }

  /** What remains of a number when it is masked, and still tells whose it is. */
  static String last(String number) {
    return number.substring(Math.max(0, number.length() - 4));
  }
}
