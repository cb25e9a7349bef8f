package linekeeper.testing;

/** Listens to linear audio at 8,000 samples a second. */
public final class Sound {
  private static final int RATE = 8000;

  private Sound() {}

  /** How loud it is: the root of the mean square, 0 to 32,768. */
  public static double loudness(short[] samples) {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
  }

  /**
   * The share of a tone in all that is heard, from 0 (not there) to 1 (nothing else): the mean over
   * windows of 50 ms, so that a tone that is not steady in phase counts too.
   */
  public static double share(short[] samples, int hertz) {
    int window = RATE / 20;
    double tone = 0;
    double all = 0;
    for (int from = 0; from + window <= samples.length; from += window) {
      tone += power(samples, from, window, hertz);
      for (int i = from; i < from + window; i++) {
        all += (double) samples[i] * samples[i];
      }
    }
    return all == 0 ? 0 : tone / all;
  }

  /** The energy of one frequency in a window (Goertzel). */
  private static double power(short[] samples, int from, int window, int hertz) {
    double factor = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double one = 0;
    double two = 0;
    for (int i = from; i < from + window; i++) {
      double next = samples[i] + factor * one - two;
      two = one;
      one = next;
    }
    return (one * one + two * two - factor * one * two) * 2 / window;
  }
}
