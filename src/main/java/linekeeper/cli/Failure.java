package linekeeper.cli;

/** The command cannot go on; the message is for the person in front of it. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public Failure(String message) {
    super(message);
  }
}
