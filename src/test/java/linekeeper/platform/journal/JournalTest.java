package linekeeper.platform.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a commit of which nobody learned whether it was one. */
class JournalTest {
  private final LostAnswers database = new LostAnswers(Postgres.EMBEDDED.migrated());
  private final JournalStore store =
      new JournalStore(
          new JdbcTemplate(database),
          new TransactionTemplate(new DataSourceTransactionManager(database)));

  @Test
  void a_commit_whose_answer_is_lost_is_kept_once_and_told_once_and_the_next_one_follows()
      throws Exception {
    List<Long> told = new ArrayList<>();
    try (Journal journal = new Journal("test", store)) {
      journal.onCommit(entries -> entries.forEach(it -> told.add(it.number())));
      database.lose(2);
      journal.append(() -> entry(1, "one"));
      journal.committed().get(30, SECONDS);
      journal.append(() -> entry(2, "two"));
      journal.committed().get(30, SECONDS);
      assertThat(journal.stuck()).isFalse();
    }
    assertThat(database.left()).isZero();
    assertThat(told).containsExactly(1L, 2L);
    List<String> kept = new ArrayList<>();
    store.entriesAfter("test", 0, kept::add);
    assertThat(kept).containsExactly("{\"what\": \"one\"}", "{\"what\": \"two\"}");
    assertThat(store.eventsAfter(Object.class, -1, 9)).hasSize(2);
  }

  @Test
  void numbers_that_somebody_else_has_used_are_refused_and_nothing_of_his_is_touched() {
    store.append("test", List.of(entry(1, "his")));
    assertThatThrownBy(() -> store.append("test", List.of(entry(1, "mine"))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() -> store.append("test", List.of(entry(1, "his"), entry(2, "mine"))))
        .isInstanceOf(DuplicateKeyException.class);
    List<String> kept = new ArrayList<>();
    store.entriesAfter("test", 0, kept::add);
    assertThat(kept).containsExactly("{\"what\": \"his\"}");
  }

  private static JournalEntry entry(long number, String what) {
    String body = "{\"what\": \"" + what + "\"}";
    var event = new JournalEntry.Event(Object.class, Instant.EPOCH, what, body);
    return new JournalEntry(number, Instant.EPOCH, body, List.of(event));
  }
}
