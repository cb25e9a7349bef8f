package linekeeper.simulation;

import static linekeeper.call.model.Law.demand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linekeeper.call.event.LossType;
import linekeeper.call.model.Call;
import linekeeper.call.model.FloorLaws;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.Law;
import linekeeper.call.model.Measure;
import linekeeper.call.model.Party;
import linekeeper.call.model.Pause;
import linekeeper.call.model.Tally;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;

/**
 * What the floor believes and what is true on the switch are the same, once things have settled.
 */
final class SwitchLaws {
  private static final long SETTLED_NANOS = 2_000_000_000L;
  private static final int PATIENCE = 2;
  private final World world;
  private final ModelSwitch telephony;
  private final Map<CallId, Since> since = new HashMap<>();

  private record Since(Call.Phase phase, long nanos, int broken) {}

  SwitchLaws(World world, ModelSwitch telephony) {
    this.world = world;
    this.telephony = telephony;
  }

  /**
   * Looks, once a second, at every call whose phase has not changed for a while, nor the link. What
   * happened this moment is still on its way, so that only what stays wrong is wrong.
   */
  void check(FloorModel floor) {
    boolean settled =
        telephony.wire.up() && world.nanos() - telephony.wire.upSince() > SETTLED_NANOS;
    Map<CallId, Since> now = new HashMap<>();
    for (Call call : floor.calls()) {
      Since was = since.get(call.card().id());
      Since is =
          was != null && was.phase().equals(call.phase())
              ? was
              : new Since(call.phase(), world.nanos(), 0);
      boolean ripe = settled && world.nanos() - is.nanos() > SETTLED_NANOS;
      now.put(call.card().id(), ripe ? looked(call, is) : is);
    }
    since.clear();
    since.putAll(now);
  }

  private Since looked(Call call, Since is) {
    try {
      check(call);
      return new Since(is.phase(), is.nanos(), 0);
    } catch (Law.Broken broken) {
      if (is.broken() >= PATIENCE) {
        throw broken;
      }
      return new Since(is.phase(), is.nanos(), is.broken() + 1);
    }
  }

  private void check(Call call) {
    ModelSwitch.Leg caller = telephony.legs.get(call.card().callerLeg());
    if (call.phase() instanceof Call.Phase.Due || call.phase() instanceof Call.Phase.Calling) {
      // whom we are going to call has no leg yet
      return;
    }
    if (caller == null) {
      demand(call.phase() instanceof Call.Phase.Ended, "whose leg is gone has ended", call);
      return;
    }
    recorded(call);
    List<LegId> together = new ArrayList<>();
    switch (call.phase()) {
      case Call.Phase.Talking _, Call.Phase.ThreeWay _ -> {
        together.add(caller.id);
        FloorLaws.parties(call).forEach(it -> together.add(it.leg()));
        demand(!caller.music, "who talks hears no music", call);
      }
      case Call.Phase.Held it when it.byPhone() -> {}
      case Call.Phase.Held _, Call.Phase.Consulting _ -> {
        FloorLaws.parties(call).stream().filter(Party::up).forEach(it -> together.add(it.leg()));
        demand(caller.bridge == null && caller.music, "who is held hears music alone", call);
      }
      case Call.Phase.Queued it ->
          demand(
              caller.bridge == null && (caller.music || it.play() != null),
              "who waits hears music or an announcement",
              call);
      default -> {}
    }
    together(call, together);
  }

  /** From the first answer to the end, whoever he is with: or the switch said that it would not. */
  private void recorded(Call call) {
    switch (call.phase()) {
      case Call.Phase.Talking _,
          Call.Phase.Held _,
          Call.Phase.Consulting _,
          Call.Phase.ThreeWay _ -> {
        ModelRecorder recorder = telephony.recorder;
        RecordingId recording = call.card().recording();
        demand(
            call.card().callerLeg().equals(recorder.legOf(recording))
                || recorder.refused(recording),
            "who talks is recorded",
            call);
        Pause pause = call.ledger().pause();
        demand(
            recorder.silent(recording) == (pause != null && !pause.ending())
                || recorder.refusedSilenceJustNow(recording),
            "silence is recorded where it is wanted and nowhere else",
            call);
      }
      default -> {}
    }
  }

  private void together(Call call, List<LegId> legs) {
    for (LegId id : legs) {
      ModelSwitch.Leg leg = telephony.legs.get(id);
      demand(leg != null, "a party of a call has a leg", id, call);
      BridgeId bridge = java.util.Objects.requireNonNull(leg).bridge;
      demand(
          call.card().bridge().equals(bridge),
          "those who talk are in one bridge",
          id,
          bridge,
          call);
    }
  }

  /** Never two live legs of ours to one citizen. */
  void nobodyIsRungTwice() {
    java.util.Set<linekeeper.kernel.PhoneNumber> rung = new java.util.HashSet<>();
    for (ModelSwitch.Leg leg : telephony.legs.values()) {
      if (!leg.inbound && !leg.number.withheld()) {
        demand(rung.add(leg.number), "never two live legs to one citizen", leg.id);
      }
    }
  }

  /** At the end, when everybody has gone. */
  void drained(FloorModel floor) {
    demand(floor.calls().isEmpty(), "the floor drains to empty", floor.calls());
    demand(floor.alarms().isEmpty(), "no alarm is left", floor.alarms());
    demand(telephony.legs.isEmpty(), "no leg is left on the switch", telephony.legs.keySet());
    demand(telephony.bridges.isEmpty(), "no bridge is left on the switch", telephony.bridges);
    FloorLaws.nothingLeadsAnywhere(floor);
    floor
        .seats()
        .values()
        .forEach(it -> demand(it.session() == null, "nobody is left at a seat", it));
    Tally tally = floor.tally();
    demand(
        tally.rolling(Measure.REQUESTS) == tally.rolling(Measure.ANSWERED) + lost(tally),
        "requests = answered + lost",
        tally.rolling(Measure.REQUESTS),
        tally.rolling(Measure.ANSWERED),
        lost(tally));
  }

  static long lost(Tally tally) {
    long lost = 0;
    for (LossType type : LossType.values()) {
      lost += type.request() ? tally.rolling(Measure.of(type)) : 0;
    }
    return lost;
  }
}
