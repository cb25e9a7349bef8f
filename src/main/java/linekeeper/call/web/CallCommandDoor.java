package linekeeper.call.web;

import jakarta.validation.Valid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.CallCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
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
  private final Floor floor;
  private final Audit audit;

  CallCommandDoor(Floor floor, Audit audit) {
    this.floor = floor;
    this.audit = audit;
  }

  /** Declines the call that rings. */
  @PostMapping("/api/calls/{callId}/decline")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> decline(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.decline", FloorCommand.Decline::new);
  }

  /** Puts the caller on hold. */
  @PostMapping("/api/calls/{callId}/hold")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> hold(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.hold", FloorCommand.Hold::new);
  }

  /** Takes the caller off hold. */
  @PostMapping("/api/calls/{callId}/resume")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> resume(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.resume", FloorCommand.Resume::new);
  }

  /** Ends the call. */
  @PostMapping("/api/calls/{callId}/hang-up")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> hangUp(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.hang-up", FloorCommand.HangUp::new);
  }

  /** Passes the caller on without asking first. */
  @PostMapping("/api/calls/{callId}/transfer")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> transfer(
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
  CompletionStage<ResponseEntity<?>> consult(
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
  CompletionStage<ResponseEntity<?>> completeTransfer(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.complete-transfer", FloorCommand.CompleteTransfer::new);
  }

  /** Drops whom was consulted. */
  @PostMapping("/api/calls/{callId}/cancel-consult")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> cancelConsult(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.cancel-consult", FloorCommand.CancelConsult::new);
  }

  /** All three together (三方通话). */
  @PostMapping("/api/calls/{callId}/three-way")
  @Needs(Permission.TAKE_CALLS)
  CompletionStage<ResponseEntity<?>> threeWay(
      @PathVariable CallId callId, @AuthenticationPrincipal User user) {
    return ask(callId, user, "call.three-way", FloorCommand.ThreeWay::new);
  }

  private CompletionStage<ResponseEntity<?>> ask(
      CallId call, User user, String action, BiFunction<CallId, SeatId, CallCommand> command) {
    SeatId seat = floor.seatOf(new AgentId(user.name()));
    if (seat == null) {
      return refused(Refusal.of("agent.signed-out", "sign in at a seat first"));
    }
    return floor
        .ask(command.apply(call, seat))
        .thenApply(answer -> {
          Refusal refusal = answer.refusal();
          audit.record(
              user.name(),
              action,
              "call:" + call,
              refusal == null,
              refusal == null ? "" : refusal.code());
          return Problems.done(refusal);
        });
  }

  private static CompletionStage<ResponseEntity<?>> noTarget() {
    return refused(Refusal.of("target.invalid", "name exactly one of seat, queue and number"));
  }

  private static CompletionStage<ResponseEntity<?>> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(Problems.refused(refusal));
  }

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
