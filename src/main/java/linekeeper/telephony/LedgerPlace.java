package linekeeper.telephony;

import java.time.Instant;

/**
 * How far the switch's ledger was taken in. Survives the ledger's being moved away: a file is known
 * by its first line, not by its name.
 *
 * @param from where to read again from: nothing before it is needed any more
 * @param told up to there every end of a call was told; the same, or after {@code from}
 * @param at the moment of the last line before {@code told}, for the day when its file is gone
 */
public record LedgerPlace(Mark from, Mark told, Instant at) {

  /**
   * A place between two lines.
   *
   * @param file what the file's first line makes of itself
   * @param offset in bytes from its beginning
   */
  public record Mark(String file, long offset) {}
}
