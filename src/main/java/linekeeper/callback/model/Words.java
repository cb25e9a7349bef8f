package linekeeper.callback.model;

import linekeeper.callback.model.Callback.Phase;

/** The names of a task's states (domain 3.4.4). */
public final class Words {
  private Words() {}

  /** The state's name. */
  public static String state(Phase phase) {
    return switch (phase) {
      case Phase.Pending _ -> "PENDING";
      case Phase.Queued _ -> "QUEUED";
      case Phase.Assigned _ -> "ASSIGNED";
      case Phase.Dialing _ -> "DIALING";
      case Phase.Connected _ -> "CONNECTED";
      case Phase.WaitRetry _ -> "WAIT_RETRY";
      case Phase.Done _ -> "DONE";
      case Phase.Unreachable _ -> "UNREACHABLE";
      case Phase.ResolvedByRecall _ -> "RESOLVED_BY_RECALL";
      case Phase.Cancelled _ -> "CANCELLED";
    };
  }
}
