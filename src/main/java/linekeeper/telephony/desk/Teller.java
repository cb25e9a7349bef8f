package linekeeper.telephony.desk;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.ari.AriReply;
import linekeeper.telephony.ari.AriRequest;
import linekeeper.telephony.ari.InstructionEncoder;
import linekeeper.telephony.ari.RequestWindow;

/** Carries instructions out, each once, and tells what could not be done. */
final class Teller {
  private final InstructionEncoder encoder;
  private final RequestWindow requests;
  private final Recordings recordings;
  private final Phones phones;
  private final Counts counts;
  private final Consumer<Fact> ear;

  /** The switch itself would queue a repeated playing, and dial again after a hang-up. */
  private final Set<LegId> dialled = Bounded.set();

  private final Set<PlayId> played = Bounded.set();
  private final Set<PlayId> stopped = Bounded.set();
  private boolean draining;

  Teller(
      InstructionEncoder encoder,
      RequestWindow requests,
      Recordings recordings,
      Phones phones,
      Counts counts,
      Consumer<Fact> ear) {
    this.encoder = encoder;
    this.requests = requests;
    this.recordings = recordings;
    this.phones = phones;
    this.counts = counts;
    this.ear = ear;
  }

  void tell(List<Instruction> instructions) {
    instructions.forEach(this::tell);
  }

  /** From now on nothing is begun. */
  void drain() {
    draining = true;
  }

  /** A playing that we stopped did not come to its end, whatever the switch calls it. */
  Fact corrected(Fact.PlayEnded ended) {
    return stopped.remove(ended.play()) ? new Fact.PlayEnded(ended.play(), false) : ended;
  }

  private void tell(Instruction instruction) {
    switch (instruction) {
      case Instruction.Dial dial -> dial(dial);
      case Instruction.Play play -> {
        if (played.add(play.play())) {
          ask(play, () -> played.remove(play.play()));
        }
      }
      case Instruction.StopPlay stop -> {
        stopped.add(stop.play());
        ask(stop, () -> {});
      }
      case Instruction.StartRecording start -> recordings.start(start, this::failed);
      case Instruction.PauseRecording pause -> recordings.pause(pause, this::failed);
      case Instruction.StopRecording stop -> recordings.stop(stop);
      case Instruction.RemovePhone remove -> phones.remove(remove, this::failed);
      case Instruction.Answer _,
          Instruction.HangUp _,
          Instruction.StartMusic _,
          Instruction.StopMusic _,
          Instruction.OpenBridge _,
          Instruction.Join _,
          Instruction.Leave _,
          Instruction.CloseBridge _,
          Instruction.HandToFallback _ ->
          ask(instruction, () -> {});
    }
  }

  private void dial(Instruction.Dial dial) {
    if (draining) {
      failed(dial, AriReply.none("shutting down"));
    } else if (fenced(dial) || dialled.add(dial.leg())) {
      ask(dial, () -> {});
    }
  }

  /** Told again on purpose: whether it rang before, the dialplan knows better than we. */
  private static boolean fenced(Instruction.Dial dial) {
    return dial.to() instanceof Instruction.Destination.Citizen;
  }

  private void ask(Instruction instruction, Runnable undone) {
    AriRequest request;
    try {
      request = encoder.encode(instruction);
    } catch (IllegalArgumentException refused) {
      undone.run();
      String why = refused.getMessage();
      failed(instruction, new AriReply(422, why == null ? "refused" : why, ""));
      return;
    }
    counts.requested();
    requests.send(
        request,
        reply -> {
          if (!InstructionEncoder.fine(instruction, reply)) {
            undone.run();
            failed(instruction, reply);
          }
        });
  }

  private void failed(Instruction instruction, AriReply reply) {
    counts.failed();
    ear.accept(new Fact.Failed(instruction, reply.status(), reply.why()));
  }
}
