package linekeeper.platform.journal;

import static linekeeper.platform.data.Moments.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal's tables. */
final class JournalStore {
  /**
   * How many events one step may have: an event's number is its step's, times this, plus its place.
   */
  static final long EVENTS_PER_STEP = 1 << 14;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final TransactionTemplate transaction;

  JournalStore(JdbcTemplate template, TransactionTemplate transaction) {
    this.jdbc = JdbcClient.create(template);
    this.batch = template;
    this.transaction = transaction;
  }

  /** Does it all in one transaction, or nothing of it. */
  void together(Runnable work) {
    transaction.executeWithoutResult(_ -> work.run());
  }

  /**
   * Writes entries and their events in one transaction. What is there already, because an earlier
   * commit's answer was lost, is left as it is.
   *
   * @throws DuplicateKeyException if these numbers are somebody else's
   */
  void append(String floor, List<JournalEntry> entries) {
    try {
      write(floor, entries);
    } catch (DuplicateKeyException taken) {
      if (!kept(floor, entries.getLast())) {
        throw taken;
      }
    }
  }

  /** All of a transaction is there, or nothing: so its last entry speaks for the others. */
  private boolean kept(String floor, JournalEntry entry) {
    return jdbc.sql(
            """
            select exists (select from floor_journal
              where floor = ? and number = ? and at = ? and body = ?::jsonb)
            """)
        .params(floor, entry.number(), sql(entry.at()), entry.body())
        .query(Boolean.class)
        .single();
  }

  private void write(String floor, List<JournalEntry> entries) {
    transaction.executeWithoutResult(_ -> {
      batch.batchUpdate(
          "insert into floor_journal (floor, number, at, body) values (?, ?, ?, ?::jsonb)",
          entries.stream()
              .map(it -> new Object[] {floor, it.number(), sql(it.at()), it.body()})
              .toList());
      List<Object[]> events = new ArrayList<>();
      entries.forEach(entry -> collect(entry, events));
      if (!events.isEmpty()) {
        batch.batchUpdate(
            "insert into event_log (number, at, family, name, body) values (?, ?, ?, ?, ?::jsonb)",
            events);
      }
    });
  }

  private static void collect(JournalEntry entry, List<Object[]> rows) {
    long number = entry.firstEvent();
    for (JournalEntry.Event event : entry.events()) {
      String family = event.family().getSimpleName();
      String name = event.value().getClass().getSimpleName();
      rows.add(new Object[] {number++, sql(event.at()), family, name, event.body()});
    }
  }

  void snapshot(String floor, long number, Instant at, String body) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql(
              """
              insert into floor_snapshot (floor, number, at, body) values (?, ?, ?, ?::jsonb)
              on conflict (floor, number) do update set at = excluded.at, body = excluded.body
              """)
          .params(floor, number, sql(at), body)
          .update();
      jdbc.sql(
              """
              delete from floor_snapshot where floor = ? and number not in
                (select number from floor_snapshot where floor = ? order by number desc limit 3)
              """)
          .params(floor, floor)
          .update();
    });
  }

  Optional<String> newestSnapshot(String floor) {
    return jdbc.sql(
            "select body::text from floor_snapshot where floor = ? order by number desc limit 1")
        .param(floor)
        .query(String.class)
        .optional();
  }

  /** Reads the entries after this number, in order, without holding all of them at once. */
  void entriesAfter(String floor, long number, Consumer<String> reader) {
    long last = number;
    List<Row> page;
    do {
      page =
          jdbc.sql(
                  """
                  select number, body::text as body from floor_journal
                  where floor = ? and number > ? order by number limit 1000
                  """)
              .params(floor, last)
              .query(Row.class)
              .list();
      for (Row row : page) {
        reader.accept(row.body());
        last = row.number();
      }
    } while (!page.isEmpty());
  }

  long cursor(String subscriber) {
    return jdbc.sql("select number from event_cursor where subscriber = ?")
        .param(subscriber)
        .query(Long.class)
        .optional()
        .orElse(-1L);
  }

  void moveCursor(String subscriber, long number) {
    jdbc.sql(
            """
            insert into event_cursor (subscriber, number) values (?, ?)
            on conflict (subscriber) do update set number = excluded.number
            """)
        .params(subscriber, number)
        .update();
  }

  List<Row> eventsAfter(Class<?> family, long number, int limit) {
    return jdbc.sql(
            """
            select number, body::text as body from event_log
            where family = ? and number > ? order by number limit ?
            """)
        .params(family.getSimpleName(), number, limit)
        .query(Row.class)
        .list();
  }

  /** A numbered JSON text. */
  record Row(long number, String body) {}
}
