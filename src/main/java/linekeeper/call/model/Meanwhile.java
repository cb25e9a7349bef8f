package linekeeper.call.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import linekeeper.call.Manner;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.call.event.FloorEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * What happened while we were away. A call that the switch had without us is put on record by the
 * events of any other call, marked as inferred, all in one step; and the time in which we were away
 * is itself on record.
 */
final class Meanwhile {
  /** Who took a call at a seat at which, as far as we know, nobody sat. */
  private static final AgentId SOMEBODY = new AgentId("unknown");

  private final FloorStep step;

  Meanwhile(FloorStep step) {
    this.step = step;
  }

  // the time

  /**
   * The link changed. Whoever ended without a word was last there when he last wrote in the
   * journal.
   */
  void link(Fact.LinkChanged fact) {
    FloorState state = step.state;
    if (fact.state() == LinkState.UP && state.away != null) {
      step.outcome
          .events()
          .add(new FloorEvent.WasAway(state.away.since(), step.now, state.away.reason()));
      state.away = null;
    } else if (state.link == LinkState.UP && fact.state() != LinkState.UP) {
      boolean unsaid = fact.reason().equals(Fact.LinkChanged.OPENING);
      boolean back = step.now.isBefore(step.before);
      state.away = new Away(unsaid && !back ? step.before : step.now, fact.reason());
    }
    state.link = fact.state();
    step.outcome.figuresChanged();
  }

  // the calls

  /** A call that is over. One that we know ends, or ended, by what we were told of it. */
  void missed(LedgerCall heard) {
    if (step.state.byLeg(heard.leg()) != null || step.state.over(heard.leg())) {
      return;
    }
    FloorPlan.Line line = step.plan.lines().get(heard.dialled());
    Instant endedAt = heard.endedAt();
    if (line == null || endedAt == null) {
      step.outcome.oddities().add("number-unknown");
      return;
    }
    Card card =
        new Card(
            id(heard.leg()),
            line.id(),
            line.queue(),
            heard.leg(),
            heard.caller(),
            heard.dialled(),
            step.ids.bridge(),
            heard.recordedAt() == null ? step.ids.recording() : heard.recording(),
            heard.arrivedAt(),
            null,
            Manner.PLAIN);
    Ledger ledger = ledger(heard, endedAt);
    if (ledger.zeroTalk(step.plan.limits().zeroTalk())) {
      ledger = ledger.losing(LossType.ZERO_TALK);
    }
    Call call = new Call(card, ledger, new Call.Phase.Ended(endedAt, Set.of(), false, Set.of()));
    step.state.put(call);
    tell(call, heard);
    step.state.remove(card.id());
  }

  /** The same call always gets the same id, should it be told of again. */
  private static CallId id(LegId leg) {
    byte[] name = ("linekeeper-missed-" + leg).getBytes(StandardCharsets.UTF_8);
    return new CallId(UUID.nameUUIDFromBytes(name).toString());
  }

  private Ledger ledger(LedgerCall heard, Instant endedAt) {
    boolean answered = heard.answeredAt() != null;
    LossType loss = answered ? null : loss(heard.end());
    Instant rangUntil = answered ? heard.answeredAt() : endedAt;
    SeatId seat = heard.seat();
    return new Ledger(
        queuedAt(heard, loss),
        heard.offeredAt(),
        heard.answeredAt(),
        endedAt,
        heard.offers(),
        heard.offeredAt() == null ? 0 : millis(heard.offeredAt(), rangUntil),
        0,
        0,
        null,
        0,
        seat,
        seat == null || !answered ? null : agent(seat, heard.answeredAt()),
        loss,
        heard.recordedAt() == null ? Ledger.Audio.NONE : Ledger.Audio.CLOSED,
        true,
        null,
        null,
        null,
        null,
        0);
  }

  /** Who was lost to us before he could wait waited all the same. */
  private static @Nullable Instant queuedAt(LedgerCall heard, @Nullable LossType loss) {
    boolean request = loss == null || loss.request();
    return heard.queuedAt() == null && request ? heard.arrivedAt() : heard.queuedAt();
  }

  private static LossType loss(LedgerCall.End end) {
    return switch (end) {
      case UNHEARD, BREAK -> LossType.SYSTEM_BREAK;
      case GREETING -> LossType.GREETING_ABANDON;
      case WAITING -> LossType.QUEUE_ABANDON;
      case RINGING -> LossType.RING_ABANDON;
      case UNANSWERED -> LossType.AGENT_NO_ANSWER;
      case TIMEOUT -> LossType.QUEUE_TIMEOUT;
      case NOBODY -> LossType.NO_AGENT;
      case FULL -> LossType.QUEUE_FULL;
    };
  }

  /** Who sat there then: whoever sits there, or sat there before him. */
  private AgentId agent(SeatId id, @Nullable Instant at) {
    Seat seat = step.state.seats.get(id);
    boolean sits =
        seat != null
            && seat.session() != null
            && at != null
            && !seat.session().signedInAt().isAfter(at);
    if (seat != null && seat.session() != null && sits) {
      return seat.session().agent();
    }
    return step.state.lastAgents.getOrDefault(id, SOMEBODY);
  }

  private void tell(Call call, LedgerCall heard) {
    Card card = call.card();
    CallId id = card.id();
    Ledger ledger = call.ledger();
    CallSummary summary = Summaries.of(call, null);
    step.happened(
        new CallEvent.Arrived(
            id, card.arrivedAt(), card.line(), card.caller(), card.dialled(), heard.leg()));
    if (ledger.queuedAt() != null) {
      step.happened(new CallEvent.Queued(id, ledger.queuedAt(), card.queue()));
    }
    if (heard.recordedAt() != null) {
      step.happened(
          new CallEvent.RecordingStarted(id, heard.recordedAt(), card.recording(), heard.leg()));
    }
    if (ledger.answeredAt() != null && ledger.answeredBy() != null && ledger.agent() != null) {
      step.happened(
          new CallEvent.Answered(
              id,
              ledger.answeredAt(),
              ledger.answeredBy(),
              ledger.agent(),
              card.recording(),
              card.caller()));
    }
    close(call, heard, summary);
  }

  private void close(Call call, LedgerCall heard, CallSummary summary) {
    Card card = call.card();
    Instant endedAt = ((Call.Phase.Ended) call.phase()).since();
    LossType loss = summary.lossType();
    if (loss != null) {
      step.happened(
          new CallEvent.Lost(
              card.id(), endedAt, loss, card.caller(), card.line(), summary.waitMillis(), null));
    }
    if (heard.recordedAt() != null) {
      step.happened(new CallEvent.RecordingStopped(card.id(), endedAt, card.recording()));
    }
    step.happened(new CallEvent.Ended(card.id(), endedAt, summary));
    step.happened(new CallEvent.Completed(card.id(), endedAt, Summaries.of(call, endedAt)));
  }

  private static long millis(Instant from, @Nullable Instant to) {
    return to == null ? 0 : Math.max(0, Duration.between(from, to).toMillis());
  }
}
