package linekeeper.platform.retention;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.Period;

/** A rule as it is written in the configuration. */
public record WrittenRule(
    @NotBlank String kind, @NotBlank String from, @NotBlank String reason, @NotNull Period keep) {

  /** What it says. */
  public RetentionRule rule() {
    return new RetentionRule(kind, Instant.parse(from), reason, keep);
  }
}
