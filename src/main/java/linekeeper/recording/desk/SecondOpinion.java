package linekeeper.recording.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.model.Audio;
import net.bramp.ffmpeg.FFprobe;
import net.bramp.ffmpeg.probe.FFmpegProbeResult;
import net.bramp.ffmpeg.probe.FFmpegStream;
import org.springframework.stereotype.Component;

/**
 * Has somebody else's program (ffprobe) read a file and say what it is. Bounded in time; its
 * complaints are not printed.
 */
@Component
final class SecondOpinion {
  private static final double TOLERANCE_SECONDS = 0.005;
  private final FFprobe ffprobe;
  private final long every;
  private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

  SecondOpinion(RecordingProperties properties) {
    this.ffprobe = new FFprobe(properties.ffprobe(), new BoundedProcess(properties.probeWithin()));
    this.every = properties.probeEvery().toNanos();
  }

  /** Whether this recording is one to ask about; under load not every one is. */
  boolean wanted() {
    long next = nextAt.get();
    long now = System.nanoTime();
    return now - next >= 0 && nextAt.compareAndSet(next, now + every);
  }

  /**
   * What contradicts our own description, or nothing where it agrees.
   *
   * @throws IOException if there is no opinion: the program is not there, failed, or took too long
   */
  Optional<String> contradiction(Path file, Audio audio) throws IOException {
    FFmpegProbeResult result;
    try {
      result = ffprobe.probe(file.toString());
    } catch (RuntimeException e) {
      throw new IOException("ffprobe said nothing that makes sense", e);
    }
    List<FFmpegStream> streams = result.getStreams();
    if (streams == null || streams.size() != 1) {
      return Optional.of("ffprobe does not find one stream");
    }
    return contradiction(streams.getFirst(), audio);
  }

  private static Optional<String> contradiction(FFmpegStream stream, Audio audio) {
    if (!Audio.CODEC.equals(stream.getCodecName())) {
      return Optional.of("ffprobe finds codec " + stream.getCodecName());
    }
    if (stream.getChannels() != audio.channels() || stream.getSampleRate() != audio.sampleRate()) {
      return Optional.of(
          "ffprobe finds %d channels at %d Hz"
              .formatted(stream.getChannels(), stream.getSampleRate()));
    }
    double expected = audio.durationMillis() / 1000.0;
    return Math.abs(stream.getDuration() - expected) > TOLERANCE_SECONDS
        ? Optional.of("ffprobe finds %.3f s".formatted(stream.getDuration()))
        : Optional.empty();
  }
}
