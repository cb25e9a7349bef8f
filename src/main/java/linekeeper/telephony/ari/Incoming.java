package linekeeper.telephony.ari;

import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;

/** What one frame from the switch means to us. */
public sealed interface Incoming {

  /** The switch's own word for it, or {@code malformed}. */
  String type();

  /** Something happened that others want to know. */
  record Heard(String type, Fact fact) implements Incoming {}

  /** A leg is about to end, for this Q.850 cause. */
  record Ending(String type, LegId leg, int cause) implements Incoming {}

  /** A leg is no longer in the application: it ended, or it was sent on in the dialplan. */
  record Left(String type, LegId leg) implements Incoming {}

  /** A request was answered. */
  record Answered(String type, String requestId, AriReply reply) implements Incoming {}

  /** Our own sign of life came back. */
  record Canary(String type) implements Incoming {}

  /** Somebody else took over our application: no event will come any more. */
  record Replaced(String type) implements Incoming {}

  /** Known, and of no interest. */
  record Ignored(String type) implements Incoming {}

  /** A type that nobody told us about. */
  record Unknown(String type) implements Incoming {}

  /** Not what the switch may send: something may have been missed. */
  record Garbled(String type, String why) implements Incoming {}
}
