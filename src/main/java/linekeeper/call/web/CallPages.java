package linekeeper.call.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import linekeeper.call.store.StoredCall;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** Pages of calls: where one ends and the next begins. */
final class CallPages {
  private static final Set<String> STATES = Set.of("all", "answered", "lost");

  private CallPages() {}

  record Cursor(Instant at, String id) {}

  static @Nullable Refusal check(String state, int limit, int most, @Nullable String cursor) {
    if (!STATES.contains(state)) {
      return Refusal.of("state.invalid", "must be all, answered or lost", "state");
    }
    if (limit < 1 || limit > most) {
      return Refusal.of("limit.invalid", "must be 1 to " + most, "limit");
    }
    return cursor != null && parse(cursor) == null
        ? Refusal.of("cursor.invalid", "must be the nextCursor of the page before", "cursor")
        : null;
  }

  static String cursor(StoredCall last) {
    String text = last.arrivedAt() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable Cursor parse(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return space < 0
          ? null
          : new Cursor(Instant.parse(text.substring(0, space)), text.substring(space + 1));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return null;
    }
  }
}
