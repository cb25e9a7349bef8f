package linekeeper.callback.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.callback.CallbackId;
import linekeeper.callback.desk.Preview;
import linekeeper.callback.desk.Preview.Past;
import linekeeper.callback.desk.Preview.Place;
import linekeeper.callback.model.Callback;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Cursor;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What there was with a citizen before he is called. An agent sees that of the task that he holds
 * or held, and of those that are to be had; who may read calls sees any. Each look is audited.
 */
@RestController
final class PreviewDoor {
  private static final int MOST = 100;
  private static final Refusal UNKNOWN =
      Refusal.of("callback.unknown", "there is no callback of that id", "callbackId");
  private static final String OWED = "owed ";
  private static final String CALLED = "called ";

  private final Preview preview;
  private final Callbacks callbacks;
  private final Audit audit;
  private final InstantSource clock;

  PreviewDoor(Preview preview, Callbacks callbacks, Audit audit, InstantSource clock) {
    this.preview = preview;
    this.callbacks = callbacks;
    this.audit = audit;
    this.clock = clock;
  }

  /** The earlier calls and callbacks of a task's citizen, and the task itself, newest first. */
  @GetMapping("/api/callbacks/{callbackId}/history")
  @Needs({Permission.MAKE_CALLBACKS, Permission.READ_CALLS})
  ResponseEntity<?> history(
      @PathVariable CallbackId callbackId,
      @AuthenticationPrincipal User user,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    Place after = cursor == null ? null : place(Cursor.read(cursor));
    Refusal invalid = refusal(limit, cursor != null && after == null);
    if (invalid != null) {
      return Problems.refused(invalid);
    }
    Optional<Callback> task = callbacks.find(callbackId);
    Refusal refusal = task.isEmpty() ? UNKNOWN : refusal(task.get(), user);
    audit.record(
        user.name(),
        "callback.history",
        "callback:" + callbackId,
        refusal == null,
        refusal == null ? "" : refusal.code());
    return refusal == null
        ? ResponseEntity.ok(page(task.orElseThrow(), user, after, limit))
        : Problems.refused(refusal);
  }

  private Page<PastView> page(Callback task, User user, @Nullable Place after, int limit) {
    Instant now = clock.instant();
    Predicate<AgentId> reads =
        agent -> user.may(Permission.READ_CALLS) || agent.value().equals(user.name());
    List<Past> found = preview.of(task.citizen(), after, limit);
    return new Page<>(
        found.stream().map(it -> PastView.of(it, now, reads)).toList(),
        found.size() == limit ? text(Place.of(found.getLast())) : null);
  }

  private static @Nullable Refusal refusal(Callback task, User user) {
    AgentId agent = task.agent();
    boolean own = agent != null && agent.value().equals(user.name());
    boolean toBeHad = agent == null && !task.closed();
    return own || toBeHad || user.may(Permission.READ_CALLS)
        ? null
        : Refusal.of("callback.forbidden", "another agent has it in hand, or it is over");
  }

  private static @Nullable Refusal refusal(int limit, boolean lost) {
    if (limit < 1 || limit > MOST) {
      return Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit");
    }
    return lost
        ? Refusal.of("cursor.invalid", "must be the nextCursor of the page before", "cursor")
        : null;
  }

  private static String text(Place place) {
    return new Cursor(place.at(), (place.owed() ? OWED : CALLED) + place.id()).text();
  }

  private static @Nullable Place place(@Nullable Cursor cursor) {
    if (cursor == null) {
      return null;
    }
    if (cursor.id().startsWith(OWED)) {
      return new Place(cursor.at(), cursor.id().substring(OWED.length()), true);
    }
    return cursor.id().startsWith(CALLED)
        ? new Place(cursor.at(), cursor.id().substring(CALLED.length()), false)
        : null;
  }
}
