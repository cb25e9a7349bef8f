package linekeeper.recording.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody wants to take out of the house.
 *
 * @param decision what somebody else decided; null while nobody has
 */
public record TakeOut(
    UUID id,
    TakeOutSubject subject,
    String reason,
    String askedBy,
    Instant askedAt,
    @Nullable Decided decision) {

  /**
   * By whom, when, and whether it may be.
   *
   * @param why where he said so
   */
  public record Decided(String by, Instant at, boolean approved, @Nullable String why) {}

  /** How far it is. */
  public enum State {
    /** Somebody else is to decide. */
    ASKED,
    /** It may be taken out, as often as need be. */
    APPROVED,
    /** It may not. */
    REFUSED,
    /** It was approved, and the time for it is over. */
    EXPIRED
  }

  /** How far it is now, where an approval holds for so long. */
  public State state(Instant now, Duration within) {
    if (decision == null) {
      return State.ASKED;
    }
    if (!decision.approved()) {
      return State.REFUSED;
    }
    return now.isBefore(decision.at().plus(within)) ? State.APPROVED : State.EXPIRED;
  }

  /** When its approval is over; null where it has none. */
  public @Nullable Instant until(Duration within) {
    return decision == null || !decision.approved() ? null : decision.at().plus(within);
  }

  /** The consent that was given; nothing where none was. */
  public Optional<Consent> consent() {
    return decision == null || !decision.approved()
        ? Optional.empty()
        : Optional.of(new Consent(id, askedBy, decision.by(), reason));
  }
}
