package linekeeper.call.desk;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.call.CallableNumbers;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Invitation;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;
import org.jspecify.annotations.Nullable;

/** Makes the floor's plan from its configuration, and refuses one that cannot work. */
final class FloorPlans {
  /** Whoever waits is to hear music in between. */
  private static final Duration SOONEST_AGAIN = Duration.ofSeconds(10);

  private FloorPlans() {}

  static FloorPlan of(FloorProperties properties, CallableNumbers callable) {
    List<QueueRules> queues = properties.queues().stream().map(FloorPlans::queue).toList();
    Set<String> known =
        properties.queues().stream().map(FloorProperties.Queue::id).collect(Collectors.toSet());
    return new FloorPlan(
        lines(properties, known, callable),
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

  private static @Nullable Invitation invitation(
      FloorProperties.Line line, CallableNumbers callable) {
    Duration after = line.inviteAfter();
    Duration every = line.inviteEvery() == null ? Duration.ZERO : line.inviteEvery();
    if (after == null) {
      return null;
    }
    if (!after.isPositive() || (!every.isZero() && every.compareTo(SOONEST_AGAIN) < 0)) {
      throw new IllegalArgumentException(
          "linekeeper.floor.lines: line "
              + line.id()
              + ": invite-after must be more than nothing, and invite-every zero or at least "
              + SOONEST_AGAIN.toSeconds()
              + " s");
    }
    return new Invitation(after, every, callable);
  }

  private static Map<String, FloorPlan.Line> lines(
      FloorProperties properties, Set<String> queues, CallableNumbers callable) {
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
                    line.greeting(),
                    invitation(line, callable)));
        if (before != null) {
          throw new IllegalArgumentException(
              "linekeeper.floor.lines: the number " + number + " is there twice");
        }
      }
    }
    return lines;
  }
}
