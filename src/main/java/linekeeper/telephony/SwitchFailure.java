package linekeeper.telephony;

/** The switch could not be reached, or refused; the message says which and why, without secrets. */
public final class SwitchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what failed. */
  public SwitchFailure(String message) {
    super(message);
  }
}
