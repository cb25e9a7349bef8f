package linekeeper.recording.desk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Two people who each hum one tone, as the switch writes them; and an ear that tells them apart.
 */
public final class Tones {
  /** Samples per second. */
  public static final int RATE = 8000;

  private static final int LOUDNESS = 12_000;

  private Tones() {}

  /** Left and right as two tones, interleaved. */
  public static byte[] raw(int leftHertz, int rightHertz, int millis) {
    int samples = RATE * millis / 1000;
    ByteBuffer bytes = ByteBuffer.allocate(samples * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      bytes.putShort(sample(leftHertz, i)).putShort(sample(rightHertz, i));
    }
    return bytes.array();
  }

  private static short sample(int hertz, int i) {
    return (short) (LOUDNESS * Math.sin(2 * Math.PI * hertz * i / RATE));
  }

  /** How loud a tone is in one channel (0 left, 1 right) of interleaved samples; 1 is full. */
  public static double loudness(byte[] raw, int channel, int hertz) {
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    double real = 0;
    double imaginary = 0;
    int samples = raw.length / 4;
    for (int i = 0; i < samples; i++) {
      double angle = 2 * Math.PI * hertz * i / RATE;
      short sample = bytes.getShort(i * 4 + channel * 2);
      real += sample * Math.cos(angle);
      imaginary += sample * Math.sin(angle);
    }
    return 2 * Math.hypot(real, imaginary) / samples / LOUDNESS;
  }
}
