package linekeeper.call.model;

import static linekeeper.call.model.Law.demand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import org.jspecify.annotations.Nullable;

/**
 * The laws of a call's life, as its events tell it: each ends once, answered or with one loss type;
 * Ended stays ended; nothing follows Completed.
 */
final class CallLife implements Law {
  private static final String ORDER = "a call's events come in their order";
  private final Map<CallId, Life> lives = new HashMap<>();

  private static final class Life {
    boolean out;
    boolean owed;
    boolean tried;
    boolean queued;
    boolean answered;
    boolean ended;
    boolean completed;
    boolean audioBegan;
    boolean audioEnded;
    boolean paused;
    CallEvent.@Nullable Lost lost;
    final Set<SeatId> offers = new HashSet<>();
  }

  @Override
  public void check(Seen.Standing before, Seen step) {
    for (Call call : before.calls()) {
      lives.computeIfAbsent(call.card().id(), _ -> restored(call));
    }
    boolean missed =
        step.entry().input() instanceof Entry.Input.Heard(Fact fact)
            && fact instanceof Fact.CallMissed;
    for (Object event : step.events()) {
      if (missed && event instanceof CallEvent.RecordingStarted it) {
        // the dialplan's fallback records from its greeting on, answered or not
        audible(it.call());
      } else if (missed && event instanceof CallEvent.RecordingStopped it) {
        demand(lives.containsKey(it.call()), ORDER, it);
      } else if (event instanceof CallEvent it) {
        lived(it);
      }
    }
    step.standing().calls().stream().filter(it -> !offering(it)).forEach(this::offerIsOver);
    endedStaysEnded(before, step);
    completedIsForgotten(step);
  }

  private static boolean offering(Call call) {
    return call.phase() instanceof Call.Phase.Offered
        || call.phase() instanceof Call.Phase.Calling
        || (call.phase() instanceof Call.Phase.Consulting it && !it.asked().up());
  }

  private void offerIsOver(Call call) {
    Life life = lives.get(call.card().id());
    if (life != null) {
      life.offers.clear();
    }
  }

  private static Life restored(Call call) {
    Life life = new Life();
    life.out = call.card().outbound();
    life.owed =
        call.phase() instanceof Call.Phase.Due
            || (call.phase() instanceof Call.Phase.Calling it && it.due() != null);
    life.tried = life.out && call.phase() instanceof Call.Phase.Ended;
    life.queued = call.ledger().queuedAt() != null;
    life.answered = call.ledger().answeredAt() != null;
    life.ended = call.phase() instanceof Call.Phase.Ended;
    life.audioBegan =
        call.ledger().audio() == Ledger.Audio.RUNNING
            || call.ledger().audio() == Ledger.Audio.CLOSED;
    life.paused = call.ledger().pause() != null && call.ledger().pause().silent();
    life.audioEnded = call.ledger().audio() == Ledger.Audio.CLOSED;
    FloorLaws.parties(call).stream()
        .filter(it -> offering(call) && !it.up() && it.seat() != null)
        .forEach(it -> life.offers.add(java.util.Objects.requireNonNull(it.seat())));
    return life;
  }

  private void lived(CallEvent event) {
    if (begins(event)) {
      Life life = new Life();
      life.out = !(event instanceof CallEvent.Arrived);
      life.owed = event instanceof CallEvent.CallbackWaits;
      demand(lives.put(event.call(), life) == null, ORDER, "began twice", event);
      return;
    }
    Life life = lives.get(event.call());
    demand(life != null && !life.completed, ORDER, "not after Completed:", event);
    if (life != null) {
      lived(life, event);
    }
  }

  private void audible(CallId call) {
    Life life = lives.get(call);
    demand(life != null && !life.audioBegan, "a recording starts once", call);
    if (life != null) {
      life.audioBegan = true;
    }
  }

  /** What we owe waits before it rings, and may ring at one seat after the other. */
  private boolean begins(CallEvent event) {
    Life life = lives.get(event.call());
    return switch (event) {
      case CallEvent.Arrived _ -> true;
      case CallEvent.CallbackWaits _ -> life == null;
      case CallEvent.CalledOut _ -> life == null || !life.owed;
      default -> false;
    };
  }

