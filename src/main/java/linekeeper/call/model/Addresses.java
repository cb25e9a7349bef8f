package linekeeper.call.model;

import linekeeper.kernel.BridgeId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** Which call an instruction was about. */
final class Addresses {
  private Addresses() {}

  static @Nullable CallId call(Instruction instruction, FloorState state) {
    return switch (instruction) {
      case Instruction.Answer it -> byLeg(it.leg(), state);
      case Instruction.HangUp it -> byLeg(it.leg(), state);
      case Instruction.Play it -> byLeg(it.leg(), state);
      case Instruction.StopPlay it -> id(state.byPlay(it.play()));
      case Instruction.StartMusic it -> byLeg(it.leg(), state);
      case Instruction.StopMusic it -> byLeg(it.leg(), state);
      case Instruction.OpenBridge it -> byBridge(it.bridge(), state);
      case Instruction.Join it -> byBridge(it.bridge(), state);
      case Instruction.Leave it -> byBridge(it.bridge(), state);
      case Instruction.CloseBridge it -> byBridge(it.bridge(), state);
      case Instruction.Dial it -> byLeg(it.leg(), state);
      case Instruction.StartRecording it -> id(state.byRecording(it.recording()));
      case Instruction.PauseRecording it -> id(state.byRecording(it.recording()));
      case Instruction.StopRecording it -> id(state.byRecording(it.recording()));
      case Instruction.HandToFallback it -> byLeg(it.leg(), state);
      case Instruction.RemovePhone _ -> null;
    };
  }

  private static @Nullable CallId byLeg(LegId leg, FloorState state) {
    return id(state.byLeg(leg));
  }

  private static @Nullable CallId byBridge(BridgeId bridge, FloorState state) {
    return state.calls().values().stream()
        .filter(it -> it.card().bridge().equals(bridge))
        .findFirst()
        .map(it -> it.card().id())
        .orElse(null);
  }

  private static @Nullable CallId id(@Nullable Call call) {
    return call == null ? null : call.card().id();
  }
}
