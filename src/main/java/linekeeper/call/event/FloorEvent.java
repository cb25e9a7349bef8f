package linekeeper.call.event;

import java.time.Instant;

/** What happened to the floor as a whole. Told after commit, in order, at least once. */
public sealed interface FloorEvent {

  /** When it happened. */
  Instant at();

  /**
   * The floor hears the switch again. Meanwhile callers were the dialplan's; calls that were on the
   * floor went on without it.
   *
   * @param from since when it did not; where the application ended without a word, when it was last
   *     known to be there
   * @param reason for people: what the link said, or that the application was away
   */
  record WasAway(Instant from, Instant at, String reason) implements FloorEvent {}
}
