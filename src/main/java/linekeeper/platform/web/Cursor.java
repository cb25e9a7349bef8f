package linekeeper.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of things with a moment and an id ended: at this one. */
public record Cursor(Instant at, String id) {

  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  /** As programs hand it back to us; what is in it is nobody else's business. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** The place that a text names, or null where it is none of ours. */
  public static @Nullable Cursor read(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      return space < 0 ? null : read(plain.substring(0, space), plain.substring(space + 1));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return null;
    }
  }

  /** A moment that no database could hold was never one of ours, nor was a letter like that. */
  private static @Nullable Cursor read(String moment, String id) {
    Instant at = Instant.parse(moment);
    return at.isBefore(FIRST) || at.isAfter(LAST) || id.indexOf('\0') >= 0
        ? null
        : new Cursor(at, id);
  }
}
