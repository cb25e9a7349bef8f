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
 * @param workers how many recordings are worked on at once, 1 to 8; half of them while some
 *     hundreds wait, because live calls come first
 * @param ffprobe the program that gives the second opinion on a file
 * @param probeWithin how long it may take
 * @param probeEvery the least time from one second opinion to the next: each takes a processor as
 *     long as several calls do, and what it would find is not in one recording alone
 * @param settleWithin how long a file may grow on after the switch was done with it before people
 *     are told, at least 10 s
 * @param longest how long a recording may go on before people are told, at least a minute
 */
@ConfigurationProperties("linekeeper.recording")
public record RecordingProperties(
    @DefaultValue("recordings") Path spool,
    @DefaultValue("2") int workers,
    @DefaultValue("ffprobe") String ffprobe,
    @DefaultValue("20s") Duration probeWithin,
    @DefaultValue("10s") Duration probeEvery,
    @DefaultValue("10m") Duration settleWithin,
    @DefaultValue("12h") Duration longest) {

  private static final int MOST_WORKERS = 8;
  private static final Duration LEAST_SETTLE = Duration.ofSeconds(10);
  private static final Duration LEAST_LONGEST = Duration.ofMinutes(1);

  /** Checks the number of workers and the times after which people are told. */
  public RecordingProperties {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException("linekeeper.recording.workers: must be from 1 to 8");
    }
    if (settleWithin.compareTo(LEAST_SETTLE) < 0) {
      throw new IllegalArgumentException(
          "linekeeper.recording.settle-within: must be 10s or longer");
    }
    if (longest.compareTo(LEAST_LONGEST) < 0) {
      throw new IllegalArgumentException("linekeeper.recording.longest: must be 1m or longer");
    }
  }
}
