package linekeeper.call.event;

/** Why a request was lost (呼损); see the table in {@code docs/glossary.md}. */
public enum LossType {
  /** 语音段放弃: hung up during the greeting; not a human request, counted apart. */
  GREETING_ABANDON(false),
  /** 排队放弃: hung up while waiting, no phone ringing. */
  QUEUE_ABANDON(true),
  /** 振铃放弃: hung up while a seat was ringing. */
  RING_ABANDON(true),
  /** 排队超时: waited longer than the queue allows. */
  QUEUE_TIMEOUT(true),
  /** 队列溢出: the queue was full. */
  QUEUE_FULL(true),
  /** 无人值守: nobody was signed in. */
  NO_AGENT(true),
  /** 坐席未应答: rung at seats, answered by none, then left. */
  AGENT_NO_ANSWER(true),
  /** 应答无通话: answered, but nobody talked. */
  ZERO_TALK(true),
  /** 预约回拨: asked to be called back in his turn instead of waiting. */
  CALLBACK_REQUESTED(true),
  /** 平台中断: the switch, the trunk or we failed. */
  SYSTEM_BREAK(true),
  /** 拒接: refused by rule. */
  BLOCKED(false);

  private final boolean request;

  LossType(boolean request) {
    this.request = request;
  }

  /** Whether it counts as a lost human request (K-04). */
  public boolean request() {
    return request;
  }
}
