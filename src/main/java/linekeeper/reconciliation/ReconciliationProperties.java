package linekeeper.reconciliation;

import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linekeeper.reconciliation.*}.
 *
 * @param at when the day before is looked at, every day
 * @param zone where the day begins
 */
@ConfigurationProperties("linekeeper.reconciliation")
@Validated
public record ReconciliationProperties(
    @DefaultValue("03:30") @NotNull LocalTime at,
    @DefaultValue("Asia/Shanghai") @NotNull ZoneId zone) {}
