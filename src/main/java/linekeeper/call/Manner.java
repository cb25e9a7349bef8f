package linekeeper.call;

/**
 * How a citizen is called.
 *
 * @param listen whether who answers is listened to first, so that an answering machine or a fax is
 *     hung up on instead of being connected; a person hears silence meanwhile
 * @param citizenFirst whether his phone rings first, while a seat is kept for him whose phone rings
 *     when he has answered; else the agent's phone rings first
 */
public record Manner(boolean listen, boolean citizenFirst) {
  /** As it is done where no rule says otherwise. */
  public static final Manner PLAIN = new Manner(false, false);
}
