package linekeeper.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Law;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerCall.End;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LedgerPlace.Mark;
import linekeeper.telephony.Snapshot;

/**
 * The switch's own ledger, and whoever follows it for the application: tells of each caller who is
 * gone and of whom the link told nothing. Its place is kept by the floor, and lost with it.
 */
final class ModelLedger {
  private static final long HEARD_BY_THEN_NANOS = 3_000_000_000L;
  private static final int KEPT_EVERY = 10;
  private final World world;
  private final FloorPlan plan;
  private final Map<LegId, Instant> arrived = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Set<LegId> heard = new HashSet<>();
  private int life;
  private int read;
  private int kept;

  private record Line(LedgerCall call, long nanos) {}

  ModelLedger(World world, FloorPlan plan) {
    this.world = world;
    this.plan = plan;
  }

  // what the switch writes

  void arrives(LegId leg) {
    arrived.put(leg, world.clock());
  }

  void ends(ModelSwitch.Leg leg, End end) {
    Instant at = arrived.get(leg.id);
    if (at == null || !plan.lines().containsKey(leg.dialled)) {
      return;
    }
    LedgerCall call =
        new LedgerCall(
            leg.id,
            leg.number,
            leg.dialled,
            false,
            at,
            null,
            null,
            0,
            null,
            null,
            null,
            world.clock(),
            end);
    lines.add(new Line(call, world.nanos()));
  }

  // what is read

  /** The link told this; who is dead hears nothing, and what he knew last may be lost. */
  void heard(Application by, Fact fact) {
    if (!by.running()) {
      return;
    }
    renew(by);
    switch (fact) {
      case Fact.LegArrived it -> heard.add(it.leg());
      case Fact.Synced(Snapshot snapshot) -> snapshot.legs().forEach(leg -> heard.add(leg.leg()));
      default -> {}
    }
  }

  /** Reads on while the link is up. */
  void look(Application by) {
    renew(by);
    while (read < lines.size() && lines.get(read).nanos() + HEARD_BY_THEN_NANOS <= world.nanos()) {
      Line line = lines.get(read++);
      if (!heard.contains(line.call().leg())) {
        kept = read;
        by.hear(new Fact.CallMissed(line.call(), place()));
      }
    }
    if (read - kept >= KEPT_EVERY) {
      kept = read;
      by.hear(new Fact.LedgerRead(place()));
    }
  }

  /** At the end each caller of ours is on record; that none is twice is seen as it happens. */
  void drained(Application by) {
    for (Line line : lines) {
      LegId leg = line.call().leg();
      Law.demand(by.onRecord(leg), "each caller is on record", line.call());
    }
  }

  /** Another process knows only what was kept, and begins with that when it runs. */
  private void renew(Application by) {
    if (life != by.life()) {
      life = by.life();
      heard.clear();
      LedgerPlace from = by.floor().ledger();
      read = from == null ? 0 : (int) from.told().offset();
      kept = read;
    }
  }

  private LedgerPlace place() {
    Mark mark = new Mark("simulated", read);
    return new LedgerPlace(mark, mark, world.clock());
  }
}
