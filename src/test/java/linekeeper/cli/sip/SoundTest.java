package linekeeper.cli.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundTest {

  @Test
  void a_law_agrees_with_the_platforms_own_converter_for_every_code() throws IOException {
    byte[] codes = new byte[256];
    for (int i = 0; i < 256; i++) {
      codes[i] = (byte) i;
    }
    AudioFormat coded = new AudioFormat(AudioFormat.Encoding.ALAW, 8000, 8, 1, 1, 8000, true);
    AudioFormat linear = new AudioFormat(8000, 16, 1, true, true);
    byte[] expected;
    try (AudioInputStream stream =
        AudioSystem.getAudioInputStream(
            linear, new AudioInputStream(new ByteArrayInputStream(codes), coded, 256))) {
      expected = stream.readAllBytes();
    }
    short[] decoded = ALaw.decode(codes);
    for (int i = 0; i < 256; i++) {
      short theirs = (short) ((expected[2 * i] << 8) | (expected[2 * i + 1] & 0xFF));
      assertThat(decoded[i]).as("code %d", i).isEqualTo(theirs);
    }
    assertThat(ALaw.encode(decoded)).as("and back").isEqualTo(codes);
  }

  @Test
  void every_sample_comes_back_within_half_a_step() {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample += 7) {
      short back = ALaw.decode(ALaw.encode(new short[] {(short) sample}))[0];
      assertThat(Math.abs(back - sample))
          .as("sample %d", sample)
          .isLessThanOrEqualTo(Math.max(8, Math.abs(sample) / 30));
    }
  }

  @Test
  void a_stereo_file_of_another_rate_is_brought_to_the_telephones(@TempDir Path directory)
      throws IOException {
    AudioFormat studio = new AudioFormat(44_100, 16, 2, true, false);
    byte[] oneSecond = new byte[44_100 * 4];
    for (int i = 0; i < 44_100; i++) {
      short sample = (short) (10_000 * Math.sin(2 * Math.PI * 500 * i / 44_100));
      for (int channel = 0; channel < 2; channel++) {
        oneSecond[4 * i + 2 * channel] = (byte) sample;
        oneSecond[4 * i + 2 * channel + 1] = (byte) (sample >> 8);
      }
    }
    Path file = directory.resolve("speech.wav");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(oneSecond), studio, 44_100),
        AudioFileFormat.Type.WAVE,
        file.toFile());
    byte[] packet = new byte[8000];
    Voice.of(file).fill(packet, 0, 0);
    short[] heard = ALaw.decode(packet);
    int crossings = 0;
    for (int i = 1; i < heard.length; i++) {
      crossings += (heard[i - 1] < 0) != (heard[i] < 0) ? 1 : 0;
    }
    assertThat(crossings).as("zero crossings of 500 Hz").isBetween(960, 1040);
  }

  @Test
  void what_is_no_sound_is_refused_with_its_name(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("letter.wav"), "Dear hotline, it is loud here");
    assertThatThrownBy(() -> Voice.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("letter.wav");
  }
}
