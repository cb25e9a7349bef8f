package linekeeper.platform.journal;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A journal and its feed on a database of one's own, for tests without Spring. */
public final class Journals implements AutoCloseable {
  private final Journal journal;
  private final EventFeed feed;

  private Journals(Journal journal, EventFeed feed) {
    this.journal = journal;
    this.feed = feed;
  }

  /** Opens both. */
  public static Journals on(DataSource database, JournalCodec codec, Subscriber<?>... subscribers) {
    JournalStore store =
        new JournalStore(
            new JdbcTemplate(database),
            new TransactionTemplate(new DataSourceTransactionManager(database)));
    Journal journal = new Journal("test", store);
    EventFeed feed = new EventFeed(store, codec);
    journal.onCommit(feed::committed);
    feed.start(List.of(subscribers));
    return new Journals(journal, feed);
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    feed.close();
    journal.close();
  }
}
