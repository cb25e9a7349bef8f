package linekeeper.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A telephone number as digits, with a leading {@code +} where it was given; or {@link #WITHHELD}.
 * What a carrier delivers is hostile until it has passed {@link #heard}, which never fails.
 */
public record PhoneNumber(@JsonValue String value) {
  /** No usable number: withheld, unknown, or not a number at all. */
  public static final PhoneNumber WITHHELD = new PhoneNumber("");

  private static final Pattern PLAIN = Pattern.compile("\\+?[0-9*#]{2,20}");
  private static final int KEPT_AT_START = 3;
  private static final int KEPT_AT_END = 4;

  /**
   * Refuses what is neither empty nor 2 to 20 digits, {@code *} or {@code #} with an optional
   * leading {@code +}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PhoneNumber {
    if (!value.isEmpty() && !PLAIN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "phoneNumber: must be 2 to 20 digits, '*' or '#', with an optional leading '+'");
    }
  }

  /**
   * What the switch reports as a caller's number; anything that is not a plain number counts as
   * withheld.
   */
  public static PhoneNumber heard(String raw) {
    String compact = raw.replaceAll("[ ()-]", "");
    return PLAIN.matcher(compact).matches() ? new PhoneNumber(compact) : WITHHELD;
  }

  /** Whether nobody could be called back on it. */
  public boolean withheld() {
    return value.isEmpty();
  }

  /**
   * The display form (N-52): first three and last four digits kept, {@code 138****8000}; short
   * numbers keep their last two.
   */
  public String masked() {
    if (withheld()) {
      return "";
    }
    int length = value.length();
    if (length <= KEPT_AT_START + KEPT_AT_END) {
      return "*".repeat(Math.max(1, length - 2)) + value.substring(Math.max(1, length - 2));
    }
    return value.substring(0, KEPT_AT_START)
        + "*".repeat(length - KEPT_AT_START - KEPT_AT_END)
        + value.substring(length - KEPT_AT_END);
  }

  /** Masked, so that a number never reaches a log by accident. */
  @Override
  public String toString() {
    return masked();
  }
}
