package linekeeper.evidence.web;

import java.time.Instant;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.evidence.model.Scan;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import org.jspecify.annotations.Nullable;

/**
 * An item as people and programs see it.
 *
 * @param capturedAt when it was taken: as the file says, else as the uploader says
 * @param captureSource {@code EXIF} or {@code CLAIMED}, whichever it is from; null with none
 * @param claimedAt what the uploader says, also where the file says otherwise
 * @param scan {@code NOT_SCANNED}, {@code CLEAN} or {@code INFECTED}
 * @param state {@code HELD}, {@code STORED}, {@code SPOILT}, {@code QUARANTINED}, {@code PURGING}
 *     or {@code PURGED}
 */
record ItemView(
    EvidenceItemId id,
    CallId callId,
    EvidenceKind kind,
    String name,
    String purpose,
    String mediaType,
    long size,
    String sha256,
    String uploadedBy,
    Instant uploadedAt,
    @Nullable Instant capturedAt,
    @Nullable String captureSource,
    @Nullable Instant claimedAt,
    @Nullable Instant due,
    boolean late,
    String scan,
    String state,
    @Nullable EvidenceItemId replaces,
    EvidenceItem.@Nullable Withdrawn withdrawn) {

  static ItemView of(EvidenceItem it) {
    Instant exif = it.content().exifAt();
    Instant claimed = it.told().takenAt();
    String source = exif != null ? "EXIF" : claimed != null ? "CLAIMED" : null;
    return new ItemView(
        it.id(),
        it.told().call(),
        it.told().kind(),
        it.told().name(),
        it.told().purpose(),
        it.content().mediaType(),
        it.content().size(),
        it.content().digest(),
        it.uploadedBy(),
        it.receivedAt(),
        exif != null ? exif : claimed,
        source,
        claimed,
        it.told().dueAt(),
        it.late(),
        scan(it.content().scan()),
        it.keeping().title(),
        it.told().replaces(),
        it.withdrawn());
  }

  private static String scan(Scan scan) {
    return switch (scan) {
      case Scan.NotScanned _ -> "NOT_SCANNED";
      case Scan.Clean _ -> "CLEAN";
      case Scan.Infected _ -> "INFECTED";
    };
  }
}
