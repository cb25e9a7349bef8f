package linekeeper.call.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.call.Floor;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.watch.FloorView;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The floor as it is now. */
@RestController
final class FloorDoor {
  private final Floor floor;
  private final FloorPlan plan;

  FloorDoor(Floor floor, FloorPlan plan) {
    this.floor = floor;
    this.plan = plan;
  }

  /**
   * Figures, lines, queues, seats and calls, taken between two steps of the lane. Who may not see
   * the whole floor sees which seats are free, and of calls only the one in hand.
   */
  @GetMapping("/api/floor")
  @Needs({Permission.SEE_FLOOR, Permission.TAKE_CALLS})
  CompletionStage<FloorNow> now(@AuthenticationPrincipal User user) {
    return floor
        .snapshot()
        .thenApply(it -> user.may(Permission.SEE_FLOOR) ? it : Narrow.to(user, it))
        .thenApply(it ->
            new FloorNow(
                it.step(), it.at(), it.figures(), lines(), it.queues(), it.seats(), it.calls()));
  }

  private List<LineNow> lines() {
    return plan.lines().entrySet().stream()
        .map(it ->
            new LineNow(
                it.getValue().id().value(),
                it.getValue().name(),
                it.getKey(),
                it.getValue().queue().value()))
        .sorted(Comparator.comparing(LineNow::number))
        .toList();
  }

  /** The whole floor; {@code step} counts as the live messages do. */
  record FloorNow(
      long step,
      Instant at,
      FloorView.FiguresView figures,
      List<LineNow> lines,
      List<FloorView.QueueView> queues,
      List<FloorView.SeatView> seats,
      List<FloorView.CallView> calls) {}

  /** An inbound number. */
  record LineNow(String id, String name, String number, String queue) {}
}
