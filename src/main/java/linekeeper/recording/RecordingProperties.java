package linekeeper.recording;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linekeeper.recording.*}.
 *
 * @param spool where the switch writes {@code <recordingId>.raw}: two channels interleaved, signed
 *     16-bit little-endian, 8 kHz
 * @param workers how many recordings are worked on at once, 1 to 8; they yield to live calls
 * @param ffprobe the program that gives the second opinion on a file
 * @param probeWithin how long it may take
 * @param probeEvery the least time from one second opinion to the next: each takes a processor as
 *     long as several calls do, and what it would find is not in one recording alone
 */
@ConfigurationProperties("linekeeper.recording")
public record RecordingProperties(
    @DefaultValue("recordings") Path spool,
    @DefaultValue("2") int workers,
    @DefaultValue("ffprobe") String ffprobe,
    @DefaultValue("20s") Duration probeWithin,
    @DefaultValue("10s") Duration probeEvery) {

  private static final int MOST_WORKERS = 8;

  /** Checks the number of workers. */
  public RecordingProperties {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException("linekeeper.recording.workers: must be from 1 to 8");
    }
  }
}
