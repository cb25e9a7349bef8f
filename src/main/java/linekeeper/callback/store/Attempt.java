package linekeeper.callback.store;

import java.time.Instant;
import linekeeper.callback.CallbackId;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as it is kept.
 *
 * @param seat the seat that makes it, or null where it is for the queue to say and it has not yet
 * @param begunAt when the floor began with it, or null while that was not heard
 * @param outcome how it ended, or null while it has not
 */
public record Attempt(
    AttemptId id,
    CallbackId callback,
    int number,
    @Nullable SeatId seat,
    @Nullable AgentId agent,
    Instant intendedAt,
    @Nullable Instant begunAt,
    @Nullable CallId call,
    @Nullable Instant dialledAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable String outcome) {}
