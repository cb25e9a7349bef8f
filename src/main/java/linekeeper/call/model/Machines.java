package linekeeper.call.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.queue.model.QueueMachine;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatMachine;

/** The machines of a floor, each made once for its rules. */
final class Machines {
  final SeatMachine seats;
  private final Map<QueueId, QueueMachine> queues = new HashMap<>();
  private final Map<QueueId, QueueRules> queueRules = new HashMap<>();
  private final Map<Rules, CallMachine> calls = new HashMap<>();
  private final FloorPlan plan;

  Machines(FloorPlan plan) {
    this.plan = plan;
    this.seats = new SeatMachine(plan.seatRules());
    for (QueueRules rules : plan.queues()) {
      queues.put(rules.id(), new QueueMachine(rules));
      queueRules.put(rules.id(), rules);
    }
  }

  /** By what a call's rules are found. */
  private record Rules(LineId line, QueueId queue) {}

  QueueMachine queue(QueueId id) {
    return java.util.Objects.requireNonNull(queues.get(id), () -> "no queue " + id);
  }

  QueueRules rules(QueueId id) {
    return java.util.Objects.requireNonNull(queueRules.get(id), () -> "no queue " + id);
  }

  /**
   * The machine of a call's line and queue; a call whose line was taken out of the plan goes on by
   * its queue's rules.
   */
  CallMachine call(Card card) {
    return calls.computeIfAbsent(new Rules(card.line(), card.queue()), this::machine);
  }

  private CallMachine machine(Rules key) {
    QueueRules queue = rules(key.queue());
    Optional<FloorPlan.Line> line =
        plan.lines().values().stream().filter(it -> it.id().equals(key.line())).findFirst();
    return new CallMachine(
        new CallRules(
            line.map(FloorPlan.Line::greeting).orElse(List.of()),
            queue.maxWait(),
            queue.ring(),
            queue.announceEvery(),
            plan.limits().zeroTalk(),
            line.map(FloorPlan.Line::invitation).orElse(null)));
  }
}
