package linekeeper.recording.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself, in {@code bundle.json}.
 *
 * @param subject what it was asked for, such as {@code call:c-1} or {@code day:2026-11-21}
 * @param exportedBy who asked for it, {@code reason} what for, and {@code approvedBy} who agreed:
 *     the trace that it carries; null where nobody had to agree yet
 * @param recordings those that are in it
 * @param version of this form: 1, or 2 where it knows of exhibits
 * @param exhibits other evidence
 * @param days each recording's day
 * @param keys those that signed
 */
public record BundleContents(
    int version,
    String subject,
    String exportedBy,
    String reason,
    @Nullable String approvedBy,
    Instant exportedAt,
    List<Item> recordings,
    List<Exhibit> exhibits,
    Map<LocalDate, Day> days,
    List<Verifier> keys) {

  /** The version of those written now. */
  public static final int VERSION = 2;

  /** Copies what it is given. */
  @SuppressWarnings("NullAway") // as it was read
  public BundleContents {
    recordings = List.copyOf(recordings);
    if (exhibits == null && version > 1) {
      throw new IllegalArgumentException("it does not say which exhibits it has");
    }
    exhibits = exhibits == null ? List.of() : List.copyOf(exhibits);
    days = Map.copyOf(days);
    keys = List.copyOf(keys);
  }

  /**
   * One recording.
   *
   * @param day in whose chain its manifest stands
   * @param audio the name of its file in the bundle, null where it was left out
   * @param purge the certificate that it was deleted when its time was over; null where it was not
   * @param marks what listeners noted: opinions, not signed and not proved
   */
  public record Item(
      String id,
      LocalDate day,
      Signed manifest,
      @Nullable String audio,
      @Nullable Signed purge,
      List<Note> marks) {
    /** Copies the marks; what was written before there were any has none. */
    @SuppressWarnings("NullAway") // as it was read
    public Item {
      marks = marks == null ? List.of() : List.copyOf(marks);
    }
  }

  /**
   * What was said of an uploaded piece of evidence: that it is there, or that it was withdrawn.
   *
   * @param day in whose chain it stands
   * @param file its name in the bundle, null where it was left out
   */
  public record Exhibit(String id, LocalDate day, Signed manifest, @Nullable String file) {}

  /** What a listener noted at a time of a recording. */
  public record Note(long atMillis, String text, String by, Instant at) {}

  /**
   * One day's chain: of the other recordings' manifests only the digests, so that nothing of them
   * is told.
   *
   * @param first the number of the first
   * @param before the link before it
   * @param seal null while the day is not sealed
   */
  public record Day(long first, String before, List<String> digests, @Nullable Signed seal) {
    /** Copies the digests. */
    public Day {
      digests = List.copyOf(digests);
    }
  }

  /** As it is written. */
  public String text() {
    return Manifest.write(this);
  }

  /**
   * From its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BundleContents read(String text) {
    return Manifest.read(text, BundleContents.class);
  }
}
