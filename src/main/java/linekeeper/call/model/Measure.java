package linekeeper.call.model;

import linekeeper.call.event.LossType;

/**
 * What the floor counts; milliseconds where it says so. The order is kept in snapshots: append
 * only.
 */
public enum Measure {
  /** Human requests, by queue-join time. */
  REQUESTS,
  /** Answered, with talk. */
  ANSWERED,
  /** Answered after waiting at most 15 s. */
  WITHIN_15S,
  /** Answered after waiting at most 20 s. */
  WITHIN_20S,
  /** Wait of the answered, ms. */
  ANSWER_WAIT,
  /** Talk, ms. */
  TALK,
  /** Hold, ms. */
  HOLD,
  /** Wrap-up, ms. */
  WRAP,
  /** Seats' time signed in, ms. */
  SIGNED_IN,
  /** Seats' time talking, ms. */
  SEAT_TALK,
  /** Seats' time talking, holding, in wrap-up or idle, ms. */
  SEAT_USED,
  /** 语音段放弃. */
  LOST_GREETING_ABANDON,
  /** 排队放弃. */
  LOST_QUEUE_ABANDON,
  /** 振铃放弃. */
  LOST_RING_ABANDON,
  /** 排队超时. */
  LOST_QUEUE_TIMEOUT,
  /** 队列溢出. */
  LOST_QUEUE_FULL,
  /** 无人值守. */
  LOST_NO_AGENT,
  /** 坐席未应答. */
  LOST_AGENT_NO_ANSWER,
  /** 应答无通话. */
  LOST_ZERO_TALK,
  /** 平台中断. */
  LOST_SYSTEM_BREAK,
  /** 拒接. */
  LOST_BLOCKED,
  /** 预约回拨. */
  LOST_CALLBACK_REQUESTED;

  /** The count of one loss type. */
  public static Measure of(LossType type) {
    return valueOf("LOST_" + type.name());
  }
}
