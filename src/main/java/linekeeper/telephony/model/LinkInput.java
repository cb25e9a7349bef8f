package linekeeper.telephony.model;

import linekeeper.telephony.Snapshot;

/** What the link machine hears. Whatever belongs to an older connection must not be told to it. */
public sealed interface LinkInput {

  /** Somebody wants the link; also sent when the time to try again has come. */
  record Connect() implements LinkInput {}

  /** The socket is open and both sides speak WebSocket. */
  record Opened() implements LinkInput {}

  /** The switch answered our greeting: it knows us and obeys requests. */
  record Greeted() implements LinkInput {}

  /** Stock was taken. */
  record Taken(Snapshot snapshot) implements LinkInput {}

  /**
   * The connection could not be made, or ended, or is of no use any more.
   *
   * @param reason for people and logs, without secrets
   * @param jitter between 0 and 1, so that many clients do not come back in the same instant
   */
  record Lost(String reason, double jitter) implements LinkInput {}

  /** Something arrived that cannot be understood, so something may have been missed. */
  record Garbled(double jitter) implements LinkInput {}

  /** A sign of life came back. */
  record Echo(Probe probe) implements LinkInput {}

  /**
   * Time has passed; told about twice a second.
   *
   * @param amiConnected whether the manager interface is connected, so that its silence means
   *     something
   * @param jitter as in {@link Lost}
   */
  record Tick(boolean amiConnected, double jitter) implements LinkInput {}

  /** We are about to leave. */
  record Drain() implements LinkInput {}

  /** Everything that was asked has been answered. */
  record Drained() implements LinkInput {}

  /** The signs of life, each by its own way through the switch. */
  enum Probe {
    /** A user event sent through ARI and heard as an event. */
    ARI_EVENT,
    /** A question about our application, answered. */
    ARI_REPLY,
    /** A user event sent through AMI and heard as an event. */
    AMI_EVENT
  }
}
