package linekeeper.recording.model;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.recording.model.Waveform.Quiet;
import org.junit.jupiter.api.Test;

class WaveformTest {
  private static final int RATE = 8_000;

  @Test
  void each_side_is_drawn_by_its_own_loudest_sample() {
    Waveform.Drawing drawing = new Waveform.Drawing(4, RATE, 2);
    drawing.hear((short) 16_384, (short) 0);
    drawing.hear((short) -32_768, (short) 0);
    drawing.hear((short) 0, (short) 8_192);
    drawing.hear((short) 0, (short) -3_277);
    Waveform drawn = drawing.done();
    assertThat(drawn.caller()).containsExactly(100, 0);
    assertThat(drawn.seat()).containsExactly(0, 25);
  }

  @Test
  void a_pause_of_a_second_and_a_half_may_be_skipped_and_a_shorter_one_belongs_to_speech() {
    Waveform.Drawing drawing = new Waveform.Drawing(6 * RATE, RATE, 10);
    says(drawing, 1_000, 9_000);
    says(drawing, 1_400, 100);
    says(drawing, 600, 9_000);
    says(drawing, 1_500, 100);
    says(drawing, 500, 9_000);
    says(drawing, 1_000, 0);
    assertThat(drawing.done().quiet()).containsExactly(new Quiet(3_000, 4_500));
  }

  @Test
  void who_never_speaks_is_one_pause() {
    Waveform.Drawing drawing = new Waveform.Drawing(2 * RATE, RATE, 4);
    says(drawing, 2_000, 0);
    Waveform drawn = drawing.done();
    assertThat(drawn.quiet()).containsExactly(new Quiet(0, 2_000));
    assertThat(drawn.caller()).containsExactly(0, 0, 0, 0);
    assertThat(drawn.durationMillis()).isEqualTo(2_000);
  }

  @Test
  void more_samples_than_were_announced_are_not_drawn_and_there_are_no_more_points_than_samples() {
    Waveform.Drawing drawing = new Waveform.Drawing(2, RATE, 800);
    for (int i = 0; i < 10; i++) {
      drawing.hear((short) 16_384, (short) 16_384);
    }
    assertThat(drawing.done().caller()).containsExactly(50, 50);
    assertThat(new Waveform.Drawing(0, RATE, 800).done().caller()).containsExactly(0);
  }

  private static void says(Waveform.Drawing drawing, int millis, int loudness) {
    for (int i = 0; i < millis * RATE / 1_000; i++) {
      drawing.hear((short) (i % 2 == 0 ? loudness : -loudness), (short) 0);
    }
  }
}
