package linekeeper.recording.store;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * What recordings are looked for: those that began in {@code [from, to)}.
 *
 * @param agent only what this agent talked in, or null for all
 * @param beforeAt with {@code beforeId}: where the page before ended, or null for the first
 */
public record RecordingSearch(
    Instant from,
    Instant to,
    @Nullable AgentId agent,
    @Nullable Instant beforeAt,
    @Nullable String beforeId,
    int most) {}
