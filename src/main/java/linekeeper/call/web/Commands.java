package linekeeper.call.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import linekeeper.access.Audit;
import linekeeper.access.User;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts a person's command to the floor, and on record how it was answered. */
@Component
final class Commands {
  private final Floor floor;
  private final Audit audit;

  Commands(Floor floor, Audit audit) {
    this.floor = floor;
    this.audit = audit;
  }

  /** 204, or the refusal; audited as {@code action} on {@code subject}. */
  CompletionStage<ResponseEntity<ProblemDetail>> ask(
      User user, String action, String subject, FloorCommand command) {
    return put(user, action, subject, command).thenApply(Problems::done);
  }

  /** The same, for whoever goes on after it: completes with the refusal or null. */
  CompletionStage<@Nullable Refusal> put(
      User user, String action, String subject, FloorCommand command) {
    return floor
        .ask(command)
        .thenApply(answer -> {
          note(user, action, subject, answer.refusal());
          return answer.refusal();
        });
  }

  /** Puts on record how something was answered that the floor need not be asked about. */
  void note(User user, String action, String subject, @Nullable Refusal refusal) {
    String code = refusal == null ? "" : refusal.code();
    audit.record(user.name(), action, subject, refusal == null, code);
  }

  /** The seat that this person is signed in at, or null. */
  @Nullable SeatId seatOf(User user) {
    return floor.seatOf(new AgentId(user.name()));
  }

  /** A refusal that the floor need not be asked about. */
  static CompletionStage<ResponseEntity<ProblemDetail>> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(Problems.refused(refusal));
  }
}
