package linekeeper.call.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * Everything a floor knows, and the look-ups by which facts find their call. Changed by its lane
 * alone.
 */
final class FloorState {
  private static final int DEPARTED_KEPT = 1_000;

  final Map<SeatId, Seat> seats = new LinkedHashMap<>();
  final Map<QueueId, Queue> queues = new LinkedHashMap<>();
  final Map<AlarmKey, Instant> alarms = new LinkedHashMap<>();
  final Map<AgentId, SeatId> agents = new HashMap<>();
  final SeatTimes seatTimes = new SeatTimes();
  final Tally tally;
  LinkState link = LinkState.DOWN;

  /** Since when the switch is not heard, or null while it is, or was never. */
  @Nullable Away away;

  /** How far the switch's ledger was taken in, or null where it never was. */
  @Nullable LedgerPlace ledger;

  /** Who sat last at a seat that he left. */
  final Map<SeatId, AgentId> lastAgents = new LinkedHashMap<>();

  final Places places = new Places();

  /** Whether the last who got a seat was owed a call. */
  boolean owedLast;

  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private final Map<LegId, CallId> byLeg = new HashMap<>();
  private final Map<PlayId, CallId> byPlay = new HashMap<>();
  private final Map<RecordingId, CallId> byRecording = new HashMap<>();

  Instant lastAt;
  final LinkedHashSet<LegId> departed = new LinkedHashSet<>();

  FloorState(FloorPlan plan, Instant now) {
    this.lastAt = now;
    this.tally = new Tally(plan.zone(), now);
    plan.seats().forEach(it -> seats.put(it.id(), Seat.empty(it.id(), now)));
    for (QueueRules rules : plan.queues()) {
      queues.put(rules.id(), Queue.empty(rules.id()));
    }
  }

  Map<CallId, Call> calls() {
    return calls;
  }

  @Nullable Call call(CallId id) {
    return calls.get(id);
  }

  /** How many calls are on the floor without those that only wait to be made. */
  long crowd() {
    return calls.values().stream().filter(it -> !(it.phase() instanceof Call.Phase.Due)).count();
  }

  /** The call of an attempt, as long as it is on the floor. */
  Optional<CallId> byAttempt(AttemptId attempt) {
    return calls.values().stream()
        .filter(it -> attempt.equals(it.card().attempt()))
        .map(it -> it.card().id())
        .findFirst();
  }

  @Nullable Call byLeg(LegId leg) {
    CallId id = byLeg.get(leg);
    return id == null ? null : calls.get(id);
  }

  @Nullable Call byPlay(PlayId play) {
    CallId id = byPlay.get(play);
    return id == null ? null : calls.get(id);
  }

  @Nullable Call byRecording(RecordingId recording) {
    CallId id = byRecording.get(recording);
    return id == null ? null : calls.get(id);
  }

  /** How many legs, playings and recordings lead to a call. */
  int lookups() {
    return byLeg.size() + byPlay.size() + byRecording.size();
  }

  /** The seats that talk in a call, or still finish what it left to do. */
  Set<SeatId> holding(CallId id) {
    Set<SeatId> holding = new LinkedHashSet<>();
    for (Seat seat : seats.values()) {
      boolean holds =
          seat.phase() instanceof Seat.Phase.OnCall || seat.phase() instanceof Seat.Phase.WrapUp;
      if (holds && id.equals(seat.call())) {
        holding.add(seat.id());
      }
    }
    return holding;
  }

  /** Keeps a call as it is now, and the look-ups in step with it. */
  void put(Call call) {
    Call before = calls.put(call.card().id(), call);
    if (before != null) {
      unindex(before);
    }
    CallId id = call.card().id();
    call.legs().forEach(leg -> byLeg.put(leg, id));
    PlayId play = playOf(call);
    if (play != null) {
      byPlay.put(play, id);
    }
    byRecording.put(call.card().recording(), id);
  }

  /** Forgets a call. */
  void remove(CallId id) {
    Call before = calls.remove(id);
    if (before != null) {
      unindex(before);
      byRecording.remove(before.card().recording());
      departed(before.card().callerLeg());
    }
  }

  /**
   * Keeps in mind that a caller's leg has been, so that a late second arrival of it is no new
   * caller.
   */
  void departed(LegId leg) {
    departed.add(leg);
    if (departed.size() > DEPARTED_KEPT) {
      departed.removeFirst();
    }
  }

  /**
   * Whether a caller's leg has been: its call is over, though something of it may be left to do.
   */
  boolean over(LegId leg) {
    return departed.contains(leg)
        || (!byLeg.containsKey(leg)
            && calls.values().stream().anyMatch(it -> it.card().callerLeg().equals(leg)));
  }

  private void unindex(Call call) {
    call.legs().forEach(byLeg::remove);
    PlayId play = playOf(call);
    if (play != null) {
      byPlay.remove(play);
    }
  }

  private static @Nullable PlayId playOf(Call call) {
    return switch (call.phase()) {
      case Call.Phase.Greeting it -> it.play();
      case Call.Phase.Queued it -> it.play();
      case Call.Phase.Offered it -> it.play();
      case Call.Phase.Farewell it -> it.play();
      default -> null;
    };
  }
}
