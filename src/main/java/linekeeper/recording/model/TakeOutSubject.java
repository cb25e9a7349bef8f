package linekeeper.recording.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;

/**
 * What is to be taken out of the house: one recording, the evidence of a call, or that of some
 * days. Written as {@code recording:ID}, {@code call:ID} or {@code days:FROM/TO}.
 */
public sealed interface TakeOutSubject {
  /** No more days than that at once. */
  int MOST_DAYS = 366;

  /** A copy of one recording. */
  record OfRecording(RecordingId id) implements TakeOutSubject {}

  /** A call's bundle, and with it a copy of each of its recordings. */
  record OfCall(CallId call) implements TakeOutSubject {}

  /** The bundles of natural days, the first and the last included. */
  record OfDays(LocalDate from, LocalDate to) implements TakeOutSubject {
    /** Refuses days that are the wrong way round, and too many of them. */
    public OfDays {
      long more = ChronoUnit.DAYS.between(from, to);
      if (more < 0 || more >= MOST_DAYS) {
        throw new IllegalArgumentException("must be 1 to " + MOST_DAYS + " days");
      }
    }
  }

  /** From its text; nothing where it is none. */
  static Optional<TakeOutSubject> read(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    try {
      return switch (text.substring(0, Math.max(0, colon))) {
        case "recording" -> Optional.of(new OfRecording(new RecordingId(rest)));
        case "call" -> Optional.of(new OfCall(new CallId(rest)));
        case "days" -> Optional.of(days(rest));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | DateTimeException none) {
      return Optional.empty();
    }
  }

  private static OfDays days(String text) {
    int between = Math.max(0, text.indexOf('/'));
    return new OfDays(
        LocalDate.parse(text.substring(0, between)), LocalDate.parse(text.substring(between + 1)));
  }

  /** As it is written. */
  default String text() {
    return switch (this) {
      case OfRecording it -> "recording:" + it.id();
      case OfCall it -> "call:" + it.call();
      case OfDays it -> "days:" + it.from() + "/" + it.to();
    };
  }

  /** Whether a copy of this recording, which is of that call, is part of it. */
  default boolean coversRecording(RecordingId recording, CallId of) {
    return switch (this) {
      case OfRecording it -> it.id().equals(recording);
      case OfCall it -> it.call().equals(of);
      case OfDays _ -> false;
    };
  }

  /** Whether this call's bundle is. */
  default boolean coversCall(CallId call) {
    return this instanceof OfCall it && it.call().equals(call);
  }

  /** Whether this day's bundle is. */
  default boolean coversDay(LocalDate day) {
    return this instanceof OfDays it && !day.isBefore(it.from()) && !day.isAfter(it.to());
  }
}
