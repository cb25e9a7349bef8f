package linekeeper.evidence.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Content;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.EvidenceItem.Withdrawn;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.evidence.model.Scan;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.PurgeOrder;
import org.jspecify.annotations.Nullable;

/** From a row to an item. */
final class ItemRow {
  private ItemRow() {}

  static EvidenceItem read(ResultSet row, int number) throws SQLException {
    return new EvidenceItem(
        new EvidenceItemId(row.getString("id")),
        new Told(
            new CallId(row.getString("call")),
            EvidenceKind.valueOf(row.getString("kind")),
            row.getString("name"),
            row.getString("purpose"),
            perhaps(row, "claimed_at"),
            perhaps(row, "due_at"),
            id(row, "replaces")),
        new Content(
            row.getString("media_type"),
            row.getLong("size"),
            row.getString("digest"),
            perhaps(row, "exif_at"),
            scan(row)),
        row.getString("uploaded_by"),
        moment(row, "received_at"),
        keeping(row),
        withdrawn(row));
  }

  private static Keeping keeping(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return switch (state) {
      case "HELD" -> new Keeping.Held();
      case "STORED" -> new Keeping.Stored(moment(row, "stored_at"));
      case "SPOILT" -> new Keeping.Spoilt();
      case "QUARANTINED" -> new Keeping.Quarantined();
      case "PURGING" ->
          new Keeping.Purging(
              order(row), moment(row, "purge_due_at"), row.getString("purge_refusal"));
      case "PURGED" -> new Keeping.Purged(order(row), moment(row, "gone_at"));
      default -> throw new SQLException("no such state: " + state);
    };
  }

  private static PurgeOrder order(ResultSet row) throws SQLException {
    return new PurgeOrder(
        row.getString("purge_by"),
        row.getString("purge_why"),
        moment(row, "purge_at"),
        row.getObject("purge_lawful_from", LocalDate.class),
        row.getString("purge_rule"));
  }

  private static Scan scan(ResultSet row) throws SQLException {
    String by = row.getString("scanned_by");
    String malware = row.getString("malware");
    if (by.isEmpty()) {
      return new Scan.NotScanned();
    }
    return malware.isEmpty() ? new Scan.Clean(by) : new Scan.Infected(by, malware);
  }

  private static @Nullable Withdrawn withdrawn(ResultSet row) throws SQLException {
    Instant at = perhaps(row, "withdrawn_at");
    return at == null
        ? null
        : new Withdrawn(
            at,
            row.getString("withdrawn_by"),
            row.getString("withdrawn_why"),
            id(row, "replaced_by"));
  }

  private static @Nullable EvidenceItemId id(ResultSet row, String column) throws SQLException {
    String id = row.getString(column);
    return id == null ? null : new EvidenceItemId(id);
  }
}
