package linekeeper.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A command that made no sense where it arrived: a value, not an exception. Nothing changed.
 *
 * @param code stable and machine readable, such as {@code seat.taken}
 * @param message for people, naming what was wrong and what would be right
 * @param field the input at fault, where one can be named
 */
public record Refusal(String code, String message, @Nullable String field) {

  /** A refusal that is not about one field. */
  public static Refusal of(String code, String message) {
    return new Refusal(code, message, null);
  }

  /** A refusal about one field of what was sent. */
  public static Refusal of(String code, String message, String field) {
    return new Refusal(code, message, field);
  }
}
