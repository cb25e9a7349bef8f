package linekeeper.cli.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** What a phone says, over and over: G.711 A-law at 8 kHz, one byte per sample. */
public final class Voice {
  private static final int RATE = 8000;
  private static final double LOUDNESS = 8000;
  private final byte[] alaw;

  private Voice(byte[] alaw) {
    this.alaw = alaw;
  }

  /**
   * One second of a tone at this many hertz; a whole number of them, so that it repeats smoothly.
   */
  public static Voice tone(int hertz) {
    return tone(hertz, 1_000, 0);
  }

  /** A tone for so many milliseconds, then silence for so many. */
  public static Voice tone(int hertz, int millis, int silence) {
    short[] samples = new short[(millis + silence) * (RATE / 1_000)];
    for (int i = 0; i < millis * (RATE / 1_000); i++) {
      samples[i] = (short) (LOUDNESS * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return new Voice(ALaw.encode(samples));
  }

  /** One second of silence. */
  public static Voice silence() {
    return new Voice(ALaw.encode(new short[RATE]));
  }

  /**
   * The sound of a WAV file, brought to 8 kHz mono.
   *
   * @throws IOException where the file cannot be read, or is not a WAV file of a kind known here
   */
  public static Voice of(Path wav) throws IOException {
    byte[] file = Files.readAllBytes(wav);
    try (AudioInputStream given = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      float rate = given.getFormat().getSampleRate();
      int channels = given.getFormat().getChannels();
      AudioFormat plain = new AudioFormat(rate, 16, channels, true, false);
      AudioFormat telephone = new AudioFormat(RATE, 16, 1, true, false);
      try (AudioInputStream linear = AudioSystem.getAudioInputStream(plain, given);
          AudioInputStream narrow = AudioSystem.getAudioInputStream(telephone, linear)) {
        return spoken(narrow.readAllBytes(), wav);
      }
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw new IOException(wav + ": not a WAV file that can be spoken", e);
    }
  }

  private static Voice spoken(byte[] pcm, Path wav) throws IOException {
    if (pcm.length < 2) {
      throw new IOException(wav + ": holds no sound");
    }
    short[] samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return new Voice(ALaw.encode(samples));
  }

  /** Copies the samples from the {@code position}th into the packet, beginning again at the end. */
  void fill(byte[] packet, int offset, long position) {
    for (int i = offset; i < packet.length; i++) {
      packet[i] = alaw[(int) ((position + i - offset) % alaw.length)];
    }
  }
}
