package linekeeper.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import linekeeper.cli.sip.ALaw;

/** A stereo WAV file in memory: 16-bit linear or G.711 A-law. */
public final class StereoWav {
  private static final int PCM = 1;
  private static final int ALAW = 6;

  private final int sampleRate;
  private final short[] left;
  private final short[] right;

  private StereoWav(int sampleRate, short[] left, short[] right) {
    this.sampleRate = sampleRate;
    this.left = left;
    this.right = right;
  }

  /** Samples a second. */
  public int sampleRate() {
    return sampleRate;
  }

  /** What the caller said. */
  public short[] left() {
    return left.clone();
  }

  /** What the caller heard. */
  public short[] right() {
    return right.clone();
  }

  /** Reads a file; what is no stereo WAV file is refused. */
  public static StereoWav read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int format = 0;
    int rate = 0;
    int channels = 0;
    bytes.position(12);
    while (bytes.remaining() >= 8) {
      int id = bytes.getInt();
      int size = bytes.getInt();
      if (id == 0x20746d66) { // "fmt "
        format = bytes.getShort(bytes.position());
        channels = bytes.getShort(bytes.position() + 2);
        rate = bytes.getInt(bytes.position() + 4);
      } else if (id == 0x61746164) { // "data"
        return of(format, channels, rate, bytes.slice(bytes.position(), size));
      }
      bytes.position(bytes.position() + size + size % 2);
    }
    throw new IllegalArgumentException("no data in the file");
  }

  /** How long it is. */
  public double seconds() {
    return (double) left.length / sampleRate;
  }

  private static StereoWav of(int format, int channels, int rate, ByteBuffer data) {
    if (channels != 2) {
      throw new IllegalArgumentException("not stereo: " + channels + " channels");
    }
    short[] samples = samples(format, data.order(ByteOrder.LITTLE_ENDIAN));
    short[] left = new short[samples.length / 2];
    short[] right = new short[samples.length / 2];
    for (int i = 0; i < left.length; i++) {
      left[i] = samples[2 * i];
      right[i] = samples[2 * i + 1];
    }
    return new StereoWav(rate, left, right);
  }

  private static short[] samples(int format, ByteBuffer data) {
    if (format == PCM) {
      short[] samples = new short[data.remaining() / 2];
      data.asShortBuffer().get(samples);
      return samples;
    }
    if (format == ALAW) {
      byte[] coded = new byte[data.remaining()];
      data.get(coded);
      return ALaw.decode(coded);
    }
    throw new IllegalArgumentException("unknown format " + format);
  }
}
