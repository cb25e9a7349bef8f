package linekeeper.recording.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an uploaded piece of evidence is, said once and signed when the store was seen to hold it;
 * and said again, with why, when it is withdrawn or deleted.
 *
 * @param version of this form, 1
 * @param number its place in the chain, which it shares with the recordings' manifests
 * @param name as the uploader named the file: a text
 * @param mediaType by its content
 * @param claimedAt when it was taken, as the uploader says
 * @param exifAt when it was taken, as the file says
 * @param receivedAt when the whole of it was here
 * @param dueAt until when it was due, where that was said
 * @param scannedBy what looked for malware, empty where nothing did
 * @param replaces the item that it stands for now, or null
 * @param withdrawn null while it counts
 * @param purged null while it is there
 */
@JsonPropertyOrder({"version", "number", "item"})
public record ItemManifest(
    int version,
    long number,
    String item,
    String call,
    String kind,
    String name,
    String purpose,
    String mediaType,
    long size,
    Map<String, String> digests,
    String bucket,
    String objectKey,
    String uploadedBy,
    @Nullable Instant claimedAt,
    @Nullable Instant exifAt,
    Instant receivedAt,
    @Nullable Instant dueAt,
    boolean late,
    String scannedBy,
    @Nullable String replaces,
    @Nullable Withdrawn withdrawn,
    @Nullable Purged purged,
    Instant signedAt,
    String software) {

  /** Copies the digests. */
  public ItemManifest {
    digests = Map.copyOf(digests);
  }

  /**
   * That it does not count any more.
   *
   * @param replacedBy what stands for it now, or null
   */
  public record Withdrawn(Instant at, String by, String why, @Nullable String replacedBy) {}

  /**
   * That it was deleted when its time was over.
   *
   * @param lawfulFrom the first day on which it might be
   * @param rule by which rule, in the rule's own words
   * @param goneAt when it was seen not to be there any more
   */
  public record Purged(
      LocalDate lawfulFrom, String rule, String by, String why, Instant at, Instant goneAt) {}

  /** The same in its place in the chain. */
  public ItemManifest at(long place, Instant now) {
    return new ItemManifest(
        version,
        place,
        item,
        call,
        kind,
        name,
        purpose,
        mediaType,
        size,
        digests,
        bucket,
        objectKey,
        uploadedBy,
        claimedAt,
        exifAt,
        receivedAt,
        dueAt,
        late,
        scannedBy,
        replaces,
        withdrawn,
        purged,
        now,
        software);
  }

  /** The text that is signed. */
  public String text() {
    return Manifest.write(this);
  }

  /**
   * A manifest from its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ItemManifest read(String text) {
    return Manifest.read(text, ItemManifest.class);
  }
}
