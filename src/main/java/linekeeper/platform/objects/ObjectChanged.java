package linekeeper.platform.objects;

import java.io.IOException;

/**
 * What is read of an object is not what was stored: a bit was flipped, or more. Thrown by what
 * {@link ObjectStore#open} gives; nothing of what was changed was given out.
 */
public final class ObjectChanged extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says how that showed. */
  public ObjectChanged(Throwable cause) {
    super("what is stored is not what was sealed, or was sealed with another key", cause);
  }
}
