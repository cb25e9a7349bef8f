package linekeeper.recording.desk;

import java.io.IOException;
import linekeeper.recording.ListeningProperties;
import net.bramp.ffmpeg.FFmpeg;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import org.jspecify.annotations.Nullable;

/**
 * ffmpeg, bounded in time. It is asked who it is once, not before each order, which would start it
 * twice; a program that is not there is looked for again with the next order.
 */
final class Encoder {
  private final ListeningProperties properties;
  private volatile @Nullable FFmpeg known;

  Encoder(ListeningProperties properties) {
    this.properties = properties;
  }

  /**
   * Carries an order out.
   *
   * @throws IOException if the program is not there, failed, or took too long
   */
  void run(FFmpegBuilder order) throws IOException {
    try {
      ffmpeg().run(order);
    } catch (RuntimeException e) {
      throw new IOException("ffmpeg made no copy", e);
    }
  }

  private FFmpeg ffmpeg() throws IOException {
    FFmpeg ffmpeg = known;
    if (ffmpeg == null) {
      ffmpeg = new FFmpeg(properties.ffmpeg(), new BoundedProcess(properties.within()));
      known = ffmpeg;
    }
    return ffmpeg;
  }
}
