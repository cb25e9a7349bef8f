package linekeeper.call.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.platform.web.Problems;
import linekeeper.telephony.Switch;
import linekeeper.telephony.Switch.PhoneAccount;
import linekeeper.telephony.Switch.PhoneKind;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What an agent does at a seat, and what a team leader decides about it. */
@RestController
final class SeatDoor {
  private static final Duration PHONE = Duration.ofSeconds(5);

  private static final Refusal NO_PHONE =
      Refusal.of(
          "switch.unavailable", "the switch could not give this seat a phone: try again shortly");

  private final Floor floor;
  private final ObjectProvider<Switch> telephony;
  private final Commands commands;

  SeatDoor(Floor floor, ObjectProvider<Switch> telephony, Commands commands) {
    this.floor = floor;
    this.telephony = telephony;
    this.commands = commands;
  }

  /** Signs the user in at a free seat and gives its phone a fresh secret, shown this once. */
  @PostMapping("/api/seats/{seatId}/sign-in")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> signIn(
      @PathVariable SeatId seatId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody SignIn body) {
    FloorCommand signIn = new FloorCommand.SignIn(seatId, new AgentId(user.name()), user.skills());
    return commands
        .put(user, "seat.sign-in", "seat:" + seatId, signIn)
        .thenCompose(refusal ->
            refusal == null
                ? phone(seatId, body.phone()).exceptionallyCompose(failure -> withdraw(seatId))
                : CompletableFuture.completedFuture(Problems.refused(refusal)));
  }

  /**
   * Gives the seat's phone a fresh secret, at the host that serves now: for a page that lost the
   * old one, and after another host took over. The phone with the old secret is out.
   */
  @PostMapping("/api/seats/{seatId}/phone")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> renew(
      @PathVariable SeatId seatId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody SignIn body) {
    if (!seatId.equals(commands.seatOf(user))) {
      return CompletableFuture.completedFuture(Problems.refused(notYours(seatId)));
    }
    return phone(seatId, body.phone())
        .handle((made, failure) -> {
          Refusal refusal = failure == null ? null : NO_PHONE;
          commands.note(user, "seat.phone", "seat:" + seatId, refusal);
          return refusal == null ? made : Problems.refused(refusal);
        });
  }

  private CompletionStage<ResponseEntity<?>> phone(SeatId seat, PhoneKind kind) {
    Switch to = telephony.getIfAvailable();
    CompletionStage<PhoneAccount> account =
        to == null
            ? CompletableFuture.failedFuture(new IllegalStateException("no switch"))
            : to.createPhone(seat, kind)
                .toCompletableFuture()
                .orTimeout(PHONE.toSeconds(), TimeUnit.SECONDS);
    return account.thenApply(it -> ResponseEntity.ok(new SignedIn(seat, Phone.of(it))));
  }

  /** A seat without a phone is of no use: nothing is left half done. */
  private CompletionStage<ResponseEntity<?>> withdraw(SeatId seat) {
    return floor
        .ask(new FloorCommand.SignOut(seat, true))
        .thenApply(_ -> Problems.refused(NO_PHONE));
  }

  /** Signs out. */
  @PostMapping("/api/seats/{seatId}/sign-out")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> signOut(
      @PathVariable SeatId seatId, @AuthenticationPrincipal User user) {
    return own(seatId, user, "seat.sign-out", seat -> new FloorCommand.SignOut(seat, false));
  }

  /** Takes calls from now on. */
  @PostMapping("/api/seats/{seatId}/ready")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> ready(
      @PathVariable SeatId seatId, @AuthenticationPrincipal User user) {
    return own(seatId, user, "seat.ready", FloorCommand.GoReady::new);
  }

  /** Takes no calls (示忙). */
  @PostMapping("/api/seats/{seatId}/busy")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> busy(
      @PathVariable SeatId seatId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Reason body) {
    return own(seatId, user, "seat.busy", seat -> new FloorCommand.GoBusy(seat, body.reason()));
  }

  /** Asks for a break (小休). */
  @PostMapping("/api/seats/{seatId}/break")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> askBreak(
      @PathVariable SeatId seatId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Break body) {
    return own(
        seatId,
        user,
        "seat.break",
        seat -> new FloorCommand.AskBreak(seat, body.reason(), body.minutes()));
  }

  /** Ends the wrap-up. */
  @PostMapping("/api/seats/{seatId}/finish-wrap-up")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> finishWrapUp(
      @PathVariable SeatId seatId, @AuthenticationPrincipal User user) {
    return own(seatId, user, "seat.finish-wrap-up", FloorCommand.FinishWrapUp::new);
  }

  /** A team leader grants or refuses a break. */
  @PostMapping("/api/seats/{seatId}/break/decision")
  @Needs(Permission.LEAD_FLOOR)
  CompletionStage<ResponseEntity<ProblemDetail>> decideBreak(
      @PathVariable SeatId seatId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Decision body) {
    return ask(user, "seat.break-decision", new FloorCommand.DecideBreak(seatId, body.granted()));
  }

  /** A team leader signs an agent out; a call in hand is finished first. */
  @PostMapping("/api/seats/{seatId}/force-sign-out")
  @Needs(Permission.LEAD_FLOOR)
  CompletionStage<ResponseEntity<ProblemDetail>> forceSignOut(
      @PathVariable SeatId seatId, @AuthenticationPrincipal User user) {
    return ask(user, "seat.force-sign-out", new FloorCommand.SignOut(seatId, true));
  }

  private CompletionStage<ResponseEntity<ProblemDetail>> own(
      SeatId seat, User user, String action, Function<SeatId, FloorCommand.SeatCommand> command) {
    return seat.equals(commands.seatOf(user))
        ? ask(user, action, command.apply(seat))
        : Commands.refused(notYours(seat));
  }

  private static Refusal notYours(SeatId seat) {
    return Refusal.of("seat.not-yours", "you are not signed in at seat " + seat, "seatId");
  }

  private CompletionStage<ResponseEntity<ProblemDetail>> ask(
      User user, String action, FloorCommand.SeatCommand command) {
    return commands.ask(user, action, "seat:" + command.seat(), command);
  }

  /** Which phone stands at the seat. */
  record SignIn(@NotNull PhoneKind phone) {}

  /** Why. */
  record Reason(@NotBlank @Size(max = 40) String reason) {}

  /** Why, and for how long. */
  record Break(@NotBlank @Size(max = 40) String reason, @Min(1) @Max(120) int minutes) {}

  /** Yes or no. */
  record Decision(@NotNull Boolean granted) {}

  /** Where the user is signed in, and the phone to be registered. */
  record SignedIn(SeatId seat, Phone phone) {}

  /** What the phone needs to register; the secret is shown once. */
  record Phone(String user, String secret, String domain, String webSocket) {
    static Phone of(PhoneAccount account) {
      return new Phone(account.user(), account.secret(), account.domain(), account.webSocket());
    }

    @Override
    public String toString() {
      return "Phone[" + user + "]";
    }
  }
}
