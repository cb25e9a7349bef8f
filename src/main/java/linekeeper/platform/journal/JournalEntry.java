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

  /** The number of its first event; the others follow. */
  long firstEvent() {
    return number * JournalStore.EVENTS_PER_STEP;
  }

  /**
   * One event.
   *
   * @param family its sealed interface
   * @param body itself, as JSON
   */
  public record Event(Class<?> family, Instant at, Object value, String body) {

    /** An event of this family, put into words. */
    public static <E> Event of(JournalCodec codec, Class<E> family, Instant at, E value) {
      return new Event(family, at, value, codec.writeAs(family, value));
    }
  }
}
