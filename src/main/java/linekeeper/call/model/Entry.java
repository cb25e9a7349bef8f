package linekeeper.call.model;

import java.time.Instant;
import linekeeper.call.FloorCommand;
import linekeeper.telephony.Fact;

/**
 * One input of the floor, as the journal keeps it: with its number, its moment and the seed of its
 * ids, so that taking it again gives the same state.
 */
public record Entry(long number, Instant at, long seed, Input input) {

  /** What came in. */
  public sealed interface Input {
    /** The switch said something. */
    record Heard(Fact fact) implements Input {}

    /** Somebody asked for something. */
    record Asked(FloorCommand command) implements Input {}

    /** An alarm rang that was set for that moment. */
    record Rang(AlarmKey alarm) implements Input {}
  }
}
