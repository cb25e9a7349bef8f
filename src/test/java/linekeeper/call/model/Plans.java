package linekeeper.call.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Preference;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;

/** Floors for tests. */
public final class Plans {
  /** The number dialled. */
  public static final String NUMBER = "12345";

  /** A number whose callers wait in {@link #HEALTH}. */
  public static final String HEALTH_NUMBER = "12320";

  /** Where most wait. */
  public static final QueueId HOTLINE = new QueueId("hotline");

  /** Where those wait who need a seat with the skill {@code health}. */
  public static final QueueId HEALTH = new QueueId("health");

  /**
   * Two lines and queues, six seats with four licences, ring 20 s, wait 5 min, announcement each 30
   * s, wrap-up 30 s, grace 60 s, three missed offers make a seat busy.
   */
  public static final FloorPlan PLAIN =
      new FloorPlan(
          Map.of(
              NUMBER,
              new FloorPlan.Line(
                  new LineId("main"), "Hotline", HOTLINE, List.of("greeting", "recorded"), null),
              HEALTH_NUMBER,
              new FloorPlan.Line(
                  new LineId("health"), "Health", HEALTH, List.of("greeting"), null)),
          List.of(queue(HOTLINE, Set.of(), 0), queue(HEALTH, Set.of("health"), 0)),
          IntStream.rangeClosed(1, 6)
              .mapToObj(it -> new FloorPlan.SeatPlace(new SeatId("s" + it), "Seat " + it))
              .toList(),
          new SeatRules(Duration.ofSeconds(30), Duration.ofSeconds(60), 3),
          4,
          new FloorPlan.Limits(Duration.ZERO, 200),
          ZoneId.of("Asia/Shanghai"),
          List.of("0?1[3-9][0-9]{9}"));

  private Plans() {}

  private static QueueRules queue(QueueId id, Set<String> skills, int priority) {
    return new QueueRules(
        id,
        id.value(),
        skills,
        List.of(Preference.FEWEST_MISSED, Preference.LONGEST_IDLE),
        50,
        Duration.ofMinutes(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        priority);
  }

  /** The same floor with other limits. */
  public static FloorPlan withLimits(FloorPlan plan, FloorPlan.Limits limits) {
    return new FloorPlan(
        plan.lines(),
        plan.queues(),
        plan.seats(),
        plan.seatRules(),
        plan.licensedSeats(),
        limits,
        plan.zone(),
        plan.outsideNumbers());
  }

  /** The same floor with other rules for seats. */
  public static FloorPlan withSeatRules(FloorPlan plan, SeatRules rules) {
    return new FloorPlan(
        plan.lines(),
        plan.queues(),
        plan.seats(),
        rules,
        plan.licensedSeats(),
        plan.limits(),
        plan.zone(),
        plan.outsideNumbers());
  }

  /** The same floor, on whose main line callers may ask to be called back. */
  public static FloorPlan inviting(FloorPlan plan, Invitation invitation) {
    Map<String, FloorPlan.Line> lines = new HashMap<>(plan.lines());
    lines.computeIfPresent(
        NUMBER,
        (_, it) -> new FloorPlan.Line(it.id(), it.name(), it.queue(), it.greeting(), invitation));
    return new FloorPlan(
        lines,
        plan.queues(),
        plan.seats(),
        plan.seatRules(),
        plan.licensedSeats(),
        plan.limits(),
        plan.zone(),
        plan.outsideNumbers());
  }

  /** The same floor with other queues. */
  public static FloorPlan withQueues(FloorPlan plan, List<QueueRules> queues) {
    return new FloorPlan(
        plan.lines(),
        queues,
        plan.seats(),
        plan.seatRules(),
        plan.licensedSeats(),
        plan.limits(),
        plan.zone(),
        plan.outsideNumbers());
  }

  /** The same queue, in which no more than so many may wait. */
  public static QueueRules atMost(QueueRules it, int maxWaiting) {
    return new QueueRules(
        it.id(),
        it.name(),
        it.skills(),
        it.strategy(),
        maxWaiting,
        it.maxWait(),
        it.ring(),
        it.announceEvery(),
        it.priority());
  }

  /** The same queue, served at another priority. */
  public static QueueRules atPriority(QueueRules it, int priority) {
    return new QueueRules(
        it.id(),
        it.name(),
        it.skills(),
        it.strategy(),
        it.maxWaiting(),
        it.maxWait(),
        it.ring(),
        it.announceEvery(),
        priority);
  }
}
