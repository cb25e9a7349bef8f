package linekeeper.call.model;

import linekeeper.call.model.Call.Phase;

/** The names of a call's states in events, views and messages (domain 3.4.2). */
public final class Words {
  private Words() {}

  /** The state's name. */
  public static String state(Call call) {
    return switch (call.phase()) {
      case Phase.Arrived _ -> "ARRIVED";
      case Phase.Greeting _ -> "GREETING";
      case Phase.Queued _ -> "QUEUED";
      case Phase.Due _ -> "CALLBACK_DUE";
      case Phase.Calling _ -> "AGENT_RINGING";
      case Phase.Reaching it -> it.ringing() ? "CALLEE_RINGING" : "CALLEE_DIALING";
      case Phase.Fetching it -> it.ringing() ? "CALLEE_RINGING" : "CALLEE_DIALING";
      case Phase.Offered _ -> "OFFERED";
      case Phase.Talking _ -> "TALKING";
      case Phase.Held _ -> "HELD";
      case Phase.Consulting _ -> "CONSULTING";
      case Phase.ThreeWay _ -> "THREE_WAY";
      case Phase.Farewell _ -> "FAREWELL";
      case Phase.Ended it -> it.wrapUp().isEmpty() ? "ENDED" : "WRAP_UP";
    };
  }
}
