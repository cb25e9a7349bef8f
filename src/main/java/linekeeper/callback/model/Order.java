package linekeeper.callback.model;

/** Who is rung first. */
public enum Order {
  /** 坐席先: an agent is there when the citizen answers. */
  AGENT_FIRST,
  /** 市民先: a seat is kept, and rings when the citizen has answered. */
  CUSTOMER_FIRST
}
