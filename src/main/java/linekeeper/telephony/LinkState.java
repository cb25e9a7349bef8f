package linekeeper.telephony;

/** Where the link to the switch stands. Calls are offered only while it is {@link #UP}. */
public enum LinkState {
  /** No connection; waiting to try again. */
  DOWN,
  /** Connecting. */
  DIALLING,
  /** Connected, proving who both sides are. */
  GREETING,
  /** Taking the snapshot whose difference becomes facts. */
  SYNCING,
  /** Facts flow and the canary answers. */
  UP,
  /** Shutting down: nothing new is begun, what runs goes on. */
  DRAINING
}
