package linekeeper.call.web;

import linekeeper.access.User;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView.SeatView;

/**
 * What an agent sees of the floor: figures and queues, which seats are free, and the call in hand.
 */
final class Narrow {
  private Narrow() {}

  static FloorSnapshot to(User user, FloorSnapshot all) {
    return new FloorSnapshot(
        all.step(),
        all.at(),
        all.figures(),
        all.queues(),
        all.seats().stream()
            .map(it -> user.name().equals(it.agent()) ? it : anonymous(it))
            .toList(),
        all.calls().stream().filter(it -> user.name().equals(it.agent())).toList());
  }

  private static SeatView anonymous(SeatView it) {
    return new SeatView(
        it.id(),
        it.name(),
        it.state(),
        it.since(),
        null,
        null,
        it.phoneReachable(),
        null,
        null,
        null,
        0);
  }
}
