package linekeeper.access.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One line of the audit. When it is {@link #written}, whatever was given becomes one line of plain
 * text: control, format and separator characters, which could forge lines or turn them around, are
 * shown by their number, and long text is cut.
 *
 * @param number its place, from 1, without gaps
 * @param at to the microsecond, as the table keeps it
 */
public record AuditLine(
    long number,
    Instant at,
    String user,
    String action,
    String subject,
    boolean succeeded,
    String detail) {
  private static final int SHORT = 80;
  private static final int MIDDLE = 200;
  private static final int LONG = 1000;

  /** The same at another place, to the microsecond, with its text made harmless. */
  public AuditLine written(long place) {
    return new AuditLine(
        place,
        at.truncatedTo(ChronoUnit.MICROS),
        plain(user, SHORT),
        plain(action, SHORT),
        plain(subject, MIDDLE),
        succeeded,
        plain(detail, LONG));
  }

  /** One line of plain text. */
  public static String plain(String text, int most) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), most));
    for (int i = 0; i < text.length() && plain.length() < most; ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (harmless(character)) {
        plain.appendCodePoint(character);
      } else {
        plain.append("\\u").append("%04x".formatted(character).toUpperCase(Locale.ROOT));
      }
    }
    return plain.toString();
  }

  private static boolean harmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
