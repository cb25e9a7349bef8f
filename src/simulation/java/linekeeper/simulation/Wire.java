package linekeeper.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LinkState;

/**
 * The way from the switch to the floor: facts of one leg keep their order, facts of different legs
 * cross, some come twice, and what is under way when the link is cut never comes.
 */
final class Wire {
  private static final long SLOWEST_NANOS = 200_000_000;
  private final World world;
  private final Troubles troubles;
  private final Consumer<Fact> ear;
  private final Map<Object, Long> latest = new HashMap<>();
  private int epoch;
  private boolean up;
  private long upSince;

  Wire(World world, Troubles troubles, Consumer<Fact> ear) {
    this.world = world;
    this.troubles = troubles;
    this.ear = ear;
  }

  boolean up() {
    return up;
  }

  /** Nanoseconds since which it is up without a break. */
  long upSince() {
    return upSince;
  }

  /** Counts the times it was cut. */
  int epoch() {
    return epoch;
  }

  /** The switch says something about a leg, a playing or whatever keeps its own order. */
  void say(Object stream, Fact fact) {
    if (!up) {
      return;
    }
    long at = Math.max(world.nanos() + delay(), latest.getOrDefault(stream, 0L));
    latest.put(stream, at);
    deliver(at, fact);
    if (world.seldom(troubles.duplicates()) && !(fact instanceof Fact.PhoneSeen)) {
      deliver(world.seldom(300) ? at + world.between(0, 3_000_000_000L) : at, fact);
    }
  }

  /** Something that our own side of the link says; nothing can hold it up. */
  void sayLocally(Fact fact) {
    world.after(world.between(0, 5), () -> ear.accept(fact));
  }

  private void deliver(long at, Fact fact) {
    int sent = epoch;
    world.afterNanos(
        at - world.nanos(),
        () -> {
          if (sent == epoch) {
            ear.accept(fact);
          }
        });
  }

  private long delay() {
    return world.seldom(50) ? world.between(0, SLOWEST_NANOS) : world.between(100_000, 5_000_000);
  }

  /** The link is gone. */
  void cut() {
    if (up) {
      up = false;
      epoch++;
      latest.clear();
      ear.accept(new Fact.LinkChanged(LinkState.DOWN, "cut"));
    }
  }

  /** The link is there, and this is true now. */
  void back(Fact.Synced truth) {
    up = true;
    ear.accept(new Fact.LinkChanged(LinkState.SYNCING, "simulation"));
    ear.accept(truth);
    ear.accept(new Fact.LinkChanged(LinkState.UP, "simulation"));
    upSince = world.nanos();
  }
}
