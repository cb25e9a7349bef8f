package linekeeper.telephony.ami;

import java.util.concurrent.CompletionException;

/** The manager interface refused, gave no answer, or is not connected. */
public final class AmiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why, without secrets. */
  public AmiFailure(String message) {
    super(message);
  }

  /** What a stage failed with, without the wrapping that stages add. */
  public static String why(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String message = cause == null ? failure.getMessage() : cause.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
