package linekeeper.seat.model;

import java.time.Instant;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * A seat's state.
 *
 * @param phoneReachable whether its phone can be rung
 * @param consoleAwaySince since when its console is gone, or null while it is there or nobody is
 *     signed in
 */
public record Seat(
    SeatId id, boolean phoneReachable, @Nullable Instant consoleAwaySince, Phase phase) {

  /** A seat at which nobody has signed in yet. */
  public static Seat empty(SeatId id, Instant now) {
    return new Seat(id, false, null, new Phase.SignedOut(now));
  }

  /** The session, or null while nobody is signed in. */
  public @Nullable Session session() {
    return phase instanceof Phase.Manned manned ? manned.session() : null;
  }

  /** The call at this seat, or null. */
  public @Nullable CallId call() {
    return switch (phase) {
      case Phase.Reserved it -> it.call();
      case Phase.Ringing it -> it.call();
      case Phase.OnCall it -> it.call();
      case Phase.WrapUp it -> it.call();
      case Phase.SignedOut _, Phase.Idle _, Phase.Busy _, Phase.OnBreak _ -> null;
    };
  }

  /** Whether a call may be offered to it now. */
  public boolean free() {
    return phoneReachable && phase instanceof Phase.Idle;
  }

  /**
   * Whether its agent may call out now: one who takes no calls may too (N-38), but for one whose
   * break is being decided on.
   */
  public boolean mayCallOut() {
    boolean busy = phase instanceof Phase.Busy it && it.session().wish() == null;
    return free() || (phoneReachable && busy);
  }

  Seat in(Phase next) {
    return new Seat(id, phoneReachable, consoleAwaySince, next);
  }

  Seat reachable(boolean now) {
    return new Seat(id, now, consoleAwaySince, phase);
  }

  Seat consoleAway(@Nullable Instant since) {
    return new Seat(id, phoneReachable, since, phase);
  }

  /** Where the seat stands. */
  public sealed interface Phase {
    /** Since when. */
    Instant since();

    /** Somebody is signed in. */
    sealed interface Manned extends Phase {
      /** The session. */
      Session session();
    }

    /** Nobody is signed in. */
    record SignedOut(Instant since) implements Phase {}

    /** Waits for a call. */
    record Idle(Session session, Instant since) implements Manned {}

    /** A call is on its way to the phone. */
    record Reserved(Session session, Instant since, CallId call) implements Manned {}

    /** The phone rings. */
    record Ringing(Session session, Instant since, CallId call) implements Manned {}

    /** Talks, or holds the caller. */
    record OnCall(Session session, Instant since, CallId call, boolean held) implements Manned {}

    /** Finishes what the call left to do; ends by itself. */
    record WrapUp(Session session, Instant since, CallId call, Instant until) implements Manned {}

    /** Takes no calls. */
    record Busy(Session session, Instant since, String reason) implements Manned {}

    /** On a granted break; ends by itself. */
    record OnBreak(Session session, Instant since, String reason, Instant until)
        implements Manned {}
  }
}
