package linekeeper.evidence.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.platform.retention.Retained;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded piece of evidence (EvidenceItem, domain 3.3). What was received never changes; only
 * where it is, and whether it still counts.
 *
 * @param receivedAt when the whole of it was here
 * @param withdrawn null while it counts
 */
public record EvidenceItem(
    EvidenceItemId id,
    Told told,
    Content content,
    String uploadedBy,
    Instant receivedAt,
    Keeping keeping,
    @Nullable Withdrawn withdrawn)
    implements Retained {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  /**
   * What the uploader says.
   *
   * @param name the file's name: a text, and no path of anything
   * @param purpose what it shows
   * @param takenAt when it was taken, where that is said
   * @param dueAt until when it was due, where that is said
   * @param replaces the item that it stands for, if it is a correction
   */
  public record Told(
      CallId call,
      EvidenceKind kind,
      String name,
      String purpose,
      @Nullable Instant takenAt,
      @Nullable Instant dueAt,
      @Nullable EvidenceItemId replaces) {

    /** The same, standing for another item or for none. */
    public Told replacing(@Nullable EvidenceItemId other) {
      return new Told(call, kind, name, purpose, takenAt, dueAt, other);
    }
  }

  /**
   * What was received.
   *
   * @param digest SHA-256 in hexadecimal
   * @param exifAt when it was taken, as the file itself says
   */
  public record Content(
      String mediaType, long size, String digest, @Nullable Instant exifAt, Scan scan) {}

  /** Where it is. */
  public sealed interface Keeping {
    /** Here, until the store has it. */
    record Held() implements Keeping {}

    /** The store was seen to hold it. */
    record Stored(Instant at) implements Keeping {}

    /** What was held here is not what was received any more; nothing of it is removed. */
    record Spoilt() implements Keeping {}

    /** Malware was found in it: it is kept here, and never given out. */
    record Quarantined() implements Keeping {}

    /**
     * It is to be deleted, everywhere: there is no way back.
     *
     * @param dueAt when that is tried next
     * @param refusal why it could not be done yet: the store keeps it still, for one; or null
     */
    record Purging(PurgeOrder order, Instant dueAt, @Nullable String refusal) implements Keeping {}

    /**
     * It was deleted, and seen not to be there any more.
     *
     * @param goneAt when that was seen
     */
    record Purged(PurgeOrder order, Instant goneAt) implements Keeping {}

    /** As it is written. */
    default String title() {
      return switch (this) {
        case Held _ -> "HELD";
        case Stored _ -> "STORED";
        case Spoilt _ -> "SPOILT";
        case Quarantined _ -> "QUARANTINED";
        case Purging _ -> "PURGING";
        case Purged _ -> "PURGED";
      };
    }
  }

  /**
   * That it does not count any more.
   *
   * @param replacedBy what stands for it now
   */
  public record Withdrawn(Instant at, String by, String why, @Nullable EvidenceItemId replacedBy) {}

  /** Whether it was deleted, or is being deleted. */
  public boolean over() {
    return keeping instanceof Keeping.Purging || keeping instanceof Keeping.Purged;
  }

  /** Whether it came after it was due. */
  public boolean late() {
    return told.dueAt() != null && receivedAt.isAfter(told.dueAt());
  }

  @Override
  public String retentionKind() {
    return told.kind().name();
  }

  @Override
  public Instant begunAt() {
    return receivedAt;
  }

  /** From when it came: what it shows may be older, and that is only what somebody says. */
  @Override
  public Instant keptFrom() {
    return receivedAt;
  }

  /** Under which key it is stored: by the UTC day it came, and by its id alone. */
  public String objectKey() {
    return "evidence/" + DAY.format(receivedAt) + "/" + id.value();
  }
}
