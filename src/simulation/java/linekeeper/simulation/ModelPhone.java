package linekeeper.simulation;

import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import org.jspecify.annotations.Nullable;

/** A phone at a seat, or somewhere outside: it answers, declines, rings for ever, or dies. */
final class ModelPhone {
  private static final int[] NO = {17, 21, 0, 20, 19};
  private final World world;
  private final ModelSwitch telephony;
  private final @Nullable SeatId seat;
  private boolean registered;

  ModelPhone(World world, ModelSwitch telephony, @Nullable SeatId seat) {
    this.world = world;
    this.telephony = telephony;
    this.seat = seat;
  }

  SeatId seat() {
    return java.util.Objects.requireNonNull(seat);
  }

  boolean registered() {
    return registered;
  }

  void registers() {
    registered = true;
    telephony.phoneSeen(seat(), true);
  }

  void unregisters() {
    registered = false;
    telephony.phoneSeen(seat(), false);
  }

  /** The switch no longer knows it. */
  void removed() {
    registered = false;
  }

  /** The switch rings it. */
  void rings(ModelSwitch.Leg leg) {
    LegId id = leg.id;
    if (seat != null && !registered) {
      telephony.ends(id, 20);
      return;
    }
    leg.far =
        new ModelSwitch.Far() {
          private boolean talking;

          @Override
          public void joined() {
            if (!talking) {
              talking = true;
              talks(id);
            }
          }
        };
    world.after(world.between(0, 300), () -> telephony.says(id, new Fact.LegRinging(id)));
    int mood = world.chance.nextInt(100);
    if (mood < 78) {
      world.after(world.about(2_500), () -> telephony.answered(id));
    } else if (mood < 90) {
      int cause = NO[world.chance.nextInt(NO.length)];
      world.after(world.about(1_500), () -> telephony.ends(id, cause));
    }
    // else it rings for ever
  }

  private void talks(LegId id) {
    int mood = world.chance.nextInt(100);
    if (mood < 45) {
      world.after(world.about(12_000), () -> telephony.ends(id, 16));
    } else if (mood < 52) {
      // it loses its network
      world.after(world.about(3_000), () -> telephony.ends(id, 0));
    } else if (mood < 62) {
      long pressed = world.about(4_000);
      world.after(pressed, () -> telephony.says(id, new Fact.LegHeld(id)));
      world.after(pressed + world.about(4_000), () -> telephony.says(id, new Fact.LegResumed(id)));
    }
    // nobody stays for ever
    world.after(120_000, () -> telephony.ends(id, 16));
  }
}
