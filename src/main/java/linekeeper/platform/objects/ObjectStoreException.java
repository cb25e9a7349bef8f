package linekeeper.platform.objects;

/** The store was away, slow, full, or said no. Only drivers throw; desks turn it into an input. */
public final class ObjectStoreException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Why why;

  /** Says what was asked and why it failed. */
  public ObjectStoreException(String message, Throwable cause, Why why) {
    super(message, cause);
    this.why = why;
  }

  /** What kind of failure it is. */
  public Why why() {
    return why;
  }

  /** Whether the store answered that there is no such object, or no such bucket. */
  public boolean absent() {
    return why == Why.ABSENT;
  }

  /** Kinds of failures. */
  public enum Why {
    /** Away, slow, full, or not for us: it may work the next time. */
    AWAY,
    /** There is no such object, or no such bucket. */
    ABSENT,
    /** It is kept under a lock of the store: retained until a day, or held. */
    LOCKED,
    /** What is there cannot be opened: the key that wraps its own is another one, or not there. */
    SEALED,
    /** What is there is not what was sealed: a bit was flipped, or more. */
    CHANGED
  }
}
