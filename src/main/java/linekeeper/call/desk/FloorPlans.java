package linekeeper.call.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.call.model.FloorPlan;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;

/** Makes the floor's plan from its configuration, and refuses one that cannot work. */
final class FloorPlans {
  private FloorPlans() {}

  static FloorPlan of(FloorProperties properties) {
    List<QueueRules> queues = properties.queues().stream().map(FloorPlans::queue).toList();
    Set<String> known =
        properties.queues().stream().map(FloorProperties.Queue::id).collect(Collectors.toSet());
    return new FloorPlan(
        lines(properties, known),
        queues,
        properties.seats().stream()
            .map(it -> new FloorPlan.SeatPlace(new SeatId(it.id()), it.name()))
            .toList(),
        new SeatRules(properties.wrapUp(), properties.consoleGrace(), properties.missedLimit()),
        properties.licensedSeats(),
        new FloorPlan.Limits(properties.zeroTalk(), properties.calls()),
        properties.zone(),
        properties.outsideNumbers());
  }

  private static QueueRules queue(FloorProperties.Queue it) {
    return new QueueRules(
        new QueueId(it.id()),
        it.name(),
        it.skills(),
        it.strategy(),
        it.maxWaiting(),
        it.maxWait(),
        it.ring(),
        it.announceEvery(),
        it.priority());
  }

  private static Map<String, FloorPlan.Line> lines(FloorProperties properties, Set<String> queues) {
    Map<String, FloorPlan.Line> lines = new HashMap<>();
    for (FloorProperties.Line line : properties.lines()) {
      if (!queues.contains(line.queue())) {
        throw new IllegalArgumentException(
            "linekeeper.floor.lines: line "
                + line.id()
                + " names the queue "
                + line.queue()
                + ", which is not there");
      }
      for (String number : line.numbers()) {
        FloorPlan.Line before =
            lines.put(
                number,
                new FloorPlan.Line(
                    new LineId(line.id()),
                    line.name(),
                    new QueueId(line.queue()),
                    line.greeting()));
        if (before != null) {
          throw new IllegalArgumentException(
              "linekeeper.floor.lines: the number " + number + " is there twice");
        }
      }
    }
    return lines;
  }
}
