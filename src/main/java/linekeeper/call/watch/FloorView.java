package linekeeper.call.watch;

import java.time.Instant;
import java.util.Map;
import linekeeper.call.event.LossType;
import org.jspecify.annotations.Nullable;

/** What a person may see of one subject. Every number in a view is masked. */
public sealed interface FloorView {

  /**
   * The subject's key, {@code call:<id>}, {@code seat:<id>}, {@code queue:<id>}, {@code callbacks},
   * {@code handed:<id>} or {@code floor}.
   */
  String subject();

  /**
   * A call.
   *
   * @param state {@code ARRIVED, GREETING, QUEUED, OFFERED, TALKING, HELD, CONSULTING, THREE_WAY,
   *     ENDED, WRAP_UP}; where we call {@code CALLBACK_DUE, AGENT_RINGING, CALLEE_DIALING,
   *     CALLEE_RINGING} first
   * @param position place in the queue from 1, 0 where it does not wait
   * @param seat the seat it rings at or is held by
   * @param recordingPaused whether silence is recorded because an agent wants it so
   */
  record CallView(
      String id,
      String state,
      Instant since,
      String line,
      @Nullable String queue,
      String callerMasked,
      Instant arrivedAt,
      @Nullable Instant queuedAt,
      @Nullable Instant offeredAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      int position,
      @Nullable String seat,
      @Nullable String agent,
      @Nullable String consulted,
      boolean recording,
      boolean recordingPaused)
      implements FloorView {
    @Override
    public String subject() {
      return "call:" + id;
    }
  }

  /**
   * A seat.
   *
   * @param state {@code SIGNED_OUT, IDLE, RESERVED, RINGING, TALKING, HELD, WRAP_UP, BUSY,
   *     BREAK_REQUESTED, BREAK}
   * @param pending the state that takes effect after the call in hand, where one was asked for
   * @param until when the state ends by itself, such as a wrap-up or a break
   * @param missed offers in a row that this seat did not answer
   */
  record SeatView(
      String id,
      String name,
      String state,
      Instant since,
      @Nullable String agent,
      @Nullable String call,
      boolean phoneReachable,
      @Nullable String reason,
      @Nullable String pending,
      @Nullable Instant until,
      int missed)
      implements FloorView {
    @Override
    public String subject() {
      return "seat:" + id;
    }
  }

  /**
   * A queue.
   *
   * @param waiting live callers who wait
   * @param callbacks citizens whom we owe a call and who wait for a seat, besides the live callers
   */
  record QueueView(
      String id,
      String name,
      int waiting,
      @Nullable Instant longestSince,
      int ready,
      int signedIn,
      int callbacks)
      implements FloorView {
    @Override
    public String subject() {
      return "queue:" + id;
    }
  }

  /**
   * What is owed to lost callers (回拨); not a part of the floor's snapshot.
   *
   * @param pending wait for an agent, be it in a queue or to be claimed
   * @param inHand an agent has taken it, or calls
   * @param waiting nobody is to be called before his retry
   * @param dueSoon no attempt was made yet, and one is due within five minutes
   * @param overdue no attempt was made yet, and one was due before now
   * @param callbackRate K-08 of those lost since midnight, null where nobody was
   * @param inTimeRate K-09, 回拨及时率
   * @param connectedRate K-09, 回拨接通率
   * @param recoveredRate K-09, 找回率
   * @param revision another number whenever a task changed: the list is worth reading again
   */
  record BacklogView(
      int open,
      int pending,
      int inHand,
      int waiting,
      int dueSoon,
      int overdue,
      @Nullable Instant oldestLostAt,
      @Nullable Instant nextDueAt,
      @Nullable Double callbackRate,
      @Nullable Double inTimeRate,
      @Nullable Double connectedRate,
      @Nullable Double recoveredRate,
      String revision)
      implements FloorView {
    @Override
    public String subject() {
      return "callbacks";
    }
  }

  /**
   * A callback that somebody gave to an agent, until he takes note of it or it is no longer his;
   * not a part of the floor's snapshot.
   *
   * @param id the task's
   * @param agent whose it is now
   * @param by who gave it to him
   * @param dueAt when an attempt is due
   */
  record HandedView(
      String id,
      String agent,
      String by,
      String callerMasked,
      String line,
      Instant since,
      Instant dueAt)
      implements FloorView {
    @Override
    public String subject() {
      return "handed:" + id;
    }
  }

  /**
   * The floor's figures since midnight (and over the last 24 hours for the connection rate), by the
   * formulas of {@code docs/glossary.md}: K-01 to K-07 and K-33. A rate is null while its
   * denominator is zero.
   *
   * @param link the link's state by name
   * @param requestCount human requests, by queue-join time
   * @param averageSpeedOfAnswerMillis K-06
   * @param utilisationRate K-33: talk, hold, wrap-up and idle time over signed-in time
   * @param talkRate K-33: talk time over signed-in time
   */
  record FiguresView(
      String link,
      Instant asOf,
      int requestCount,
      int answeredCount,
      int lostCount,
      int answeredWithin15s,
      int answeredWithin20s,
      Map<LossType, Integer> lostByType,
      @Nullable Double connectionRate,
      @Nullable Double connectionRate24h,
      @Nullable Double serviceLevel15s,
      @Nullable Double serviceLevel20s,
      @Nullable Double lossRate,
      @Nullable Double abandonRate,
      @Nullable Long averageSpeedOfAnswerMillis,
      @Nullable Long averageHandlingMillis,
      @Nullable Double utilisationRate,
      @Nullable Double talkRate)
      implements FloorView {
    /** Copies the map. */
    public FiguresView {
      lostByType = Map.copyOf(lostByType);
    }

    @Override
    public String subject() {
      return "floor";
    }
  }
}
