package linekeeper.telephony;

import java.util.List;
import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * What is true on the switch at one moment.
 *
 * @param legs every leg that belongs to our application, or that we dialled
 * @param bridges every bridge that belongs to our application
 * @param reachable the seats whose phones can be rung
 */
public record Snapshot(List<Leg> legs, Set<BridgeId> bridges, Set<SeatId> reachable) {

  /** Copies, so that a snapshot is a value. */
  public Snapshot {
    legs = List.copyOf(legs);
    bridges = Set.copyOf(bridges);
    reachable = Set.copyOf(reachable);
  }

  /**
   * One leg.
   *
   * @param inbound whether it came in from a trunk rather than being dialled by us
   * @param up whether it is answered
   * @param bridge in which of our bridges it is; null where it is in none, or nobody said
   */
  public record Leg(
      LegId leg,
      boolean inbound,
      boolean up,
      PhoneNumber caller,
      String callerName,
      String dialled,
      @Nullable BridgeId bridge) {

    /** One in no bridge. */
    public Leg(
        LegId leg,
        boolean inbound,
        boolean up,
        PhoneNumber caller,
        String callerName,
        String dialled) {
      this(leg, inbound, up, caller, callerName, dialled, null);
    }
  }
}
