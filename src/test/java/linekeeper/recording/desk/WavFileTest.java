package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.model.Audio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  @TempDir Path home;

  private Path raw(byte[] bytes) throws Exception {
    return Files.write(home.resolve("r.raw"), bytes);
  }

  @Test
  void what_was_heard_is_what_plays_caller_left_and_seat_right() throws Exception {
    byte[] heard = Tones.raw(440, 1000, 1500);
    Path wav = home.resolve("r.wav");
    Audio audio = WavFile.make(raw(heard), wav);

    assertThat(audio).isEqualTo(new Audio(heard.length + 44L, 1500, 2, 8000, heard.length, 0));
    assertThat(Files.size(wav)).isEqualTo(audio.size());
    assertThat(wav.resolveSibling("r.wav.part")).doesNotExist();
    try (AudioInputStream played =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(Files.readAllBytes(wav)))) {
      AudioFormat format = played.getFormat();
      assertThat(format.getChannels()).isEqualTo(2);
      assertThat(format.getSampleRate()).isEqualTo(8000f);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.isBigEndian()).isFalse();
      assertThat(played.getFrameLength()).isEqualTo(12_000);
      assertThat(played.readAllBytes()).isEqualTo(heard);
    }
    assertThat(Tones.loudness(heard, 0, 440)).isGreaterThan(0.9);
    assertThat(Tones.loudness(heard, 0, 1000)).isLessThan(0.05);
    assertThat(Tones.loudness(heard, 1, 1000)).isGreaterThan(0.9);
  }

  @Test
  void a_torn_last_frame_is_cut_and_said_so() throws Exception {
    byte[] heard = Tones.raw(440, 1000, 100);
    for (int torn = 1; torn < 4; torn++) {
      Audio audio =
          WavFile.make(raw(Arrays.copyOf(heard, heard.length + torn)), home.resolve("r.wav"));
      assertThat(audio.cutBytes()).isEqualTo(torn);
      assertThat(audio.rawSize()).isEqualTo(heard.length + torn);
      assertThat(audio.size()).isEqualTo(heard.length + 44L);
      assertThat(audio.durationMillis()).isEqualTo(100);
    }
  }

  @Test
  void made_again_it_is_the_same_to_the_bit() throws Exception {
    Path raw = raw(Tones.raw(440, 1000, 333));
    Path wav = home.resolve("r.wav");
    WavFile.make(raw, wav);
    String once = Spool.digest(wav);
    Files.writeString(
        home.resolve("r.wav.part"),
        "left by a crash, and longer than the header of "
            + "any file: it must not shine through".repeat(1000));
    WavFile.make(raw, wav);
    assertThat(Spool.digest(wav)).isEqualTo(once);
  }

  @Test
  void what_is_no_audio_is_kept_to_the_bit_like_any_other() throws Exception {
    byte[] document =
        "%PDF-1.4 <script>no sound at all</script>   ".repeat(90).getBytes(StandardCharsets.UTF_8);
    Path raw = Files.write(home.resolve("document.raw"), document);
    Path wav = home.resolve("document.wav");
    Audio audio = WavFile.make(raw, wav);
    byte[] kept = Files.readAllBytes(wav);
    assertThat(Arrays.copyOfRange(kept, 44, kept.length)).isEqualTo(document);
    assertThat(audio.size()).isEqualTo(kept.length);
  }

  @Test
  void a_link_in_the_spool_is_not_followed() throws Exception {
    Path secret = Files.write(home.resolve("secret"), new byte[400]);
    Files.createSymbolicLink(home.resolve("r.raw"), secret);
    assertThatThrownBy(() -> WavFile.make(home.resolve("r.raw"), home.resolve("r.wav")))
        .isInstanceOf(java.io.IOException.class);
    assertThat(home.resolve("r.wav")).doesNotExist();
  }

  @Test
  void without_a_raw_file_there_is_nothing() {
    assertThatThrownBy(() -> WavFile.make(home.resolve("none.raw"), home.resolve("r.wav")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void ffprobe_agrees_with_us_and_contradicts_what_is_wrong() throws Exception {
    Path wav = home.resolve("r.wav");
    Audio audio = WavFile.make(raw(Tones.raw(440, 1000, 1500)), wav);
    SecondOpinion opinion = new SecondOpinion(properties("ffprobe"));
    assertThat(opinion.contradiction(wav, audio)).isEmpty();
    assertThat(opinion.contradiction(wav, new Audio(96_044, 1400, 2, 8000, 96_000, 0)))
        .contains("ffprobe finds 1.500 s");
    assertThat(opinion.contradiction(wav, new Audio(96_044, 1500, 1, 8000, 96_000, 0)))
        .contains("ffprobe finds 2 channels at 8000 Hz");
  }

  @Test
  void an_opinion_that_cannot_be_had_is_no_contradiction() throws Exception {
    Path wav = home.resolve("r.wav");
    Audio audio = WavFile.make(raw(Tones.raw(440, 1000, 100)), wav);
    assertThatThrownBy(
            () -> new SecondOpinion(properties("no-such-program")).contradiction(wav, audio))
        .isInstanceOf(java.io.IOException.class);
    Path hangs = Files.writeString(home.resolve("hangs"), "#!/bin/sh\nexec sleep 60\n");
    assertThat(hangs.toFile().setExecutable(true)).isTrue();
    long begun = System.nanoTime();
    assertThatThrownBy(
            () -> new SecondOpinion(properties(hangs.toString())).contradiction(wav, audio))
        .isInstanceOf(java.io.IOException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_second_opinion_is_not_asked_for_more_often_than_its_pace() {
    SecondOpinion opinion = new SecondOpinion(properties("ffprobe"));
    assertThat(opinion.wanted()).isTrue();
    assertThat(opinion.wanted()).isFalse();
  }

  private RecordingProperties properties(String ffprobe) {
    return new RecordingProperties(
        home,
        1,
        ffprobe,
        Duration.ofSeconds(3),
        Duration.ofHours(1),
        Duration.ofMinutes(10),
        Duration.ofHours(12));
  }
}
