package linekeeper.access.desk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import linekeeper.access.model.PasswordPolicy;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the doors ({@code linekeeper.access}).
 *
 * @param lockAfter failed sign-ins in a row that lock a name
 * @param lockFor how long a lock lasts
 * @param addressFailures failed sign-ins that one network address may make at once
 * @param addressInterval after those, one more per this long
 * @param longestSession a session ends after this long, however busy it is
 * @param longestToken the longest life of an API token
 * @param passwordLength fewest characters of a password
 * @param passwordKinds of how many kinds of four (small, capital, digit, other) a password must be
 */
@Validated
@ConfigurationProperties("linekeeper.access")
public record AccessProperties(
    @DefaultValue("5") @Min(3) @Max(20) int lockAfter,
    @DefaultValue("15m") @NotNull @DurationMin(minutes = 1) Duration lockFor,
    @DefaultValue("20") @Min(5) int addressFailures,
    @DefaultValue("6s") @NotNull @DurationMin(millis = 100) Duration addressInterval,
    @DefaultValue("24h") @NotNull @DurationMin(minutes = 1) Duration longestSession,
    @DefaultValue("366d") @NotNull @DurationMin(minutes = 1) Duration longestToken,
    @DefaultValue("10") @Min(8) @Max(64) int passwordLength,
    @DefaultValue("3") @Min(1) @Max(4) int passwordKinds) {

  PasswordPolicy passwordPolicy() {
    return new PasswordPolicy(passwordLength, passwordKinds);
  }
}
