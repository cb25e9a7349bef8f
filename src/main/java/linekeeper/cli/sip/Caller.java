package linekeeper.cli.sip;

/**
 * Who calls, as the From header says it.
 *
 * @param user the address's user part, usually a number; put into the header as it is
 * @param name the display name, put between quotes as it is
 * @param withheld whether the carrier is asked to show neither
 */
public record Caller(String user, String name, boolean withheld) {

  /** A plain number. */
  public static Caller number(String number) {
    return new Caller(number, number, false);
  }

  /** Somebody who shows no number. */
  public static Caller unknown() {
    return new Caller("anonymous", "Anonymous", true);
  }
}
