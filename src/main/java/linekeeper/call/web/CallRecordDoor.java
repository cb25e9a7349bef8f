package linekeeper.call.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.call.store.CallSearch;
import linekeeper.call.store.Calls;
import linekeeper.call.store.StoredCall;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Cursor;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The calls that were. An agent sees the calls he took; who may read calls sees all. Numbers are
 * masked.
 */
@RestController
final class CallRecordDoor {
  private static final int MOST = 200;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Calls calls;
  private final Audit audit;
  private final Clock clock;

  CallRecordDoor(Calls calls, Audit audit, Clock clock) {
    this.calls = calls;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Calls by arrival in {@code [from, to)}, newest first; the last 24 hours unless asked otherwise.
   */
  @GetMapping("/api/calls")
  @Needs({Permission.READ_CALLS, Permission.TAKE_CALLS})
  ResponseEntity<?> search(
      @AuthenticationPrincipal User user,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "all") String state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Period period = Period.of(from, to, clock.instant().plusSeconds(1), A_DAY);
    Refusal refusal = CallPages.check(state, limit, MOST, cursor);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    Cursor after = CallPages.parse(cursor);
    CallSearch search =
        new CallSearch(
            period.from(),
            period.to(),
            state,
            user.may(Permission.READ_CALLS) ? null : user.name(),
            after == null ? null : after.at(),
            after == null ? null : after.id(),
            limit);
    List<StoredCall> found = calls.search(search);
    return ResponseEntity.ok(
        new Page(
            found.stream().map(CallRecord::of).toList(),
            found.size() == limit ? CallPages.cursor(found.getLast()) : null));
  }

  /** One call. */
  @GetMapping("/api/calls/{callId}")
  @Needs({Permission.READ_CALLS, Permission.TAKE_CALLS})
  ResponseEntity<?> find(@PathVariable CallId callId, @AuthenticationPrincipal User user) {
    Optional<StoredCall> found = calls.find(callId).filter(it -> mayRead(user, it));
    return found.isPresent() ? ResponseEntity.ok(CallRecord.of(found.get())) : unknown(callId);
  }

  /** The caller's full number, for a reason that is put on record. */
  @PostMapping("/api/calls/{callId}/reveal")
  @Needs(Permission.REVEAL_NUMBERS)
  ResponseEntity<?> reveal(
      @PathVariable CallId callId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    Optional<StoredCall> found = calls.find(callId);
    audit.record(user.name(), "call.reveal", "call:" + callId, found.isPresent(), body.reason());
    return found.isPresent()
        ? ResponseEntity.ok(new Revealed(found.get().caller().value()))
        : unknown(callId);
  }

  private static boolean mayRead(User user, StoredCall call) {
    return user.may(Permission.READ_CALLS) || user.name().equals(call.agent());
  }

  private static ResponseEntity<?> unknown(CallId call) {
    return Problems.refused(
        Refusal.of("call.unknown", "there is no call " + call + " that you may see", "callId"));
  }

  /** Some calls, and where the next page begins. */
  record Page(List<CallRecord> items, @Nullable String nextCursor) {}

  /** Why a full number is needed. */
  record Why(@NotBlank @Size(max = 200) String reason) {}

  /** A full number. */
  record Revealed(String caller) {}
}
