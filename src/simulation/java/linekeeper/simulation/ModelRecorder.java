package linekeeper.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** What the switch records. */
final class ModelRecorder {
  private static final long JUST_NOW = 4_000_000_000L;

  private final World world;
  private final Wire wire;
  private final Map<RecordingId, LegId> running = new HashMap<>();
  private final Set<RecordingId> used = new HashSet<>();

  /** Those of them in which it writes silence. */
  private final Set<RecordingId> silenced = new HashSet<>();

  /** When it last refused to begin or to end that. */
  private final Map<RecordingId, Long> silenceRefused = new HashMap<>();

  /** What it said it would not record. */
  private final Set<RecordingId> refused = new HashSet<>();

  ModelRecorder(World world, Wire wire) {
    this.world = world;
    this.wire = wire;
  }

  /** Whose leg is recorded under this id, or null where none is. */
  @Nullable LegId legOf(RecordingId recording) {
    return running.get(recording);
  }

  boolean silent(RecordingId recording) {
    return silenced.contains(recording);
  }

  boolean refused(RecordingId recording) {
    return refused.contains(recording);
  }

  /** It says that it will not. */
  void refuses(RecordingId recording) {
    refused.add(recording);
  }

  /** It says that it will not record silence, or sound again. */
  void refusesSilence(RecordingId recording) {
    silenceRefused.put(recording, world.nanos());
  }

  /** Whether it said so a moment ago: it is told again every two seconds until it does. */
  boolean refusedSilenceJustNow(RecordingId recording) {
    return world.nanos() - silenceRefused.getOrDefault(recording, -JUST_NOW) < JUST_NOW;
  }

  /** Begins, once; 0 as it could. */
  int record(Instruction.StartRecording it) {
    if (used.add(it.recording())) {
      running.put(it.recording(), it.leg());
      wire.say(it.recording(), new Fact.RecordingStarted(it.recording()));
    }
    return 0;
  }

  /** Writes silence, or sound again; 0 where it could. */
  int silence(Instruction.PauseRecording it) {
    if (legOf(it.recording()) == null) {
      return ModelSwitch.GONE;
    }
    boolean _ = it.paused() ? silenced.add(it.recording()) : silenced.remove(it.recording());
    wire.say(it.recording(), new Fact.RecordingPaused(it.recording(), it.paused(), it.number()));
    return 0;
  }

  /** Stops where it runs; 0 as it does not run any more. */
  int stop(Instruction.StopRecording it) {
    if (running.remove(it.recording()) != null) {
      wire.say(it.recording(), new Fact.RecordingStopped(it.recording()));
    }
    return 0;
  }

  /** The leg is over, and with it what records it, of which it may say nothing. */
  void ends(LegId leg) {
    List<RecordingId> recorded =
        running.entrySet().stream()
            .filter(it -> it.getValue().equals(leg))
            .map(Map.Entry::getKey)
            .toList();
    for (RecordingId recording : recorded) {
      running.remove(recording);
      if (world.seldom(500)) {
        wire.say(recording, new Fact.RecordingStopped(recording));
      }
    }
  }

  /** The switch began anew. */
  void clear() {
    running.clear();
  }
}
