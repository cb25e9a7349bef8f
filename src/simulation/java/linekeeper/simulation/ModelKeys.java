package linekeeper.simulation;

import java.util.SplittableRandom;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;

/**
 * Who presses keys while he calls: now and then, twice, the wrong one, or in the very instant in
 * which somebody answers. Has chance of its own, so that the others' stories stay what they are.
 */
final class ModelKeys {
  private final World world;
  private final ModelSwitch telephony;
  private final SplittableRandom chance;

  ModelKeys(World world, ModelSwitch telephony, long seed) {
    this.world = world;
    this.telephony = telephony;
    this.chance = new SplittableRandom(seed ^ 0x9E15L);
    telephony.atAnswer(this::inThatInstant);
  }

  /** A caller who may press something later. */
  void calls(LegId leg) {
    if (chance.nextInt(3) != 0) {
      return;
    }
    long after = 2_000L + chance.nextInt(40_000);
    world.after(after, () -> presses(leg, chance.nextInt(6) == 0 ? '2' : '1'));
    if (chance.nextInt(3) == 0) {
      world.after(after + chance.nextInt(1_500), () -> presses(leg, '1'));
    }
  }

  private void presses(LegId leg, char key) {
    ModelSwitch.Leg it = telephony.legs.get(leg);
    if (it != null && it.up) {
      telephony.says(leg, new Fact.DigitPressed(leg, key));
    }
  }

  private void inThatInstant() {
    if (chance.nextInt(12) == 0) {
      telephony.legs.values().stream()
          .filter(it -> it.inbound && it.up && it.bridge == null)
          .findFirst()
          .ifPresent(it -> presses(it.id, '1'));
    }
  }
}
