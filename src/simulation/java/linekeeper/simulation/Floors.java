package linekeeper.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Invitation;
import linekeeper.call.model.Plans;
import linekeeper.queue.model.Preference;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;

/** Another floor for every seed: roomy or cramped, patient or strict. */
final class Floors {
  private Floors() {}

  static FloorPlan of(long seed) {
    SplittableRandom chance = new SplittableRandom(seed * 31 + 7);
    FloorPlan plain = Plans.PLAIN;
    boolean cramped = chance.nextInt(4) == 0;
    List<QueueRules> queues =
        plain.queues().stream().map(it -> queue(it, cramped, chance)).toList();
    SeatRules seats =
        new SeatRules(
            Duration.ofSeconds(chance.nextInt(3) == 0 ? 0 : 5 + chance.nextInt(30)),
            Duration.ofSeconds(10 + chance.nextInt(60)),
            chance.nextInt(4));
    FloorPlan.Limits limits =
        new FloorPlan.Limits(
            Duration.ofMillis(chance.nextInt(2) * 300L), cramped ? 8 + chance.nextInt(8) : 200);
    return Plans.withLimits(Plans.withSeatRules(Plans.withQueues(plain, queues), seats), limits);
  }

  /** The same floor, whose callers may ask to be called back while they wait. */
  static FloorPlan inviting(long seed) {
    SplittableRandom chance = new SplittableRandom(seed ^ 0x1417E);
    Invitation invitation =
        new Invitation(
            Duration.ofSeconds(1 + chance.nextInt(15)),
            Duration.ofSeconds(chance.nextInt(2) * (10L + chance.nextInt(30))),
            (number, _, _) -> !number.withheld());
    return Plans.inviting(of(seed), invitation);
  }

  private static QueueRules queue(QueueRules it, boolean cramped, SplittableRandom chance) {
    List<Preference> strategy =
        List.of(
                List.of(Preference.FEWEST_MISSED, Preference.LONGEST_IDLE),
                List.of(Preference.LEAST_SKILLED, Preference.LONGEST_IDLE),
                List.<Preference>of())
            .get(chance.nextInt(3));
    return new QueueRules(
        it.id(),
        it.name(),
        it.skills(),
        strategy,
        cramped ? 1 + chance.nextInt(4) : 50,
        Duration.ofSeconds(20 + chance.nextInt(280)),
        Duration.ofSeconds(5 + chance.nextInt(20)),
        Duration.ofSeconds(chance.nextInt(2) * (5L + chance.nextInt(30))),
        chance.nextInt(2));
  }
}
