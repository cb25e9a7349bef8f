package linekeeper.recording;

import static java.util.stream.Collectors.toSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.WrittenRule;
import linekeeper.recording.model.RecordingKind;
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
public record RetentionProperties(@NotNull ZoneId zone, @NotEmpty List<@Valid WrittenRule> rules) {

  /** Copies the list. */
  public RetentionProperties {
    rules = List.copyOf(rules);
  }

  /** All of them. */
  public RetentionBook book() {
    return new RetentionBook(
        rules.stream().map(WrittenRule::rule).toList(),
        zone,
        Arrays.stream(RecordingKind.values()).map(RecordingKind::name).collect(toSet()));
  }
}
