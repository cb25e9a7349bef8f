package linekeeper.evidence;

import static java.util.stream.Collectors.toSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import linekeeper.evidence.model.Acceptance;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.WrittenRule;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linekeeper.evidence-items.*}: what is taken in. A value that makes no sense stops the
 * start.
 *
 * @param directory where files are while they come in, wait for the store, or are quarantined
 * @param keepFree with less room than this nothing is taken in
 * @param atOnce how many uploads at once
 * @param within how long one may take
 * @param clamd {@code host:port} of a clamd that looks for malware; empty for none
 * @param scanWithin how long that may take
 * @param zone whose natural days count, and what a camera's clock without a zone is taken for
 * @param kinds what is accepted as what
 * @param looksLike how content of a type is recognised, where that is not by the type's own name
 * @param retention how long what is kept, at least
 */
@Validated
@ConfigurationProperties("linekeeper.evidence-items")
public record EvidenceItemsProperties(
    @NotNull Path directory,
    @NotNull DataSize keepFree,
    @Min(1) @Max(64) int atOnce,
    @NotNull Duration within,
    @NotNull @Pattern(regexp = "|[A-Za-z0-9.-]+:[0-9]{1,5}") String clamd,
    @NotNull Duration scanWithin,
    @NotNull ZoneId zone,
    @NotEmpty List<@Valid Kind> kinds,
    @NotNull List<@Valid LooksLike> looksLike,
    @NotEmpty List<@Valid WrittenRule> retention) {

  /** Copies the lists. */
  public EvidenceItemsProperties {
    kinds = List.copyOf(kinds);
    looksLike = List.copyOf(looksLike);
    retention = List.copyOf(retention);
  }

  /**
   * One kind.
   *
   * @param most the largest file
   * @param types media types
   */
  public record Kind(
      @NotNull EvidenceKind kind, @NotNull DataSize most, @NotEmpty List<String> types) {
    /** Copies the list. */
    public Kind {
      types = List.copyOf(types);
    }
  }

  /** What content of a type is recognised as. */
  public record LooksLike(@NotNull String type, @NotEmpty List<String> as) {
    /** Copies the list. */
    public LooksLike {
      as = List.copyOf(as);
    }
  }

  /** By which rules items are kept. */
  public RetentionBook book() {
    return new RetentionBook(
        retention.stream().map(WrittenRule::rule).toList(),
        zone,
        Arrays.stream(EvidenceKind.values()).map(EvidenceKind::name).collect(toSet()));
  }

  /** All that is taken in. */
  public Acceptance acceptance() {
    return new Acceptance(
        kinds.stream()
            .map(it -> new Acceptance.OfKind(it.kind(), it.most().toBytes(), it.types()))
            .toList(),
        looksLike.stream().map(it -> new Acceptance.Look(it.type(), it.as())).toList());
  }
}
