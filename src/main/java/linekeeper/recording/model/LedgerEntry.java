package linekeeper.recording.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One talk, and what became of its audio.
 *
 * @param reason why it is not simply recorded; null where it is
 * @param audioFrom where its audio begins; null where there is none
 * @param audioTo where its audio ends; null where there is none
 */
public record LedgerEntry(
    Talk talk,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable Instant audioFrom,
    @Nullable Instant audioTo,
    List<Gap> gaps) {

  /** Copies the list. */
  public LedgerEntry {
    gaps = List.copyOf(gaps);
  }

  /** What can be said of a talk. */
  public enum Verdict {
    /** There is audio of all of it. */
    RECORDED,
    /** There is a reason for what there is no audio of. */
    EXPLAINED,
    /** It goes on, or its audio is on its way. */
    UNSETTLED,
    /** There is no audio, and no reason for it. */
    MISSING
  }

  /** Why. */
  public enum Reason {
    /** There is audio but for the gaps. */
    GAPS(Verdict.EXPLAINED),
    /**
     * There is audio; the clock was turned back while they talked, so nobody can say of which
     * moments.
     */
    CLOCK_TURNED_BACK(Verdict.EXPLAINED),
    /** Hung up before anything could be heard. */
    UNHEARD(Verdict.EXPLAINED),
    /** What a seat asks somebody else while the caller is held is not recorded. */
    CONSULTATION(Verdict.EXPLAINED),
    /** It was kept as long as it had to be, and deleted. */
    PURGED(Verdict.EXPLAINED),
    /** The spool's disk was full (decision 0046). */
    NO_ROOM(Verdict.EXPLAINED),
    /** They talk. */
    TALKING(Verdict.UNSETTLED),
    /** Its audio is not in the store yet. */
    ON_ITS_WAY(Verdict.UNSETTLED),
    /** There is no such recording. */
    NOT_ON_RECORD(Verdict.MISSING),
    /** There is no file, or nothing in it. */
    NO_AUDIO(Verdict.MISSING),
    /** Audio was written, none of it while they talked. */
    NOT_COVERED(Verdict.MISSING),
    /** There is something else than there should be. */
    CORRUPT(Verdict.MISSING),
    /** The store does not have it any more, or has something else in its place. */
    GONE_FROM_STORE(Verdict.MISSING);

    private final Verdict verdict;

    Reason(Verdict verdict) {
      this.verdict = verdict;
    }

    /** What it comes to. */
    public Verdict verdict() {
      return verdict;
    }
  }
}
