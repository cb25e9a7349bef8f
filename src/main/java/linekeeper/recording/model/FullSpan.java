package linekeeper.recording.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The spool's disk was too full for another recording.
 *
 * @param from the last moment at which there was room; nobody looked in between
 * @param to null while it goes on
 */
public record FullSpan(Instant from, @Nullable Instant to) {

  /** Whether it touches {@code [begin, end]}. */
  boolean touches(Instant begin, Instant end) {
    return !from.isAfter(end) && (to == null || !to.isBefore(begin));
  }
}
