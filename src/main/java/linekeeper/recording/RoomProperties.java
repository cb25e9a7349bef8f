package linekeeper.recording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code linekeeper.recording.room.*}: what is given up, and when, while the spool's disk fills
 * (decision 0046).
 *
 * @param keepFree with less room than this people are told, and nothing lies there twice
 * @param reserve with less room than this no further recording is begun, so that what shares the
 *     disk, the database above all, can still write
 */
@ConfigurationProperties("linekeeper.recording.room")
public record RoomProperties(DataSize keepFree, DataSize reserve) {

  /** Checks that one comes before the other. */
  public RoomProperties {
    if (reserve.isNegative() || keepFree.compareTo(reserve) <= 0) {
      throw new IllegalArgumentException(
          "linekeeper.recording.room.keep-free: must be more than linekeeper.recording.room.reserve, which must not be negative");
    }
  }
}
