package linekeeper.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import linekeeper.recording.proof.Scheme;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linekeeper.evidence.*}.
 *
 * @param key the file with the private key that signs, PKCS #8 in PEM; made where there is none
 * @param scheme what a key that is made is for; a key that is there says itself what it is for
 * @param sm3 whether manifests name the SM3 digest too, for which each recording is read once more
 * @param zone whose natural days are sealed
 * @param sealAfter how long after its end a day is sealed
 * @param takeOutWithin for how long another person's consent to taking something out holds, at
 *     least a minute
 */
@ConfigurationProperties("linekeeper.evidence")
public record EvidenceProperties(
    @DefaultValue("evidence.key") Path key,
    @DefaultValue("ED25519") Scheme scheme,
    @DefaultValue("false") boolean sm3,
    @DefaultValue("Asia/Shanghai") ZoneId zone,
    @DefaultValue("10m") Duration sealAfter,
    @DefaultValue("24h") Duration takeOutWithin) {

  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Checks that what was approved can still be taken out. */
  public EvidenceProperties {
    if (takeOutWithin.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "linekeeper.evidence.take-out-within: must be 1m or longer");
    }
  }
}
