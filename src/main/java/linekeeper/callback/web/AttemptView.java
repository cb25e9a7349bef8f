package linekeeper.callback.web;

import java.time.Instant;
import linekeeper.callback.store.Attempt;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach a citizen.
 *
 * @param seatId the seat that called, or null where it waits for one
 * @param intendedAt when it was committed, before anybody was rung
 * @param dialledAt when the citizen's phone was told to ring, or null where it never was
 * @param outcome how it ended, or null while it has not
 */
record AttemptView(
    int number,
    @Nullable SeatId seatId,
    @Nullable AgentId agentId,
    Instant intendedAt,
    @Nullable CallId callId,
    @Nullable Instant dialledAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable String outcome) {

  static AttemptView of(Attempt it) {
    return new AttemptView(
        it.number(),
        it.seat(),
        it.agent(),
        it.intendedAt(),
        it.call(),
        it.dialledAt(),
        it.answeredAt(),
        it.endedAt(),
        it.outcome());
  }
}
