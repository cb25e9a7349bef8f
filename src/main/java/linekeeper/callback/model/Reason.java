package linekeeper.callback.model;

/** Why a task ended without a conversation. */
public enum Reason {
  /** 未显号: there is no number to call. */
  NO_NUMBER,
  /** The number is no public number that could be dialled. */
  NUMBER_NOT_DIALLABLE,
  /** 紧急号码: never dialled by a machine. */
  EMERGENCY_NUMBER,
  /** 黑名单. */
  BLOCKED,
  /** 短放弃: hung up sooner than the rule calls back for. */
  SHORT_ABANDON,
  /** A team leader ended it. */
  BY_LEADER,
  /** The network says that the number does not exist. */
  NUMBER_INVALID,
  /** As many attempts as the rule allows. */
  MAX_ATTEMPTS,
  /** Open for as long as the rule allows. */
  WINDOW_CLOSED
}
