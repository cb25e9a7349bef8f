package linekeeper.platform.journal;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest committed events as they are, so that who keeps up need neither ask the database for
 * them nor have them read from text. Who has fallen behind does.
 */
final class Tail {
  private final int most;
  private final TreeMap<Long, Object> events = new TreeMap<>();

  /** Every event with a greater number is here. */
  private long since = Long.MAX_VALUE;

  Tail(int most) {
    this.most = most;
  }

  /** Takes in what was committed; entries come in the order of their numbers. */
  synchronized void add(List<JournalEntry> committed) {
    for (JournalEntry entry : committed) {
      long number = entry.firstEvent();
      since = Math.min(since, number - 1);
      for (JournalEntry.Event event : entry.events()) {
        events.put(number++, event.value());
      }
    }
    while (events.size() > most) {
      since = events.pollFirstEntry().getKey();
    }
  }

  /** The events of a type after this number, in order; nothing where not all of them are here. */
  synchronized <E> Optional<List<Told<E>>> after(Class<E> type, long number, int limit) {
    if (number < since) {
      return Optional.empty();
    }
    return Optional.of(
        events.tailMap(number, false).entrySet().stream()
            .filter(it -> type.isInstance(it.getValue()))
            .limit(limit)
            .map(it -> new Told<>(it.getKey(), type.cast(it.getValue())))
            .toList());
  }

  /** An event and its number. */
  record Told<E>(long number, E event) {}
}
