package linekeeper.call;

import java.time.Instant;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;

/**
 * Knows who could be called back by itself; asked before a caller is told that he may be. The
 * answer depends on nothing but what is given, so that a call replayed is the same call.
 */
@FunctionalInterface
public interface CallableNumbers {
  /** Where nobody calls anybody back. */
  CallableNumbers NONE = (_, _, _) -> false;

  /** Whether a seat whose turn it is may call this number for a request lost then on this line. */
  boolean callable(PhoneNumber number, LineId line, Instant at);
}
