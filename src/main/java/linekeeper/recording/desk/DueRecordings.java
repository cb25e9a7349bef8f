package linekeeper.recording.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.RetentionRule;
import linekeeper.recording.RetentionProperties;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.DueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may lawfully be deleted by now. Nothing is deleted for being on this list. */
@Component
public final class DueRecordings {
  private static final int PAGE = 500;

  private final DueStore rows;
  private final RetentionBook book;
  private final InstantSource clock;

  DueRecordings(DueStore rows, RetentionProperties properties, InstantSource clock) {
    this.rows = rows;
    this.book = properties.book();
    this.clock = clock;
  }

  /**
   * A recording whose time is over.
   *
   * @param lawfulFrom since which natural day it may be deleted
   */
  public record Due(TakenRecording recording, RetentionRule rule, LocalDate lawfulFrom) {}

  /**
   * Those due today, the oldest first.
   *
   * @param afterAt with {@code afterId}: where the ones before ended, or null for the first
   * @param most no more than so many; fewer only where there are no more
   */
  public List<Due> after(@Nullable Instant afterAt, @Nullable String afterId, int most) {
    LocalDate today = book.day(clock.instant());
    List<Due> found = new ArrayList<>();
    Instant at = afterAt;
    String id = afterId;
    List<TakenRecording> page;
    do {
      page = rows.free(book.tooYoung(today), at, id, PAGE);
      for (TakenRecording recording : page) {
        LocalDate lawfulFrom = book.lawfulFrom(recording);
        if (!today.isBefore(lawfulFrom) && found.size() < most) {
          found.add(new Due(recording, book.rule(recording), lawfulFrom));
        }
        at = recording.startedAt();
        id = recording.id().value();
      }
    } while (page.size() == PAGE && found.size() < most);
    return found;
  }
}
