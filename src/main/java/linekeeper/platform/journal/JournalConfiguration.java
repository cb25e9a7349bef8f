package linekeeper.platform.journal;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the journal together. One floor per database today. */
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {
  private static final String FLOOR = "main";

  @Bean
  JournalCodec journalCodec(List<JournalVocabulary> vocabularies) {
    return new JournalCodec(
        vocabularies.stream().flatMap(it -> it.sealedRoots().stream()).toList());
  }

  @Bean
  JournalStore journalStore(JdbcTemplate template, PlatformTransactionManager transactions) {
    return new JournalStore(template, new TransactionTemplate(transactions));
  }

  /** Waits out a predecessor that is still stopping. */
  @Bean
  SoleWriter soleWriter(DataSource source) {
    return SoleWriter.take(source, Duration.ofSeconds(15));
  }

  @Bean
  @DependsOn("soleWriter")
  Journal journal(JournalStore store) {
    return new Journal(FLOOR, store);
  }

  @Bean
  EventFeed eventFeed(JournalStore store, JournalCodec codec) {
    return new EventFeed(store, codec);
  }

  /** Subscribers are told from the moment everything is there until everything goes. */
  @Bean
  SmartLifecycle eventFeedLifecycle(
      EventFeed feed, Journal journal, ObjectProvider<Subscriber<?>> subscribers) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        journal.onCommit(feed::committed);
        feed.start(subscribers.stream().toList());
        running = true;
      }

      @Override
      public void stop() {
        running = false;
        feed.close();
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }
}
