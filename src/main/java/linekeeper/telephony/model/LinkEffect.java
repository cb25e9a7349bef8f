package linekeeper.telephony.model;

import java.time.Duration;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;

/** What the link machine wants done, in this order. */
public sealed interface LinkEffect {

  /** Open a socket. */
  record Open() implements LinkEffect {}

  /** Greet: find out how requests are to be sent, and what we do not want to hear. */
  record Greet() implements LinkEffect {}

  /** Take stock; facts heard from now on are held back. */
  record TakeStock() implements LinkEffect {}

  /** Tell what is true, then what was held back and is newer. */
  record Publish(Snapshot snapshot) implements LinkEffect {}

  /** Send one sign of life on each way. */
  record SendCanaries() implements LinkEffect {}

  /** Close the socket at once and forget what was asked over it. */
  record Close(String reason) implements LinkEffect {}

  /** Say {@link LinkInput.Connect} after this time. */
  record Retry(Duration after) implements LinkEffect {}

  /** Tell the ear that the link stands elsewhere now. */
  record Announce(LinkState state, String reason) implements LinkEffect {}
}
