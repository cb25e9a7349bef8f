package linekeeper.telephony.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What was heard while stock was taken, without what the stock says already. The switch gives
 * snapshots no number, so a held fact may be older or newer than the snapshot. Only what would
 * begin a leg a second time is dropped; an end told twice does no harm, an end swallowed would.
 */
public final class Catchup {
  private Catchup() {}

  /** The held facts that say more than the snapshot, in their order. */
  public static List<Fact> newer(Snapshot snapshot, List<Fact> held) {
    Map<LegId, Snapshot.Leg> legs = new HashMap<>();
    snapshot.legs().forEach(leg -> legs.put(leg.leg(), leg));
    return held.stream().filter(fact -> !repeats(fact, legs)).toList();
  }

  private static boolean repeats(Fact fact, Map<LegId, Snapshot.Leg> legs) {
    return switch (fact) {
      case Fact.LegArrived arrived -> legs.containsKey(arrived.leg());
      case Fact.LegUp up -> isUp(legs.get(up.leg()));
      case Fact.LegRinging ringing -> isUp(legs.get(ringing.leg()));
      // whoever reads the stock looks at the phones again afterwards
      case Fact.PhoneSeen _ -> true;
      case Fact.LegGone _,
          Fact.LegLeft _,
          Fact.LegHeld _,
          Fact.LegResumed _,
          Fact.DigitPressed _,
          Fact.PlayEnded _,
          Fact.BridgeGone _,
          Fact.RecordingStarted _,
          Fact.RecordingPaused _,
          Fact.RecordingStopped _,
          Fact.Failed _,
          Fact.LinkChanged _,
          Fact.Synced _,
          Fact.CallMissed _,
          Fact.LedgerRead _ ->
          false;
    };
  }

  private static boolean isUp(Snapshot.@Nullable Leg leg) {
    return leg != null && leg.up();
  }
}