  private static void lived(Life life, CallEvent event) {
    switch (event) {
      case CallEvent.Arrived _ -> demand(false, ORDER, event);
      case CallEvent.CalledOut _, CallEvent.CallbackWaits _ ->
          demand(life.owed && !life.tried && !life.ended, ORDER, event);
      case CallEvent.AttemptOver it -> {
        demand(life.out && !life.tried && !life.ended, "an attempt ends once", event);
        demand((it.end() == AttemptEnd.CONNECTED) == life.answered, ORDER, event);
        life.tried = true;
      }
      case CallEvent.Queued _ -> {
        demand(!life.queued && !life.ended && !life.out, ORDER, event);
        life.queued = true;
      }
      case CallEvent.Offered it -> {
        demand((life.queued || life.out) && !life.ended, ORDER, event);
        demand(life.offers.add(it.seat()), "a call never has two offers at a seat", event);
        demand(life.offers.size() == 1, "a call never has two offers", life.offers);
      }
      case CallEvent.OfferEnded it ->
          demand(life.offers.remove(it.seat()) && !life.ended, ORDER, event);
      case CallEvent.Answered it -> {
        life.offers.remove(it.seat());
        demand(!life.ended, ORDER, event);
        life.answered = true;
      }
      case CallEvent.Transferred _, CallEvent.Consulted _ ->
          demand(life.answered && !life.ended, ORDER, event);
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> recorded(life, event);
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> recorded(life, event);
      case CallEvent.Lost it -> lost(life, it);
      case CallEvent.Ended it -> ended(life, it.summary());
      case CallEvent.Completed it -> completed(life, it.summary());
    }
  }

  private static void recorded(Life life, CallEvent event) {
    switch (event) {
      case CallEvent.RecordingStarted _ -> {
        demand(life.answered && !life.audioBegan, "a recording starts once", event);
        life.audioBegan = true;
      }
      case CallEvent.RecordingPaused _ -> {
        demand(life.audioBegan && !life.ended && !life.paused, ORDER, event);
        life.paused = true;
      }
      case CallEvent.RecordingResumed _ -> {
        demand(life.paused && !life.ended, ORDER, event);
        life.paused = false;
      }
      case CallEvent.RecordingStopped _ -> {
        demand(life.answered && !life.audioEnded, "a recording stops once", event);
        life.audioEnded = true;
      }
      default -> {}
    }
  }

  private static void lost(Life life, CallEvent.Lost event) {
    demand(!life.ended && life.lost == null, "a call is lost once at most", event);
    demand(
        event.lossType().request() == life.queued, "only a human request is a lost request", event);
    life.lost = event;
  }

  private static void ended(Life life, CallSummary summary) {
    demand(!life.ended, "a call ends once", summary);
    demand(life.out == life.tried, "each attempt has an outcome", summary);
    demand(
        !life.queued || life.answered || life.lost != null,
        "each request ends answered or with a loss type",
        summary);
    demand(
        (life.lost == null ? null : life.lost.lossType()) == summary.lossType(),
        "what is told as lost is what is kept",
        summary);
    demand((summary.answeredAt() != null) == life.answered, ORDER, summary);
    never(summary);
    life.ended = true;
  }

  private static void completed(Life life, CallSummary summary) {
    demand(life.ended, ORDER, "completed before it ended", summary);
    demand(summary.completedAt() != null, ORDER, summary);
    never(summary);
    life.completed = true;
  }

  private static void never(CallSummary it) {
    List<Long> durations =
        List.of(
            it.waitMillis(), it.ringMillis(), it.talkMillis(), it.holdMillis(), it.wrapMillis());
    demand(durations.stream().allMatch(ms -> ms >= 0), "no duration is negative", it);
  }

  private static void endedStaysEnded(Seen.Standing before, Seen step) {
    Set<CallId> ended = new HashSet<>();
    before.calls().stream()
        .filter(it -> it.phase() instanceof Call.Phase.Ended)
        .forEach(it -> ended.add(it.card().id()));
    for (Call call : step.standing().calls()) {
      demand(
          !ended.contains(call.card().id()) || call.phase() instanceof Call.Phase.Ended,
          "Ended stays ended",
          call);
    }
  }

  private void completedIsForgotten(Seen step) {
    List<CallId> there = new ArrayList<>();
    step.standing().calls().forEach(it -> there.add(it.card().id()));
    for (CallId id : there) {
      Life life = lives.get(id);
      demand(life != null && !life.completed, "a completed call is off the floor", id);
    }
    lives.forEach((id, life) ->
        demand(life.completed || there.contains(id), "no call vanishes before it completes", id));
    lives.values().removeIf(it -> it.completed);
  }
}
