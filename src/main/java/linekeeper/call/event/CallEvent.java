package linekeeper.call.event;

import java.time.Instant;
import java.util.List;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** What happened to a call. Told after commit, in order, at least once. */
public sealed interface CallEvent {

  /** The call it happened to. */
  CallId call();

  /** When it happened. */
  Instant at();

  /**
   * A call came in.
   *
   * @param leg the caller's, by which the switch's own ledger knows the call; null in events of
   *     versions that did not tell it
   */
  record Arrived(
      CallId call, Instant at, LineId line, PhoneNumber caller, String dialled, @Nullable LegId leg)
      implements CallEvent {}

  /**
   * We begin to call a citizen: the seat's phone first. Where that is not answered the next seat's
   * may follow, by the same attempt.
   *
   * @param shown the number that the citizen sees, one of ours
   */
  record CalledOut(
      CallId call,
      Instant at,
      AttemptId attempt,
      LineId line,
      PhoneNumber citizen,
      String shown,
      SeatId seat,
      AgentId agent)
      implements CallEvent {}

  /**
   * A citizen whom we owe a call waits for a seat: for the first time, or again because the seat
   * that rang did not answer.
   *
   * @param placeAt when his place in the queue counts from
   */
  record CallbackWaits(CallId call, Instant at, AttemptId attempt, Instant placeAt)
      implements CallEvent {}

  /**
   * The one end of an attempt to reach a citizen.
   *
   * @param dialledAt when the switch was told to ring the citizen, or null where it never was
   */
  record AttemptOver(
      CallId call,
      Instant at,
      AttemptId attempt,
      AttemptEnd end,
      @Nullable Instant dialledAt,
      long talkMillis)
      implements CallEvent {}

  /** The caller joined the queue: from here on it is a human request (K-01). */
  record Queued(CallId call, Instant at, QueueId queue) implements CallEvent {}

  /** The call rings at a seat. */
  record Offered(CallId call, Instant at, SeatId seat, AgentId agent) implements CallEvent {}

  /** An offer ended without an answer. */
  record OfferEnded(CallId call, Instant at, SeatId seat, AgentId agent, OfferEnd end)
      implements CallEvent {}

  /** An agent took the call; the recording bears this id from its first sample. */
  record Answered(
      CallId call,
      Instant at,
      SeatId seat,
      AgentId agent,
      RecordingId recording,
      PhoneNumber caller)
      implements CallEvent {}

  /**
   * The call went on with another seat or a number outside.
   *
   * @param agent who was asked before and takes part from now on; null where nobody was asked,
   *     where it is a number outside, and in events of versions that did not tell it
   */
  record Transferred(
      CallId call,
      Instant at,
      @Nullable SeatId fromSeat,
      String to,
      TransferKind kind,
      @Nullable AgentId agent)
      implements CallEvent {}

  /**
   * Whom a seat asked while the caller was held had answered; the asking is over.
   *
   * @param since when the caller was held for it
   * @param seat who asked
   * @param asked a seat, or a masked number
   */
  record Consulted(CallId call, Instant at, Instant since, @Nullable SeatId seat, String asked)
      implements CallEvent {}

  /** The audio began to be written, from what the {@code leg} says and hears. */
  record RecordingStarted(CallId call, Instant at, RecordingId recording, LegId leg)
      implements CallEvent {}

  /** Silence is written from now on, because an agent wants it so. */
  record RecordingPaused(CallId call, Instant at, RecordingId recording, AgentId agent, String why)
      implements CallEvent {}

  /** Sound is written again. */
  record RecordingResumed(CallId call, Instant at, RecordingId recording) implements CallEvent {}

  /** The audio's file is closed and may be taken into custody. */
  record RecordingStopped(CallId call, Instant at, RecordingId recording) implements CallEvent {}

  /**
   * The request was lost.
   *
   * @param placeAt when the place in the queue counts from that he keeps, because he asked to be
   *     called back in his turn; null where the loss itself is his place
   */
  record Lost(
      CallId call,
      Instant at,
      LossType lossType,
      PhoneNumber caller,
      LineId line,
      long waitMillis,
      @Nullable Instant placeAt)
      implements CallEvent {}

  /** The caller is gone; talk and hold time are final. */
  record Ended(CallId call, Instant at, CallSummary summary) implements CallEvent {}

  /** The agent finished the wrap-up; all times are final. */
  record Completed(CallId call, Instant at, CallSummary summary) implements CallEvent {}

  /** How an offer ended. */
  enum OfferEnd {
    /** The phone rang out. */
    NO_ANSWER,
    /** The agent declined, or the phone did. */
    DECLINED,
    /** The phone could not be rung at all. */
    UNREACHABLE,
    /** The caller hung up, or the call went elsewhere: not the seat's doing. */
    WITHDRAWN
  }

  /** How a call was passed on. */
  enum TransferKind {
    /** Without asking first. */
    BLIND,
    /** After talking to the other party. */
    ATTENDED,
    /** All three together (三方通话). */
    THREE_WAY
  }

  /**
   * All figures of one call. Times are null where that never happened; durations are milliseconds,
   * 0 where nothing was measured.
   *
   * @param attempt by which attempt we called him, or null where he called us
   * @param inferred whether part of it was worked out after a lost link rather than heard
   */
  record CallSummary(
      CallId callId,
      LineId line,
      @Nullable QueueId queue,
      PhoneNumber caller,
      String dialled,
      Instant arrivedAt,
      @Nullable Instant queuedAt,
      @Nullable Instant offeredAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      @Nullable Instant completedAt,
      long waitMillis,
      long ringMillis,
      long talkMillis,
      long holdMillis,
      long wrapMillis,
      @Nullable LossType lossType,
      @Nullable AgentId agentId,
      @Nullable SeatId seatId,
      List<RecordingId> recordingIds,
      boolean inferred,
      @Nullable AttemptId attempt) {
    /** Copies the list. */
    public CallSummary {
      recordingIds = List.copyOf(recordingIds);
    }
  }
}
