package linekeeper.simulation;

import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;

/** A caller with so much patience, who hangs up when it is over or when all is said. */
final class ModelCaller implements ModelSwitch.Far {
  private final World world;
  private final ModelSwitch telephony;
  private final LegId leg;
  private boolean talking;
  private boolean gone;

  private ModelCaller(World world, ModelSwitch telephony, LegId leg) {
    this.world = world;
    this.telephony = telephony;
    this.leg = leg;
  }

  static void calls(World world, ModelSwitch telephony, int number, String dialled) {
    LegId id = new LegId("caller-" + number);
    PhoneNumber from =
        world.seldom(60) ? PhoneNumber.WITHHELD : new PhoneNumber("138" + (10_000_000 + number));
    calls(world, telephony, id, from, dialled);
  }

  /** Somebody with this number calls. */
  static void calls(
      World world, ModelSwitch telephony, LegId id, PhoneNumber from, String dialled) {
    ModelCaller caller = new ModelCaller(world, telephony, id);
    ModelSwitch.Leg leg = new ModelSwitch.Leg(id, true, from, dialled);
    leg.far = caller;
    telephony.arrives(leg);
    world.after(world.seldom(100) ? world.between(0, 500) : world.about(40_000), caller::loses);
  }

  /** His patience is over, unless somebody talks to him. */
  private void loses() {
    if (!talking) {
      hangsUp();
    }
  }

  private void hangsUp() {
    if (!gone) {
      telephony.ends(leg, 16);
    }
  }

  @Override
  public void joined() {
    if (talking) {
      return;
    }
    talking = true;
    if (world.seldom(30)) {
      hangsUp();
    } else {
      world.after(world.seldom(500) ? world.about(12_000) : 90_000, this::hangsUp);
    }
  }

  @Override
  public void over() {
    gone = true;
  }
}
