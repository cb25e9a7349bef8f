package linekeeper.evidence.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.platform.retention.WrittenRule;
import org.springframework.util.unit.DataSize;

/** What is taken in, in tests: photos of a megabyte at most, kept for so many months. */
final class Items {
  private Items() {}

  static EvidenceItemsProperties in(Path home, int months) {
    return new EvidenceItemsProperties(
        home,
        DataSize.ofBytes(0),
        4,
        Duration.ofMinutes(10),
        "",
        Duration.ofSeconds(5),
        ZoneId.of("Asia/Shanghai"),
        List.of(
            new EvidenceItemsProperties.Kind(
                EvidenceKind.PHOTO, DataSize.ofMegabytes(1), List.of("image/jpeg"))),
        List.of(),
        List.of(new WrittenRule("*", "2026-01-01T00:00:00Z", "rule", Period.ofMonths(months))));
  }
}
