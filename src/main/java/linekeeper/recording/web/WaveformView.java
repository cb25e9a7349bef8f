package linekeeper.recording.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.kernel.AgentId;
import linekeeper.recording.model.Pause;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Waveform;
import org.jspecify.annotations.Nullable;

/**
 * A recording drawn, with all that a listener sees of it before hearing it.
 *
 * @param pauses silence that an agent wanted, where it lies by the switch's own word
 */
record WaveformView(
    long durationMillis,
    List<Integer> caller,
    List<Integer> seat,
    List<Waveform.Quiet> quiet,
    List<Silence> pauses) {

  /** Copies the lists. */
  WaveformView {
    caller = List.copyOf(caller);
    seat = List.copyOf(seat);
    quiet = List.copyOf(quiet);
    pauses = List.copyOf(pauses);
  }

  /** A stretch {@code [fromMillis, toMillis)} that was kept from being recorded. */
  record Silence(long fromMillis, long toMillis, AgentId agent, String why) {}

  static WaveformView of(Waveform waveform, TakenRecording recording, List<Pause> pauses) {
    Instant heard = recording.heardFrom();
    Instant zero = heard == null ? recording.startedAt() : heard;
    long end = waveform.durationMillis();
    return new WaveformView(
        end,
        waveform.caller(),
        waveform.seat(),
        waveform.quiet(),
        pauses.stream()
            .map(it ->
                new Silence(at(it.from(), zero, end), at(it.to(), zero, end), it.agent(), it.why()))
            .toList());
  }

  private static long at(@Nullable Instant moment, Instant zero, long end) {
    return moment == null ? end : Math.clamp(Duration.between(zero, moment).toMillis(), 0, end);
  }
}
