package linekeeper.recording.proof;

/**
 * What a check showed.
 *
 * @param subject what was looked at, such as {@code recording r-1}
 * @param text what was found, for people
 */
public record Finding(Outcome outcome, String subject, String text) {

  /** How a check can end. */
  public enum Outcome {
    /** It is as it was signed. */
    PROVED,
    /** Nothing speaks against it, and something that could prove it is not there yet. */
    OPEN,
    /** It is not what was signed. */
    BROKEN
  }
}
