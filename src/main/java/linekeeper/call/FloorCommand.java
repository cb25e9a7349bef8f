package linekeeper.call;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;

/** What people ask of the floor. Whoever asks was authorised at the door. */
public sealed interface FloorCommand {

  /** About a seat. */
  sealed interface SeatCommand extends FloorCommand {
    /** The seat it is about. */
    SeatId seat();
  }

  /** About a call. */
  sealed interface CallCommand extends FloorCommand {
    /** The call it is about. */
    CallId call();

    /** The seat that asks: only the seat that holds the call may. */
    SeatId by();
  }

  /** Signs an agent in at a free seat. */
  record SignIn(SeatId seat, AgentId agent, Set<String> skills) implements SeatCommand {
    /** Copies the skills. */
    public SignIn {
      skills = Set.copyOf(skills);
    }
  }

  /** Signs out; refused while a call is in hand unless forced by a team leader. */
  record SignOut(SeatId seat, boolean forced) implements SeatCommand {}

  /** Takes calls from now on; ends a busy state, a break or the wrap-up. */
  record GoReady(SeatId seat) implements SeatCommand {}

  /** Takes no calls (示忙); during a call it is pending until after the wrap-up. */
  record GoBusy(SeatId seat, String reason) implements SeatCommand {}

  /** Asks for a break (小休) of 1 to 120 minutes. */
  record AskBreak(SeatId seat, String reason, int minutes) implements SeatCommand {}

  /** A team leader grants or refuses the break asked for. */
  record DecideBreak(SeatId seat, boolean granted) implements SeatCommand {}

  /**
   * The seat's console came or went; a console that stays away past the grace time signs the seat
   * out.
   */
  record ConsoleSeen(SeatId seat, boolean present) implements SeatCommand {}

  /** Declines the call that rings. */
  record Decline(CallId call, SeatId by) implements CallCommand {}

  /** Puts the caller on hold; he hears music. */
  record Hold(CallId call, SeatId by) implements CallCommand {}

  /** Takes the caller off hold. */
  record Resume(CallId call, SeatId by) implements CallCommand {}

  /**
   * Has silence recorded while something is said that must not be kept; only while the two talk,
   * and not for long.
   *
   * @param agent who wants it so
   * @param why what for
   */
  record PauseRecording(CallId call, SeatId by, AgentId agent, String why) implements CallCommand {}

  /** Has everything recorded again. */
  record ResumeRecording(CallId call, SeatId by) implements CallCommand {}

  /** Ends the call. */
  record HangUp(CallId call, SeatId by) implements CallCommand {}

  /** Passes the caller on without asking first. */
  record BlindTransfer(CallId call, SeatId by, Target to) implements CallCommand {}

  /** Holds the caller and rings somebody to ask. */
  record Consult(CallId call, SeatId by, Target to) implements CallCommand {}

  /** Leaves the caller with whom was consulted. */
  record CompleteTransfer(CallId call, SeatId by) implements CallCommand {}

  /** Drops whom was consulted and returns to the caller. */
  record CancelConsult(CallId call, SeatId by) implements CallCommand {}

  /** All three together (三方通话). */
  record ThreeWay(CallId call, SeatId by) implements CallCommand {}

  /** Ends the wrap-up. */
  record FinishWrapUp(SeatId seat) implements SeatCommand {}

  /**
   * Calls a citizen: rings the agent's phone, then, when the agent is there, the citizen. Who takes
   * no calls (示忙) may make them (N-38). Whoever asks has committed the attempt before; asked again,
   * it does nothing.
   *
   * @param line the line in whose name it is called
   */
  record CallOut(
      SeatId seat,
      AgentId agent,
      AttemptId attempt,
      PhoneNumber citizen,
      LineId line,
      Manner manner)
      implements SeatCommand {
    /** A journal of an earlier version knows no manner. */
    public CallOut {
      manner = Objects.requireNonNullElse(manner, Manner.PLAIN);
    }
  }

  /**
   * Gives a citizen whom we owe a call his place among those who wait, so that the next seat whose
   * turn it is calls him. Whoever asks has committed the attempt before; asked again, it does
   * nothing.
   *
   * @param line the line in whose name he is called, and in whose queue he waits
   * @param placeAt when his place counts from: when he was lost
   * @param until from then on he is not to be called by this attempt
   * @param keepFree how many of the seats at work are kept from such calls
   */
  record QueueCallback(
      AttemptId attempt,
      PhoneNumber citizen,
      LineId line,
      Instant placeAt,
      Instant until,
      int keepFree,
      Manner manner)
      implements FloorCommand {
    /** A journal of an earlier version knows no manner. */
    public QueueCallback {
      manner = Objects.requireNonNullElse(manner, Manner.PLAIN);
    }
  }

  /**
   * Gives an attempt up, unless the citizen has answered. Accepted, its end will be told, or was;
   * refused as {@code attempt.over} it was told, or is on its way; refused as {@code
   * attempt.unknown} it was never begun, and nothing will ever be told of it.
   */
  record Withdraw(AttemptId attempt) implements FloorCommand {}

  /** Where a call is passed to. */
  sealed interface Target {
    /** A seat. */
    record ToSeat(SeatId seat) implements Target {}

    /** Back to a queue, at its head. */
    record ToQueue(QueueId queue) implements Target {}

    /** A number outside that the rules allow. */
    record ToNumber(PhoneNumber number) implements Target {}
  }
}
