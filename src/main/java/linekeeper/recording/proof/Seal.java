package linekeeper.recording.proof;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is signed at the end of a natural day: which manifests it has, between which links.
 *
 * @param first the number of its first manifest; one more than {@code last} on a day without any
 * @param last the number of its last manifest
 * @param before the link before the first: the one that the day before ended with
 * @param head the link of the last
 */
public record Seal(
    int version,
    LocalDate day,
    String zone,
    long first,
    long last,
    String before,
    String head,
    Instant sealedAt) {

  /** The text that is signed. */
  public String text() {
    return Manifest.write(this);
  }

  /**
   * A seal from its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Seal read(String text) {
    return Manifest.read(text, Seal.class);
  }
}
