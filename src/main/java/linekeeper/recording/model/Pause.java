package linekeeper.recording.model;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Silence that an agent had recorded.
 *
 * @param to null while it goes on
 * @param why what for
 */
public record Pause(Instant from, @Nullable Instant to, AgentId agent, String why) {}
