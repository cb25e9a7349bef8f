package linekeeper.platform.journal;

import java.time.Instant;
import java.util.List;

/**
 * One step as it is to be kept: what went in and what came of it, committed together or not at all.
 *
 * @param number grows by one with each step
 * @param body what went in, as JSON
 * @param events what happened, in order
 */
public record JournalEntry(long number, Instant at, String body, List<Event> events) {

  /** Copies the list. */
  public JournalEntry {
    events = List.copyOf(events);
  }

  /**
   * One event.
   *
   * @param family the simple name of its sealed interface
   * @param name its own simple name
   * @param body itself, as JSON
   */
  public record Event(String family, String name, Instant at, String body) {}
}
