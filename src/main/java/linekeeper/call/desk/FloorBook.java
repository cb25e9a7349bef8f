package linekeeper.call.desk;

import java.time.Instant;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.FloorEvent;
import linekeeper.call.model.Entry;
import linekeeper.call.model.FloorMemory;
import linekeeper.call.model.FloorModel;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.platform.journal.JournalEntry;
import linekeeper.seat.event.SeatEvent;

/** Writes the floor's journal and recovers the floor from it. */
final class FloorBook {
  private final Journal journal;
  private final JournalCodec codec;

  FloorBook(Journal journal, JournalCodec codec) {
    this.journal = journal;
    this.codec = codec;
  }

  /** Hands over an entry and what came of it. */
  void append(Entry entry, List<Object> events) {
    List<Object> happened = List.copyOf(events);
    journal.append(() ->
        new JournalEntry(
            entry.number(),
            entry.at(),
            codec.write(entry),
            happened.stream().map(this::event).toList()));
  }

  /** Hands over the state as it is now. */
  void keep(FloorModel model, Instant now) {
    FloorMemory memory = model.remember();
    journal.snapshot(memory.number(), now, () -> codec.write(memory));
  }

  /**
   * Brings an empty floor to where the journal ends: the newest snapshot, then every entry after it
   * once more.
   */
  void recover(FloorModel model, Instant now) {
    journal.newestSnapshot().ifPresent(it -> model.restore(codec.read(it, FloorMemory.class), now));
    journal.entriesAfter(model.number(), it -> model.step(codec.read(it, Entry.class)));
  }

  private JournalEntry.Event event(Object event) {
    return switch (event) {
      case CallEvent it -> JournalEntry.Event.of(codec, CallEvent.class, it.at(), it);
      case SeatEvent it -> JournalEntry.Event.of(codec, SeatEvent.class, it.at(), it);
      case FloorEvent it -> JournalEntry.Event.of(codec, FloorEvent.class, it.at(), it);
      default ->
          throw new IllegalStateException("an event of no known family: " + event.getClass());
    };
  }
}
