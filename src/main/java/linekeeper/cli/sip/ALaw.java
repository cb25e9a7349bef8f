package linekeeper.cli.sip;

/** G.711 A-law, by the recommendation's segments. */
public final class ALaw {
  private static final int EVEN_BITS = 0x55;
  private static final int POSITIVE = 0x80;

  private ALaw() {}

  /** Linear 16-bit samples to A-law, one byte each. */
  public static byte[] encode(short[] samples) {
    byte[] coded = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      coded[i] = encode(samples[i]);
    }
    return coded;
  }

  /** A-law to linear 16-bit samples. */
  public static short[] decode(byte[] coded) {
    short[] samples = new short[coded.length];
    for (int i = 0; i < coded.length; i++) {
      samples[i] = decode(coded[i]);
    }
    return samples;
  }

  private static byte encode(short sample) {
    int sign = sample >= 0 ? POSITIVE : 0;
    // 13 bits of magnitude; negative values are mirrored so that -1 is the first step below zero
    int magnitude = (sample >= 0 ? sample : -sample - 1) >> 3;
    int segment = Math.max(0, 32 - Integer.numberOfLeadingZeros(magnitude >> 5));
    int step = segment < 2 ? magnitude >> 1 : magnitude >> segment;
    return (byte) ((sign | (segment << 4) | (step & 0x0F)) ^ EVEN_BITS);
  }

  private static short decode(byte coded) {
    int value = (coded & 0xFF) ^ EVEN_BITS;
    int segment = (value >> 4) & 0x07;
    int step = ((value & 0x0F) << 1) | 1;
    int magnitude = segment == 0 ? step : (step | 0x20) << (segment - 1);
    int sample = magnitude << 3;
    return (short) ((value & POSITIVE) != 0 ? sample : -sample);
  }
}
