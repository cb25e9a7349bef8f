package linekeeper.recording.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import org.jspecify.annotations.Nullable;

/** Holds a talk against what is kept of it. Pure. */
public final class Bookkeeping {
  /** Whatever is on its way to the record arrives within this. */
  public static final Duration SETTLED = Duration.ofMinutes(1);

  /** The switch says a moment later that it records; less than this is no gap. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  private Bookkeeping() {}

  /**
   * What is kept under the id that a talk's recording was given.
   *
   * @param recording null where there is none
   * @param gone whether the store was seen not to have it any more
   * @param full when the spool's disk had no room; also such as lie before or after the talk
   */
  public record Kept(
      @Nullable TakenRecording recording, boolean gone, List<Pause> pauses, List<FullSpan> full) {
    /** Copies the lists. */
    public Kept {
      pauses = List.copyOf(pauses);
      full = List.copyOf(full);
    }

    private List<FullSpan> full(Talk talk, Instant to) {
      return full.stream().filter(it -> it.touches(talk.from(), to)).toList();
    }
  }

  /** A talk's entry in the ledger. */
  public static LedgerEntry entry(Talk talk, Kept kept, Instant now) {
    Instant to = talk.to();
    if (talk.kind() == Talk.Kind.CONSULTATION) {
      return none(talk, Reason.CONSULTATION);
    }
    if (to == null) {
      return none(talk, Reason.TALKING);
    }
    TakenRecording recording = kept.recording();
    if (recording == null || !recording.call().equals(talk.call())) {
      return none(talk, now.isBefore(to.plus(SETTLED)) ? Reason.ON_ITS_WAY : Reason.NOT_ON_RECORD);
    }
    return kept.gone() ? none(talk, Reason.GONE_FROM_STORE) : entry(talk, to, recording, kept);
  }

  private static LedgerEntry entry(Talk talk, Instant to, TakenRecording recording, Kept kept) {
    boolean full = !kept.full(talk, to).isEmpty();
    return switch (recording.custody()) {
      case Custody.Pending _, Custody.FailedRetryable _ -> none(talk, Reason.ON_ITS_WAY);
      case Custody.Absent absent -> none(talk, reason(absent, full));
      case Custody.Corrupt _ -> none(talk, Reason.CORRUPT);
      case Custody.Purging _, Custody.Purged _ -> none(talk, Reason.PURGED);
      case Custody.Stored _, Custody.Linked _ -> heard(talk, to, recording, kept);
    };
  }

  private static Reason reason(Custody.Absent absent, boolean full) {
    return switch (absent) {
      case Custody.Missing _ -> full ? Reason.NO_ROOM : Reason.NO_AUDIO;
      case Custody.Unheard _ -> Reason.UNHEARD;
    };
  }

  private static LedgerEntry heard(Talk talk, Instant to, TakenRecording recording, Kept kept) {
    List<FullSpan> full = kept.full(talk, to);
    if (to.isBefore(talk.from())) {
      return none(talk, Reason.CLOCK_TURNED_BACK);
    }
    Instant audioFrom = later(or(recording.heardFrom(), recording.startedAt()), talk.from());
    Instant audioTo = earlier(or(recording.endedAt(), to), to);
    if (audioTo.isBefore(audioFrom)) {
      return none(talk, full.isEmpty() ? uncovered(talk, to) : Reason.NO_ROOM);
    }
    List<Gap> gaps = new ArrayList<>();
    if (audioFrom.isAfter(talk.from().plus(TOLERANCE))) {
      gaps.add(new Gap(Gap.Kind.BEGAN_LATE, talk.from(), audioFrom, null, null));
    }
    full.forEach(span -> noRoom(span, talk, to, gaps));
    kept.pauses().forEach(pause -> silence(pause, audioFrom, audioTo, gaps));
    if (audioTo.isBefore(to.minus(TOLERANCE))) {
      gaps.add(new Gap(Gap.Kind.ENDED_EARLY, audioTo, to, null, null));
    }
    boolean whole = gaps.isEmpty();
    return new LedgerEntry(
        talk,
        whole ? Verdict.RECORDED : Verdict.EXPLAINED,
        whole ? null : Reason.GAPS,
        audioFrom,
        audioTo,
        gaps);
  }

  private static Reason uncovered(Talk talk, Instant to) {
    return to.isBefore(talk.from().plus(TOLERANCE)) ? Reason.UNHEARD : Reason.NOT_COVERED;
  }

  private static void noRoom(FullSpan span, Talk talk, Instant to, List<Gap> gaps) {
    Instant from = later(span.from(), talk.from());
    gaps.add(new Gap(Gap.Kind.NO_ROOM, from, earlier(or(span.to(), to), to), null, null));
  }

  private static void silence(Pause pause, Instant from, Instant to, List<Gap> gaps) {
    Instant begins = later(pause.from(), from);
    Instant ends = earlier(or(pause.to(), to), to);
    if (begins.isBefore(ends)) {
      gaps.add(new Gap(Gap.Kind.PAUSED, begins, ends, pause.agent().value(), pause.why()));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static LedgerEntry none(Talk talk, Reason reason) {
    return new LedgerEntry(talk, reason.verdict(), reason, null, null, List.of());
  }

  private static Instant or(@Nullable Instant at, Instant otherwise) {
    return at == null ? otherwise : at;
  }
}
