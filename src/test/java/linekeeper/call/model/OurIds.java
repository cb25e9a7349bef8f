package linekeeper.call.model;

import static linekeeper.call.model.Law.demand;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;

/** Every instruction is about something that the switch told us of, or that we began ourselves. */
final class OurIds implements Law {
  private static final String LAW = "every instruction's ids are ours";
  private final Set<LegId> legs = new HashSet<>();
  private final Set<BridgeId> bridges = new HashSet<>();
  private final Set<PlayId> plays = new HashSet<>();
  private final Set<RecordingId> recordings = new HashSet<>();

  @Override
  public void check(Seen.Standing before, Seen step) {
    for (Call call : before.calls()) {
      legs.addAll(call.legs());
      bridges.add(call.card().bridge());
      recordings.add(call.card().recording());
    }
    if (step.entry().input() instanceof Entry.Input.Heard(Fact fact)) {
      heard(fact);
    }
    step.instructions().forEach(this::told);
  }

  private void heard(Fact fact) {
    switch (fact) {
      case Fact.LegArrived it -> legs.add(it.leg());
      case Fact.LegUp it -> legs.add(it.leg());
      case Fact.Synced it -> {
        it.snapshot().legs().forEach(leg -> legs.add(leg.leg()));
        bridges.addAll(it.snapshot().bridges());
      }
      default -> {}
    }
  }

  private void told(Instruction instruction) {
    switch (instruction) {
      case Instruction.Answer it -> known(List.of(it.leg()), instruction);
      case Instruction.HangUp it -> known(List.of(it.leg()), instruction);
      case Instruction.Play it -> {
        known(List.of(it.leg()), instruction);
        demand(plays.add(it.play()), LAW, "played twice", instruction);
      }
      case Instruction.StopPlay _, Instruction.RemovePhone _ -> {}
      case Instruction.StartMusic it -> known(List.of(it.leg()), instruction);
      case Instruction.StopMusic it -> known(List.of(it.leg()), instruction);
      case Instruction.OpenBridge it -> bridges.add(it.bridge());
      case Instruction.Join it -> {
        demand(bridges.contains(it.bridge()), LAW, instruction);
        known(it.legs(), instruction);
      }
      case Instruction.Leave it -> {
        demand(bridges.contains(it.bridge()), LAW, instruction);
        known(List.of(it.leg()), instruction);
      }
      case Instruction.CloseBridge it -> demand(bridges.contains(it.bridge()), LAW, instruction);
      case Instruction.Dial it -> {
        demand(it.leg().value().startsWith(Ids.LEG_PREFIX), LAW, instruction);
        // a citizen's leg may be told twice: the fence lets it through once
        boolean fenced = it.to() instanceof Instruction.Destination.Citizen;
        demand(legs.add(it.leg()) || fenced, LAW, "dialled twice", instruction);
      }
      case Instruction.StartRecording it -> {
        recordings.add(it.recording());
        known(List.of(it.leg()), instruction);
      }
      case Instruction.PauseRecording it ->
          demand(recordings.contains(it.recording()), LAW, instruction);
      case Instruction.StopRecording it ->
          demand(recordings.contains(it.recording()), LAW, instruction);
      case Instruction.HandToFallback it -> known(List.of(it.leg()), instruction);
    }
  }

  private void known(List<LegId> told, Instruction instruction) {
    demand(legs.containsAll(told), LAW, instruction);
  }
}
