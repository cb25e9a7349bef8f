package linekeeper.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailTest {
  private static final long PER_STEP = JournalStore.EVENTS_PER_STEP;
  private final Tail tail = new Tail(3);

  @Test
  void who_keeps_up_is_told_from_memory_and_only_what_is_of_the_type() {
    tail.add(List.of(entry(1, "a", 7, "b")));
    assertThat(tail.after(String.class, PER_STEP - 1, 9))
        .contains(List.of(new Tail.Told<>(PER_STEP, "a"), new Tail.Told<>(PER_STEP + 2, "b")));
    assertThat(tail.after(Integer.class, PER_STEP, 9))
        .contains(List.of(new Tail.Told<>(PER_STEP + 1, 7)));
    assertThat(tail.after(String.class, PER_STEP + 2, 9)).contains(List.of());
  }

  @Test
  void no_more_is_told_at_once_than_was_asked_for() {
    tail.add(List.of(entry(1, "a", "b")));
    assertThat(tail.after(String.class, PER_STEP - 1, 1))
        .contains(List.of(new Tail.Told<>(PER_STEP, "a")));
  }

  @Test
  void who_has_fallen_behind_is_not_told_half_of_it() {
    assertThat(tail.after(String.class, -1, 9)).isEmpty();
    tail.add(List.of(entry(5, "a", "b")));
    assertThat(tail.after(String.class, PER_STEP, 9)).isEmpty();
    tail.add(List.of(entry(6, "c", "d")));
    assertThat(tail.after(String.class, 5 * PER_STEP - 1, 9)).isEmpty();
    assertThat(tail.after(String.class, 5 * PER_STEP, 9).orElseThrow()).hasSize(3);
  }

  private static JournalEntry entry(long number, Object... events) {
    return new JournalEntry(
        number,
        Instant.EPOCH,
        "{}",
        Arrays.stream(events)
            .map(it -> new JournalEntry.Event(Object.class, Instant.EPOCH, it, "{}"))
            .toList());
  }
}
