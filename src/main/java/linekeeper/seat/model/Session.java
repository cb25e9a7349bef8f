package linekeeper.seat.model;

import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * An agent's time at a seat (签入会话).
 *
 * @param missed offers in a row that were not answered
 * @param lastFreeAt since when the agent waits for the next call: what "longest idle" compares
 * @param wish what takes effect as soon as no call is in hand
 */
public record Session(
    AgentId agent,
    Set<String> skills,
    Instant signedInAt,
    int missed,
    Instant lastFreeAt,
    @Nullable Wish wish) {

  /** Copies the skills. */
  public Session {
    skills = Set.copyOf(skills);
  }

  Session wishing(@Nullable Wish newWish) {
    return new Session(agent, skills, signedInAt, missed, lastFreeAt, newWish);
  }

  Session missing(int newMissed) {
    return new Session(agent, skills, signedInAt, newMissed, lastFreeAt, wish);
  }

  Session freeSince(Instant now) {
    return new Session(agent, skills, signedInAt, missed, now, wish);
  }

  /** What the agent, or a leader, wants next. */
  public sealed interface Wish {
    /** To take no calls. */
    record ToBeBusy(String reason) implements Wish {}

    /** A break, not yet granted. */
    record BreakAsked(String reason, int minutes) implements Wish {}

    /** A break, granted. */
    record BreakGranted(String reason, int minutes) implements Wish {}

    /** To leave, because of this. */
    record ToLeave(linekeeper.seat.event.SeatEvent.SignOutReason because) implements Wish {}
  }
}
