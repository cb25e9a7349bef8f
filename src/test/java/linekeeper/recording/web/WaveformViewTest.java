package linekeeper.recording.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Pause;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Waveform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaveformViewTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final AgentId AGENT = new AgentId("agent1");

  @Test
  void a_pause_lies_where_the_sound_is_silent_counted_from_when_it_was_first_heard() {
    WaveformView view = view(T0.plusSeconds(2), pause(5, 8L), pause(58, 90L), pause(59, null));
    assertThat(view.pauses())
        .containsExactly(
            new WaveformView.Silence(3_000, 6_000, AGENT, "card number"),
            new WaveformView.Silence(56_000, 60_000, AGENT, "card number"),
            new WaveformView.Silence(57_000, 60_000, AGENT, "card number"));
  }

  @Test
  void a_pause_before_the_first_sound_is_at_the_beginning() {
    assertThat(view(T0.plusSeconds(9), pause(5, 10L)).pauses())
        .containsExactly(new WaveformView.Silence(0, 1_000, AGENT, "card number"));
    assertThat(view(null, pause(5, 10L)).pauses())
        .containsExactly(new WaveformView.Silence(5_000, 10_000, AGENT, "card number"));
  }

  private static Pause pause(long from, @Nullable Long to) {
    return new Pause(
        T0.plusSeconds(from), to == null ? null : T0.plusSeconds(to), AGENT, "card number");
  }

  private static WaveformView view(@Nullable Instant heardFrom, Pause... pauses) {
    TakenRecording recording =
        new TakenRecording(
            new RecordingId("r1"),
            new CallId("c1"),
            RecordingKind.ORDINARY,
            Set.of(AGENT),
            null,
            T0,
            heardFrom,
            null,
            Custody.Recording.BEGUN);
    Waveform waveform = new Waveform(60_000, List.of(1), List.of(2), List.of());
    return WaveformView.of(waveform, recording, List.of(pauses));
  }
}
