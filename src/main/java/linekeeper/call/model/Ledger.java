package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * What a call's figures are made of; every time is when it happened first, every duration a sum in
 * milliseconds.
 *
 * @param offers how many seats were rung
 * @param awayMillis how long the caller was with nobody after the answer: rung for, or waiting,
 *     after a transfer
 * @param awaySince since when he is with nobody again, or null
 * @param wrapMillis how long the wrap-ups of the seats that held the call took
 * @param answeredBy the seat that answered first; the call is counted for it (domain 3.9 no. 12)
 * @param dialledAt when the switch was told to ring the citizen whom we call, or null
 * @param keptPlace when his place in the queue counts from, where he asked to be called back in his
 *     turn instead of waiting; null where he did not
 * @param attemptEnd how the attempt to reach him ended, or null while it has not
 * @param pause silence is recorded, or was asked for; null while everything is
 * @param silences how often the switch was told to record silence, or to end it
 */
public record Ledger(
    @Nullable Instant queuedAt,
    @Nullable Instant offeredAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    int offers,
    long ringMillis,
    long holdMillis,
    long awayMillis,
    @Nullable Instant awaySince,
    long wrapMillis,
    @Nullable SeatId answeredBy,
    @Nullable AgentId agent,
    @Nullable LossType lossType,
    Audio audio,
    boolean inferred,
    @Nullable Instant dialledAt,
    @Nullable AttemptEnd attemptEnd,
    @Nullable Instant keptPlace,
    @Nullable Pause pause,
    int silences) {

  /** Where the call's recording stands. */
  public enum Audio {
    /** Nothing was to be recorded, or it could not be. */
    NONE,
    /** The switch was told to. */
    TOLD,
    /** Audio is being written. */
    RUNNING,
    /** The file is closed. */
    CLOSED
  }

  static final Ledger EMPTY =
      new Ledger(
          null,
          null,
          null,
          null,
          0,
          0,
          0,
          0,
          null,
          0,
          null,
          null,
          null,
          Audio.NONE,
          false,
          null,
          null,
          null,
          null,
          0);

  /** Whether the call has a recording. */
  public boolean recorded() {
    return audio != Audio.NONE;
  }

  /** Whether the audio's file is still to be closed. */
  boolean recording() {
    return audio == Audio.TOLD || audio == Audio.RUNNING;
  }

  Ledger queued(Instant now) {
    Draft draft = new Draft(this);
    draft.queuedAt = queuedAt == null ? now : queuedAt;
    return draft.ledger();
  }

  Ledger offered(Instant now) {
    Draft draft = new Draft(this);
    draft.offeredAt = offeredAt == null ? now : offeredAt;
    draft.offers++;
    return draft.ledger();
  }

  Ledger rang(Instant from, Instant now) {
    Draft draft = new Draft(this);
    draft.ringMillis += between(from, now);
    return draft.ledger();
  }

  /** The first answer; later ones leave it as it is. */
  Ledger answered(Instant now, SeatId seat, AgentId by) {
    if (answeredAt != null) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.answeredAt = now;
    draft.answeredBy = seat;
    draft.agent = by;
    draft.audio = Audio.TOLD;
    return draft.ledger();
  }

  Ledger audio(Audio now) {
    Draft draft = new Draft(this);
    draft.audio = now;
    return draft.ledger();
  }

  Ledger held(Instant from, Instant now) {
    Draft draft = new Draft(this);
    draft.holdMillis += between(from, now);
    return draft.ledger();
  }

  /** He who was answered is with nobody from now on. */
  Ledger away(Instant now) {
    Draft draft = new Draft(this);
    draft.awaySince = now;
    return draft.ledger();
  }

  /** Somebody is with him again, or the call is over. */
  Ledger back(Instant now) {
    if (awaySince == null) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.awayMillis += between(awaySince, now);
    draft.awaySince = null;
    return draft.ledger();
  }

  Ledger ended(Instant now, @Nullable LossType loss) {
    Draft draft = new Draft(this);
    draft.endedAt = now;
    draft.lossType = loss;
    return draft.ledger();
  }

  Ledger losing(LossType loss) {
    Draft draft = new Draft(this);
    draft.lossType = loss;
    return draft.ledger();
  }

  Ledger wrapped(long millis) {
    Draft draft = new Draft(this);
    draft.wrapMillis += millis;
    return draft.ledger();
  }

  /** The switch is told to ring the citizen. */
  Ledger dialled(Instant now) {
    Draft draft = new Draft(this);
    draft.dialledAt = dialledAt == null ? now : dialledAt;
    return draft.ledger();
  }

  Ledger paused(@Nullable Pause by) {
    Draft draft = new Draft(this);
    draft.pause = by;
    return draft.ledger();
  }

  /** The switch is told once more to record silence, or to end it. */
  Ledger silenceTold() {
    Draft draft = new Draft(this);
    draft.silences++;
    return draft.ledger();
  }

  Ledger attempt(AttemptEnd end) {
    Draft draft = new Draft(this);
    draft.attemptEnd = end;
    return draft.ledger();
  }

  /** He asks to be called back; asked again, he keeps the place that he has. */
  Ledger keeping(Instant place) {
    Draft draft = new Draft(this);
    draft.keptPlace = keptPlace == null ? place : keptPlace;
    return draft.ledger();
  }

  Ledger markInferred() {
    Draft draft = new Draft(this);
    draft.inferred = true;
    return draft.ledger();
  }

  /**
   * From joining the queue to the answer, or to the end where nobody answered; 0 where he never
   * joined.
   */
  long waitMillis() {
    Instant until = answeredAt != null ? answeredAt : endedAt;
    return queuedAt == null || until == null ? 0 : between(queuedAt, until);
  }

  /** From the answer to the end, less what was on hold or with nobody. */
  long talkMillis() {
    return answeredAt == null || endedAt == null
        ? 0
        : Math.max(0, between(answeredAt, endedAt) - holdMillis - awayMillis);
  }

  /**
   * Whether nobody talked after the answer; unknown, and so not said, where the clock was set back
   * meanwhile.
   */
  boolean zeroTalk(Duration limit) {
    return answeredAt != null
        && endedAt != null
        && !endedAt.isBefore(answeredAt)
        && talkMillis() <= limit.toMillis();
  }

  /** Never negative, also when the clock was set back meanwhile. */
  private static long between(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }

  /** A ledger while an entry is made. */
  private static final class Draft {
    private @Nullable Instant queuedAt;
    private @Nullable Instant offeredAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant endedAt;
    private int offers;
    private long ringMillis;
    private long holdMillis;
    private long awayMillis;
    private @Nullable Instant awaySince;
    private long wrapMillis;
    private @Nullable SeatId answeredBy;
    private @Nullable AgentId agent;
    private @Nullable LossType lossType;
    private Audio audio;
    private boolean inferred;
    private @Nullable Instant dialledAt;
    private @Nullable AttemptEnd attemptEnd;
    private @Nullable Instant keptPlace;
    private @Nullable Pause pause;
    private int silences;

    Draft(Ledger from) {
      queuedAt = from.queuedAt;
      offeredAt = from.offeredAt;
      answeredAt = from.answeredAt;
      endedAt = from.endedAt;
      offers = from.offers;
      ringMillis = from.ringMillis;
      holdMillis = from.holdMillis;
      awayMillis = from.awayMillis;
      awaySince = from.awaySince;
      wrapMillis = from.wrapMillis;
      answeredBy = from.answeredBy;
      agent = from.agent;
      lossType = from.lossType;
      audio = from.audio;
      inferred = from.inferred;
      dialledAt = from.dialledAt;
      attemptEnd = from.attemptEnd;
      keptPlace = from.keptPlace;
      pause = from.pause;
      silences = from.silences;
    }

    Ledger ledger() {
      return new Ledger(
          queuedAt,
          offeredAt,
          answeredAt,
          endedAt,
          offers,
          ringMillis,
          holdMillis,
          awayMillis,
          awaySince,
          wrapMillis,
          answeredBy,
          agent,
          lossType,
          audio,
          inferred,
          dialledAt,
          attemptEnd,
          keptPlace,
          pause,
          silences);
    }
  }
}
