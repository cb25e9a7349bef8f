package linekeeper.recording.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a recording was deleted, said once and signed when it was seen not to be there any more.
 *
 * @param version of this form, 1
 * @param manifest its manifest's number in the chain; the manifest stays
 * @param manifestDigest SHA-256 of that manifest's text
 * @param act what it proved, or null
 * @param lawfulFrom the first day on which it could be deleted
 * @param rule by which rule
 * @param goneAt when neither the spool nor the store had it any more
 */
@JsonPropertyOrder({"version", "recording"})
public record PurgeCertificate(
    int version,
    String recording,
    String call,
    long manifest,
    String manifestDigest,
    String digest,
    long size,
    String bucket,
    String objectKey,
    @Nullable String act,
    LocalDate lawfulFrom,
    String rule,
    String orderedBy,
    String why,
    Instant orderedAt,
    Instant goneAt,
    Instant signedAt,
    String software) {

  /** The text that is signed. */
  public String text() {
    return Manifest.write(this);
  }

  /**
   * A certificate from its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PurgeCertificate read(String text) {
    return Manifest.read(text, PurgeCertificate.class);
  }
}
