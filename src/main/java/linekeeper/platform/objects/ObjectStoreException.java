package linekeeper.platform.objects;

/** The store was away, slow, full, or said no. Only drivers throw; desks turn it into an input. */
public final class ObjectStoreException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean absent;

  /** Says what was asked, why it failed, and whether the store said that there is no such thing. */
  public ObjectStoreException(String message, Throwable cause, boolean absent) {
    super(message, cause);
    this.absent = absent;
  }

  /** Whether the store answered that there is no such object, or no such bucket. */
  public boolean absent() {
    return absent;
  }
}
