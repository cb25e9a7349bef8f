package linekeeper.call.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.CallCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an agent does with the call in hand. The seat that acts is the one the agent is signed in
 * at.
 */
@RestController
final class CallCommandDoor {
  private final Commands commands;

  CallCommandDoor(Commands commands) {
    this.commands = commands;
  }

  /** Declines the call that rings. */
  @PostMapping("/api/calls/{callId}/decline")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> decline(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.decline", FloorCommand.Decline::new);
  }

  /** Puts the caller on hold. */
  @PostMapping("/api/calls/{callId}/hold")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> hold(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.hold", FloorCommand.Hold::new);
  }

  /** Takes the caller off hold. */
  @PostMapping("/api/calls/{callId}/resume")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> resume(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.resume", FloorCommand.Resume::new);
  }

  /**
   * Has silence recorded while something is said that must not be kept, such as a card's number;
   * for five minutes at most, and only while the two talk: hold, transfer or consultation ends it.
   * It is so when the call's view says {@code recordingPaused}.
   */
  @PostMapping("/api/calls/{callId}/pause-recording")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> pauseRecording(
      @PathVariable CallId callId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    AgentId agent = new AgentId(user.name());
    return ask(
        callId,
        user,
        "call.pause-recording",
        (call, seat) -> new FloorCommand.PauseRecording(call, seat, agent, body.reason()));
  }

  /** Has everything recorded again. */
  @PostMapping("/api/calls/{callId}/resume-recording")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> resumeRecording(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.resume-recording", FloorCommand.ResumeRecording::new);
  }

  /** Ends the call. */
  @PostMapping("/api/calls/{callId}/hang-up")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> hangUp(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.hang-up", FloorCommand.HangUp::new);
  }

  /** Passes the caller on without asking first. */
  @PostMapping("/api/calls/{callId}/transfer")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> transfer(
      @PathVariable CallId callId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody To body) {
    Target target = body.target();
    return target == null
        ? noTarget()
        : ask(
            callId,
            user,
            "call.transfer",
            (call, seat) -> new FloorCommand.BlindTransfer(call, seat, target));
  }

  /** Holds the caller and rings somebody to ask. */
  @PostMapping("/api/calls/{callId}/consult")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> consult(
      @PathVariable CallId callId,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody To body) {
    Target target = body.target();
    return target == null
        ? noTarget()
        : ask(
            callId,
            user,
            "call.consult",
            (call, seat) -> new FloorCommand.Consult(call, seat, target));
  }

  /** Leaves the caller with whom was consulted. */
  @PostMapping("/api/calls/{callId}/complete-transfer")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> completeTransfer(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.complete-transfer", FloorCommand.CompleteTransfer::new);
  }

  /** Drops whom was consulted. */
  @PostMapping("/api/calls/{callId}/cancel-consult")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> cancelConsult(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.cancel-consult", FloorCommand.CancelConsult::new);
  }

  /** All three together (三方通话). */
  @PostMapping("/api/calls/{callId}/three-way")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<ProblemDetail>> threeWay(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.three-way", FloorCommand.ThreeWay::new);
  }

  private CompletionStage<ResponseEntity<ProblemDetail>> ask(
      CallId call, User user, String action, BiFunction<CallId, SeatId, CallCommand> command) {
    SeatId seat = commands.seatOf(user);
    return seat == null
        ? Commands.refused(Refusal.of("agent.signed-out", "sign in at a seat first"))
        : commands.ask(user, action, "call:" + call, command.apply(call, seat));
  }

  private static CompletionStage<ResponseEntity<ProblemDetail>> noTarget() {
    return Commands.refused(
        Refusal.of("target.invalid", "name exactly one of seat, queue and number"));
  }

  /** What silence is wanted for. */
  record Why(@NotBlank @Size(max = 100) String reason) {}

  /** Whom to pass the caller to, or to ask: exactly one. */
  record To(@Nullable SeatId seat, @Nullable QueueId queue, @Nullable PhoneNumber number) {
    @Nullable Target target() {
      int named = (seat == null ? 0 : 1) + (queue == null ? 0 : 1) + (number == null ? 0 : 1);
      if (named != 1) {
        return null;
      }
      if (seat != null) {
        return new Target.ToSeat(seat);
      }
      return queue != null
          ? new Target.ToQueue(queue)
          : new Target.ToNumber(java.util.Objects.requireNonNull(number));
    }
  }
}
