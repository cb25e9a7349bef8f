package linekeeper.call.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What calls are looked for.
 *
 * @param outcome {@code answered}, {@code lost} or {@code all}
 * @param agent only this agent's, or null for all
 * @param beforeAt with {@code beforeId}: where the page before ended, or null for the first
 */
public record CallSearch(
    Instant from,
    Instant to,
    String outcome,
    @Nullable String agent,
    @Nullable Instant beforeAt,
    @Nullable String beforeId,
    int limit) {}
