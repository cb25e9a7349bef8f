package linekeeper.call.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.SeatInput;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * After a lost link: turns the difference between what we know and what is true into ordinary
 * inputs, so that the machines need no second way of thinking.
 */
final class Resyncing {
  private final FloorStep step;

  Resyncing(FloorStep step) {
    this.step = step;
  }

  void compare(Snapshot snapshot) {
    Map<LegId, Snapshot.Leg> there = new HashMap<>();
    snapshot.legs().forEach(leg -> there.put(leg.leg(), leg));
    List<Snapshot.Leg> unknown =
        snapshot.legs().stream().filter(it -> step.state.byLeg(it.leg()) == null).toList();
    // before anybody is rung again: a phone has one line
    unknown.stream().filter(it -> !arrives(it)).forEach(this::orphan);
    for (Call call : List.copyOf(step.state.calls().values())) {
      legs(call, there);
    }
    unknown.stream().filter(Resyncing::arrives).forEach(this::arrived);
    bridges(snapshot);
    for (Seat seat : List.copyOf(step.state.seats.values())) {
      step.seat(seat.id(), new SeatInput.PhoneSeen(snapshot.reachable().contains(seat.id())));
    }
  }

  private void legs(Call call, Map<LegId, Snapshot.Leg> there) {
    for (LegId leg : call.legs()) {
      if (!there.containsKey(leg)) {
        take(call, new CallInput.LegGone(leg, 0, true));
      }
    }
    for (LegId leg : call.legs()) {
      Snapshot.Leg seen = there.get(leg);
      Call now = step.state.call(call.card().id());
      if (seen != null && seen.up() && now != null && now.owns(leg)) {
        // a leg that was up already takes no harm from hearing it again
        take(call, new CallInput.LegUp(leg));
      }
    }
    boolean together = call.legs().stream().allMatch(leg -> bridged(call, there.get(leg)));
    boolean caller = bridged(call, there.get(call.card().callerLeg()));
    take(call, new CallInput.Resynced(caller, together));
  }

  private static boolean bridged(Call call, Snapshot.@Nullable Leg seen) {
    return seen != null && call.card().bridge().equals(seen.bridge());
  }

  /** One input after the other, each with all that comes of it, as if they had come singly. */
  private void take(Call call, CallInput input) {
    step.call(call.card().id(), input);
    step.work();
  }

  private static boolean arrives(Snapshot.Leg leg) {
    return leg.inbound() && !leg.leg().value().startsWith(Ids.LEG_PREFIX);
  }

  private void arrived(Snapshot.Leg leg) {
    new Hearing(step)
        .arrived(new Fact.LegArrived(leg.leg(), leg.caller(), leg.callerName(), leg.dialled()));
  }

  private void orphan(Snapshot.Leg leg) {
    step.outcome.oddities().add("orphan-leg");
    step.outcome.instructions().add(new Instruction.HangUp(leg.leg(), Cause.NORMAL));
  }

  private void bridges(Snapshot snapshot) {
    Set<BridgeId> known = new HashSet<>();
    step.state.calls().values().forEach(it -> known.add(it.card().bridge()));
    for (BridgeId bridge : snapshot.bridges()) {
      if (!known.contains(bridge)) {
        step.outcome.oddities().add("orphan-bridge");
        step.outcome.instructions().add(new Instruction.CloseBridge(bridge));
      }
    }
  }
}
