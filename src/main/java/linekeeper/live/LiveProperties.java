package linekeeper.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the live door behaves; {@code docs/live-protocol.md} tells clients what follows from it.
 *
 * @param beat how often a quiet socket is told that the server lives
 * @param silence how long a client may show no sign of life
 * @param slow how long one send may take before the socket is given up
 * @param pace the least time between two rounds of patches: what changes meanwhile is coalesced
 * @param standing how often sessions and tokens are checked; must leave room for the 5 s promise
 * @param backlog steps that may wait for the fan-out before it takes a fresh snapshot instead
 * @param tombstones how many vanished subjects are remembered for sockets that lag behind
 * @param sockets how many sockets there may be
 * @param socketsPerUser how many of them one person may hold
 * @param framesPerSecond how many frames a client may send per second, with as many again at once
 */
@Validated
@ConfigurationProperties("linekeeper.live")
record LiveProperties(
    @DefaultValue("5s") Duration beat,
    @DefaultValue("20s") Duration silence,
    @DefaultValue("5s") Duration slow,
    @DefaultValue("8ms") Duration pace,
    @DefaultValue("2s") Duration standing,
    @DefaultValue("8192") @Min(16) @Max(1_048_576) int backlog,
    @DefaultValue("2048") @Min(16) @Max(1_048_576) int tombstones,
    @DefaultValue("1000") @Min(1) @Max(100_000) int sockets,
    @DefaultValue("8") @Min(1) @Max(1000) int socketsPerUser,
    @DefaultValue("20") @Min(1) @Max(10_000) int framesPerSecond) {

  /** Refuses what would break a promise. */
  LiveProperties {
    if (standing.compareTo(Duration.ofSeconds(4)) > 0) {
      throw new IllegalArgumentException(
          "linekeeper.live.standing: must be at most 4s, for a revoked session is cut within 5 s");
    }
  }
}
