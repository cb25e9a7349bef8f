package linekeeper.seat.model;

import linekeeper.seat.model.Seat.Phase;
import linekeeper.seat.model.Session.Wish;

/** The words for a seat's phases, and the same phase with another session. */
public final class Phases {
  private Phases() {}

  /** The state's name in events, views and reports (domain 3.4.3). */
  public static String name(Phase phase) {
    return switch (phase) {
      case Phase.SignedOut _ -> "SIGNED_OUT";
      case Phase.Idle it ->
          it.session().wish() instanceof Wish.BreakAsked ? "BREAK_REQUESTED" : "IDLE";
      case Phase.Reserved _ -> "RESERVED";
      case Phase.Ringing _ -> "RINGING";
      case Phase.OnCall it -> it.held() ? "HELD" : "TALKING";
      case Phase.WrapUp _ -> "WRAP_UP";
      case Phase.Busy _ -> "BUSY";
      case Phase.OnBreak _ -> "BREAK";
    };
  }

  /** Why the seat is busy or on a break, else empty. */
  public static String reason(Phase phase) {
    return switch (phase) {
      case Phase.Busy it -> it.reason();
      case Phase.OnBreak it -> it.reason();
      case Phase.Idle it ->
          it.session().wish() instanceof Wish.BreakAsked asked ? asked.reason() : "";
      case Phase.SignedOut _, Phase.Reserved _, Phase.Ringing _, Phase.OnCall _, Phase.WrapUp _ ->
          "";
    };
  }

  /** The same phase with another session. */
  static Phase with(Phase phase, Session session) {
    return switch (phase) {
      case Phase.SignedOut it -> it;
      case Phase.Idle it -> new Phase.Idle(session, it.since());
      case Phase.Reserved it -> new Phase.Reserved(session, it.since(), it.call());
      case Phase.Ringing it -> new Phase.Ringing(session, it.since(), it.call());
      case Phase.OnCall it -> new Phase.OnCall(session, it.since(), it.call(), it.held());
      case Phase.WrapUp it -> new Phase.WrapUp(session, it.since(), it.call(), it.until());
      case Phase.Busy it -> new Phase.Busy(session, it.since(), it.reason());
      case Phase.OnBreak it -> new Phase.OnBreak(session, it.since(), it.reason(), it.until());
    };
  }
}
