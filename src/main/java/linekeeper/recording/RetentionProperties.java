package linekeeper.recording;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import linekeeper.recording.model.RetentionBook;
import linekeeper.recording.model.RetentionRule;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linekeeper.retention.*}: how long recordings are kept. A value that makes no sense stops
 * the start.
 *
 * @param zone whose natural days count
 */
@Validated
@ConfigurationProperties("linekeeper.retention")
public record RetentionProperties(@NotNull ZoneId zone, @NotEmpty List<@Valid Rule> rules) {

  /** Copies the list. */
  public RetentionProperties {
    rules = List.copyOf(rules);
  }

  /** One rule, as it is written. */
  public record Rule(
      @NotBlank String kind, @NotBlank String from, @NotBlank String reason, @NotNull Period keep) {
    private RetentionRule rule() {
      return new RetentionRule(kind, Instant.parse(from), reason, keep);
    }
  }

  /** All of them. */
  public RetentionBook book() {
    return new RetentionBook(rules.stream().map(Rule::rule).toList(), zone);
  }
}
