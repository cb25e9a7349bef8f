package linekeeper.recording.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A recording drawn: how loud each side was over the time, and where nobody spoke.
 *
 * @param durationMillis the whole length in milliseconds
 * @param caller the caller's loudest sample in each of equal parts of the time, in percent of full
 * @param seat the seat's, in as many parts
 * @param quiet where neither spoke for a while, in order
 */
public record Waveform(
    long durationMillis, List<Integer> caller, List<Integer> seat, List<Quiet> quiet) {

  /** Copies. */
  public Waveform {
    caller = List.copyOf(caller);
    seat = List.copyOf(seat);
    quiet = List.copyOf(quiet);
  }

  /** A stretch {@code [fromMillis, toMillis)} that a listener may skip. */
  public record Quiet(long fromMillis, long toMillis) {}

  /** Draws one from its samples, in their order; holds no more than the drawing. */
  public static final class Drawing {
    private static final int FULL = 32_768;

    /** A line's own noise, one fiftieth of full (-34 dB), is nobody's voice. */
    private static final int NOISE = FULL / 50;

    /** A shorter pause belongs to speech. */
    private static final long SHORTEST_MILLIS = 1_500;

    private final long frames;
    private final int rate;
    private final int[] caller;
    private final int[] seat;
    private final List<Quiet> quiet = new ArrayList<>();
    private long heard;
    private long quietSince;

    /**
     * Of so many samples a side.
     *
     * @param rate samples a second
     * @param points into how many parts, at least 1; never more than there are samples
     */
    public Drawing(long frames, int rate, int points) {
      this.frames = frames;
      this.rate = rate;
      int parts = (int) Math.max(1, Math.min(points, frames));
      this.caller = new int[parts];
      this.seat = new int[parts];
    }

    /** The next sample of each side; more than were announced are not drawn. */
    public void hear(short left, short right) {
      if (heard >= frames) {
        return;
      }
      int part = (int) (heard * caller.length / frames);
      caller[part] = Math.max(caller[part], Math.abs(left));
      seat[part] = Math.max(seat[part], Math.abs(right));
      if (Math.abs(left) > NOISE || Math.abs(right) > NOISE) {
        quietUntil(heard);
        quietSince = heard + 1;
      }
      heard++;
    }

    /** The drawing of what was heard. */
    public Waveform done() {
      quietUntil(heard);
      quietSince = heard;
      return new Waveform(millis(frames), percent(caller), percent(seat), quiet);
    }

    private void quietUntil(long frame) {
      if (millis(frame - quietSince) >= SHORTEST_MILLIS) {
        quiet.add(new Quiet(millis(quietSince), millis(frame)));
      }
    }

    private long millis(long count) {
      return count * 1_000 / rate;
    }

    private static List<Integer> percent(int[] peaks) {
      List<Integer> percents = new ArrayList<>();
      for (int peak : peaks) {
        percents.add(peak * 100 / FULL);
      }
      return percents;
    }
  }
}
