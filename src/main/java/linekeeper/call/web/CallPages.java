package linekeeper.call.web;

import java.util.Set;
import linekeeper.call.store.StoredCall;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Cursor;
import org.jspecify.annotations.Nullable;

/** Pages of calls: where one ends and the next begins. */
final class CallPages {
  private static final Set<String> STATES = Set.of("all", "answered", "lost");

  private CallPages() {}

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
    return new Cursor(last.arrivedAt(), last.id()).text();
  }

  static @Nullable Cursor parse(@Nullable String cursor) {
    return cursor == null ? null : Cursor.read(cursor);
  }
}
