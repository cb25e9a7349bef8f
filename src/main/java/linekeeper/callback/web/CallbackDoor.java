package linekeeper.callback.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.callback.CallbackId;
import linekeeper.callback.desk.CallbackDesk;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.Result;
import linekeeper.callback.store.Callbacks;
import linekeeper.callback.store.Ledger;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Callbacks: what is owed, taking it, making it. */
@RestController
final class CallbackDoor {
  private static final int MOST = 500;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final CallbackDesk desk;
  private final Callbacks callbacks;
  private final Ledger ledger;
  private final Audit audit;
  private final InstantSource clock;

  CallbackDoor(
      CallbackDesk desk, Callbacks callbacks, Ledger ledger, Audit audit, InstantSource clock) {
    this.desk = desk;
    this.callbacks = callbacks;
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
  }

  /** Open callbacks, the earliest place first; or closed ones, the newest first. */
  @GetMapping("/api/callbacks")
  @Needs({Permission.MAKE_CALLBACKS, Permission.SEE_FLOOR})
  ResponseEntity<?> list(
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(defaultValue = "100") int limit) {
    if (!state.equals("open") && !state.equals("closed")) {
      return Problems.refused(Refusal.of("state.invalid", "must be open or closed", "state"));
    }
    if (limit < 1 || limit > MOST) {
      return Problems.refused(Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit"));
    }
    Instant now = clock.instant();
    return ResponseEntity.ok(
        new Page(
            callbacks.list(state.equals("closed"), limit).stream()
                .map(it -> CallbackView.of(it, now))
                .toList()));
  }

  /** One callback with its attempts. */
  @GetMapping("/api/callbacks/{callbackId}")
  @Needs({Permission.MAKE_CALLBACKS, Permission.SEE_FLOOR})
  ResponseEntity<?> read(@PathVariable CallbackId callbackId) {
    return callbacks
        .find(callbackId)
        .<ResponseEntity<?>>map(it ->
            ResponseEntity.ok(
                new WithAttempts(
                    CallbackView.of(it, clock.instant()),
                    callbacks.attempts(callbackId).stream().map(AttemptView::of).toList())))
        .orElseGet(() ->
            Problems.refused(Refusal.of("callback.unknown", "there is no callback of that id")));
  }

  /** What is open now: how much, how old, due soon, overdue. */
  @GetMapping("/api/callbacks/backlog")
  @Needs({Permission.MAKE_CALLBACKS, Permission.SEE_FLOOR})
  Ledger.Backlog backlog() {
    return ledger.backlog(clock.instant());
  }

  /** K-08 and K-09 of a period, by default the last 24 hours. */
  @GetMapping("/api/callbacks/figures")
  @Needs(Permission.SEE_FLOOR)
  ResponseEntity<?> figures(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    Period period = Period.of(from, to, clock.instant(), Duration.ofDays(1));
    Refusal refusal = period.refusal(LONGEST);
    return refusal == null
        ? ResponseEntity.ok(
            FiguresView.of(period.from(), period.to(), ledger.counts(period.from(), period.to())))
        : Problems.refused(refusal);
  }

  /** Takes a callback; nobody else can then. */
  @PostMapping("/api/callbacks/{callbackId}/claim")
  @Needs(Permission.MAKE_CALLBACKS)
  ResponseEntity<ProblemDetail> claim(
      @PathVariable CallbackId callbackId, @AuthenticationPrincipal User user) {
    return change(callbackId, user, "callback.claim", new CallbackInput.Claim(agent(user)));
  }

  /** Gives it back to all. */
  @PostMapping("/api/callbacks/{callbackId}/release")
  @Needs(Permission.MAKE_CALLBACKS)
  ResponseEntity<ProblemDetail> release(
      @PathVariable CallbackId callbackId, @AuthenticationPrincipal User user) {
    boolean leads = user.may(Permission.LEAD_FLOOR);
    return change(
        callbackId, user, "callback.release", new CallbackInput.Release(agent(user), leads));
  }

  /** Gives it to another agent, who must be signed in. */
  @PostMapping("/api/callbacks/{callbackId}/hand-over")
  @Needs(Permission.MAKE_CALLBACKS)
  ResponseEntity<ProblemDetail> handOver(
      @PathVariable CallbackId callbackId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Taker body) {
    boolean leads = user.may(Permission.LEAD_FLOOR);
    CallbackInput.HandOver input =
        new CallbackInput.HandOver(agent(user), leads, new AgentId(body.agent()));
    return answer(
        callbackId,
        user,
        "callback.hand-over",
        Optional.ofNullable(desk.handOver(callbackId, input)));
  }

  /** Promises him a call from then on; before that nobody calls him. */
  @PostMapping("/api/callbacks/{callbackId}/schedule")
  @Needs(Permission.MAKE_CALLBACKS)
  ResponseEntity<ProblemDetail> schedule(
      @PathVariable CallbackId callbackId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Promised body) {
    boolean leads = user.may(Permission.LEAD_FLOOR);
    return change(
        callbackId,
        user,
        "callback.schedule",
        new CallbackInput.Schedule(agent(user), leads, body.from(), body.until()));
  }

  /** Rings the agent's own phone, and when it is answered the citizen's. */
  @PostMapping("/api/callbacks/{callbackId}/dial")
  @Needs(Permission.MAKE_CALLBACKS)
  CompletionStage<ResponseEntity<ProblemDetail>> dial(
      @PathVariable CallbackId callbackId, @AuthenticationPrincipal User user) {
    return desk.dial(callbackId, agent(user), user.roles())
        .thenApply(refusal -> answer(callbackId, user, "callback.dial", refusal));
  }

  /** Says what came of talking to the citizen. */
  @PostMapping("/api/callbacks/{callbackId}/result")
  @Needs(Permission.MAKE_CALLBACKS)
  ResponseEntity<ProblemDetail> result(
      @PathVariable CallbackId callbackId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Said body) {
    return change(
        callbackId, user, "callback.result", new CallbackInput.Finish(agent(user), body.result()));
  }

  /** A team leader ends a callback that need not be made. */
  @PostMapping("/api/callbacks/{callbackId}/cancel")
  @Needs(Permission.LEAD_FLOOR)
  ResponseEntity<ProblemDetail> cancel(
      @PathVariable CallbackId callbackId, @AuthenticationPrincipal User user) {
    return change(callbackId, user, "callback.cancel", new CallbackInput.Cancel());
  }

  private ResponseEntity<ProblemDetail> change(
      CallbackId id, User user, String action, CallbackInput input) {
    return answer(id, user, action, Optional.ofNullable(desk.change(id, input)));
  }

  private ResponseEntity<ProblemDetail> answer(
      CallbackId id, User user, String action, Optional<Refusal> refusal) {
    String why = refusal.map(Refusal::code).orElse("");
    audit.record(user.name(), action, "callback:" + id, refusal.isEmpty(), why);
    return Problems.done(refusal.orElse(null));
  }

  private static AgentId agent(User user) {
    return new AgentId(user.name());
  }

  /**
   * When he is called.
   *
   * @param until when it is due at last; by default as soon after as a first attempt is due
   */
  record Promised(@NotNull Instant from, @Nullable Instant until) {}

  /** Who takes it: an agent's name. */
  record Taker(@NotBlank @Size(max = 64) String agent) {}

  /** What came of it. */
  record Said(@NotNull Result result) {}

  /** Callbacks. */
  record Page(List<CallbackView> items) {}

  /** A callback and its attempts. */
  record WithAttempts(CallbackView callback, List<AttemptView> attempts) {}
}
