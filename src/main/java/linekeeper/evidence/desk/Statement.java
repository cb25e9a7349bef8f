package linekeeper.evidence.desk;

import java.time.Instant;
import java.util.Map;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.proof.DigestKind;
import linekeeper.recording.proof.ItemManifest;
import org.jspecify.annotations.Nullable;

/** What is said of an item in the chain. */
final class Statement {
  private Statement() {}

  /** That the store holds it. */
  static ItemManifest there(EvidenceItem item, String bucket) {
    return said(item, bucket, null, null);
  }

  /** That it does not count any more. */
  static ItemManifest withdrawn(EvidenceItem item, String bucket) {
    return said(item, bucket, withdrawn(item), null);
  }

  /** That it was deleted when its time was over; it is the certificate of that. */
  static ItemManifest purged(EvidenceItem item, String bucket) {
    return said(item, bucket, withdrawn(item), purged(item));
  }

  private static ItemManifest.@Nullable Withdrawn withdrawn(EvidenceItem item) {
    EvidenceItem.Withdrawn it = item.withdrawn();
    return it == null
        ? null
        : new ItemManifest.Withdrawn(it.at(), it.by(), it.why(), text(it.replacedBy()));
  }

  private static ItemManifest.@Nullable Purged purged(EvidenceItem item) {
    if (!(item.keeping()
        instanceof EvidenceItem.Keeping.Purged(PurgeOrder order, Instant goneAt))) {
      return null;
    }
    return new ItemManifest.Purged(
        order.lawfulFrom(), order.rule(), order.by(), order.why(), order.at(), goneAt);
  }

  private static ItemManifest said(
      EvidenceItem item,
      String bucket,
      ItemManifest.@Nullable Withdrawn withdrawn,
      ItemManifest.@Nullable Purged purged) {
    EvidenceItem.Told told = item.told();
    EvidenceItem.Content content = item.content();
    return new ItemManifest(
        1,
        0,
        item.id().value(),
        told.call().value(),
        told.kind().name(),
        told.name(),
        told.purpose(),
        content.mediaType(),
        content.size(),
        Map.of(DigestKind.SHA_256.title(), content.digest()),
        bucket,
        item.objectKey(),
        item.uploadedBy(),
        told.takenAt(),
        content.exifAt(),
        item.receivedAt(),
        told.dueAt(),
        item.late(),
        content.scan().scannedBy(),
        text(told.replaces()),
        withdrawn,
        purged,
        Instant.EPOCH,
        "linekeeper");
  }

  private static @Nullable String text(@Nullable EvidenceItemId id) {
    return id == null ? null : id.value();
  }
}
