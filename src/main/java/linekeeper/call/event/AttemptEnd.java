package linekeeper.call.event;

/** How an attempt to reach a citizen ended. */
public enum AttemptEnd {
  /** Citizen and agent were connected. */
  CONNECTED,
  /** 占线: the citizen's line is busy. */
  BUSY,
  /** 无人接听: it rang out. */
  NO_ANSWER,
  /** 拒接: the citizen, or his phone, declined. */
  REJECTED,
  /** 空号: there is no such number. */
  NUMBER_INVALID,
  /** 语音信箱: an answering machine spoke; nobody was connected with it. */
  VOICEMAIL,
  /** 传真: a fax machine answered; nobody was connected with it. */
  FAX,
  /** 放弃: he answered before an agent was there, and hung up before one came. */
  ABANDONED,
  /** 无人接待: he answered before an agent was there, and none came as long as he may wait. */
  NO_AGENT,
  /** The network, or our switch, could not carry it. */
  CONGESTION,
  /** The fence had let this attempt through before: how that ended, nobody heard. */
  FENCED,
  /** It ended for a reason that we do not know. */
  FAILED,
  /** The citizen called us meanwhile. */
  WITHDRAWN,
  /** The agent hung up before the citizen answered. */
  AGENT_LEFT,
  /** The agent's phone rang out; the citizen was not dialled. */
  AGENT_NO_ANSWER,
  /** The agent declined; the citizen was not dialled. */
  AGENT_DECLINED,
  /** The agent's phone could not be rung; the citizen was not dialled. */
  AGENT_UNREACHABLE
}
