package linekeeper.recording.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.TakeOuts;
import linekeeper.recording.model.TakeOut;
import linekeeper.recording.model.TakeOutSubject;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asking to take something out, and another person's decision on it. Each step and each refusal is
 * audited.
 */
@RestController
final class TakeOutDoor {
  private static final Refusal MALFORMED =
      Refusal.of(
          "subject.invalid",
          "must be recording:ID, call:ID, or days:FROM/TO of at most %d days"
              .formatted(TakeOutSubject.MOST_DAYS),
          "subject");

  private final TakeOuts takeOuts;
  private final Takers takers;
  private final Audit audit;

  TakeOutDoor(TakeOuts takeOuts, Takers takers, Audit audit) {
    this.takeOuts = takeOuts;
    this.takers = takers;
    this.audit = audit;
  }

  /**
   * Asks to take out {@code recording:ID}, {@code call:ID} with its recordings, or {@code
   * days:FROM/TO}, both included, at most 366. 200 where the same is asked for and open already.
   */
  @PostMapping("/api/take-outs")
  @Needs(Permission.EXPORT_EVIDENCE)
  ResponseEntity<?> ask(@AuthenticationPrincipal User user, @Valid @RequestBody Wish body) {
    Optional<TakeOutSubject> subject = TakeOutSubject.read(body.subject());
    if (subject.isEmpty()) {
      return turned(user, "take-out", MALFORMED);
    }
    Refusal refusal = TakeOuts.unreasoned(body.reason());
    if (refusal == null) {
      refusal = takers.refusal(subject.get(), user);
    }
    if (refusal != null) {
      return turned(user, subject.get().text(), refusal);
    }
    UUID id = UUID.randomUUID();
    TakeOut asked = takeOuts.ask(id, subject.get(), user.name(), body.reason());
    note(user, "take-out.ask", asked.id(), null, asked.subject().text() + ": " + asked.reason());
    return ResponseEntity.status(asked.id().equals(id) ? HttpStatus.CREATED : HttpStatus.OK)
        .body(TakeOutView.of(takeOuts.standing(asked)));
  }

  /**
   * One's own, and for those who may decide also what waits for a decision; the newest first, at
   * most a hundred of each.
   */
  @GetMapping("/api/take-outs")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.APPROVE_TAKE_OUTS})
  Page<TakeOutView> shown(@AuthenticationPrincipal User user) {
    boolean decides = user.may(Permission.APPROVE_TAKE_OUTS);
    return Page.whole(takeOuts.shown(user.name(), decides).stream().map(TakeOutView::of).toList());
  }

  /** Approves what somebody else asked for: he may take it out for some time. */
  @PostMapping("/api/take-outs/{id}/approve")
  @Needs(Permission.APPROVE_TAKE_OUTS)
  ResponseEntity<ProblemDetail> approve(@PathVariable UUID id, @AuthenticationPrincipal User user) {
    Refusal refusal = takeOuts.decide(id, user.name(), true, null);
    note(user, "take-out.approve", id, refusal, wish(id));
    return Problems.done(refusal);
  }

  /** Does not approve what somebody else asked for; with or without a reason. */
  @PostMapping("/api/take-outs/{id}/refuse")
  @Needs(Permission.APPROVE_TAKE_OUTS)
  ResponseEntity<ProblemDetail> refuse(
      @PathVariable UUID id,
      @AuthenticationPrincipal User user,
      @RequestBody(required = false) @Nullable WhyNot body) {
    String why = body == null ? null : body.reason();
    Refusal refusal = why == null ? null : TakeOuts.unreasoned(why);
    if (refusal == null) {
      refusal = takeOuts.decide(id, user.name(), false, why);
    }
    note(user, "take-out.refuse", id, refusal, why == null ? wish(id) : wish(id) + ": " + why);
    return Problems.done(refusal);
  }

  /** What it is about, for who reads the audit. */
  private String wish(UUID id) {
    return takeOuts.find(id).map(it -> it.subject().text() + " for " + it.askedBy()).orElse("");
  }

  private ResponseEntity<ProblemDetail> turned(User user, String subject, Refusal refusal) {
    audit.record(user.name(), "take-out.ask", subject, false, refusal.code());
    return Problems.refused(refusal);
  }

  private void note(User user, String action, UUID id, @Nullable Refusal refusal, String done) {
    String detail = refusal == null ? done : refusal.code();
    audit.record(user.name(), action, "take-out:" + id, refusal == null, detail);
  }

  /** What somebody wants to take out, and what for. */
  record Wish(@NotNull String subject, @NotNull String reason) {}

  /** What who decides says to it. */
  record WhyNot(@Nullable String reason) {}

  /** What somebody else decided on it. */
  record TakeOutDecision(String by, Instant at, boolean approved, @Nullable String why) {
    static TakeOutDecision of(TakeOut.Decided it) {
      return new TakeOutDecision(it.by(), it.at(), it.approved(), it.why());
    }
  }

  /**
   * What somebody asked for.
   *
   * @param until when its approval is over; null where it has none
   */
  record TakeOutView(
      UUID id,
      String subject,
      String reason,
      String askedBy,
      Instant askedAt,
      @Nullable TakeOutDecision decision,
      TakeOut.State state,
      @Nullable Instant until) {
    static TakeOutView of(TakeOuts.Standing it) {
      TakeOut asked = it.takeOut();
      TakeOut.Decided decided = asked.decision();
      return new TakeOutView(
          asked.id(),
          asked.subject().text(),
          asked.reason(),
          asked.askedBy(),
          asked.askedAt(),
          decided == null ? null : TakeOutDecision.of(decided),
          it.state(),
          it.until());
    }
  }
}
