package linekeeper.call.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import linekeeper.call.event.LossType;
import linekeeper.call.model.Call;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Ledger;
import linekeeper.call.model.Measure;
import linekeeper.call.model.Outcome;
import linekeeper.call.model.Party;
import linekeeper.call.model.Tally;
import linekeeper.call.model.Words;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorView.CallView;
import linekeeper.call.watch.FloorView.FiguresView;
import linekeeper.call.watch.FloorView.QueueView;
import linekeeper.call.watch.FloorView.SeatView;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.QueueRules;
import linekeeper.queue.model.Waiting;
import linekeeper.seat.model.Phases;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;
import org.jspecify.annotations.Nullable;

/** What people may see of the floor, masked. Used on the lane alone. */
final class Views {
  private final FloorModel model;
  private final Map<SeatId, String> seatNames;
  private final Map<QueueId, String> queueNames;

  Views(FloorModel model) {
    this.model = model;
    this.seatNames =
        model.plan().seats().stream()
            .collect(Collectors.toMap(FloorPlan.SeatPlace::id, FloorPlan.SeatPlace::name));
    this.queueNames =
        model.plan().queues().stream().collect(Collectors.toMap(QueueRules::id, QueueRules::name));
  }

  FloorSnapshot snapshot(long step, Instant now) {
    Staffing staffing = staffing();
    Places places = new Places(model.calls().size());
    return new FloorSnapshot(
        step,
        now,
        figures(now),
        model.plan().queues().stream().map(it -> queue(it.id(), staffing)).toList(),
        model.plan().seats().stream().map(it -> seat(it.id())).toList(),
        model.calls().stream().map(it -> call(it, places)).toList());
  }

  /** The subjects that a step changed; calls that are gone go to {@code gone}. */
  List<FloorView> changed(Outcome outcome, Instant now, List<String> gone) {
    List<FloorView> views = new ArrayList<>();
    Places places = new Places(outcome.calls().size());
    for (CallId id : outcome.calls()) {
      Call call = model.call(id);
      if (call == null) {
        gone.add("call:" + id);
      } else {
        views.add(call(call, places));
      }
    }
    outcome.seats().forEach(it -> views.add(seat(it)));
    if (!outcome.queues().isEmpty()) {
      Staffing staffing = staffing();
      outcome.queues().forEach(it -> views.add(queue(it, staffing)));
    }
    if (outcome.figures()) {
      views.add(figures(now));
    }
    return views;
  }

  private CallView call(Call call, Places places) {
    Ledger ledger = call.ledger();
    Party party = call.party();
    return new CallView(
        call.card().id().value(),
        Words.state(call),
        call.phase().since(),
        call.card().line().value(),
        call.card().queue().value(),
        call.card().caller().masked(),
        call.card().arrivedAt(),
        ledger.queuedAt(),
        ledger.offeredAt(),
        ledger.answeredAt(),
        ledger.endedAt(),
        places.of(call),
        party == null ? null : party.name(),
        party == null || party.agent() == null ? null : party.agent().value(),
        call.phase() instanceof Call.Phase.Consulting it ? it.asked().name() : third(call),
        ledger.recorded(),
        ledger.pause() != null && ledger.pause().silent());
  }

  /** Callers' places from 1; where many are asked for, their queue is counted through once. */
  private final class Places {
    private static final int FEW = 4;
    private final boolean many;
    private final Map<QueueId, Map<CallId, Integer>> counted = new HashMap<>();

    Places(int calls) {
      this.many = calls > FEW;
    }

    int of(Call call) {
      CallId id = call.card().id();
      Queue queue = model.queues().get(call.card().queue());
      if (queue == null) {
        return 0;
      }
      return many
          ? counted.computeIfAbsent(queue.id(), _ -> count(queue)).getOrDefault(id, 0)
          : queue.position(id, model.owedLast());
    }

    private Map<CallId, Integer> count(Queue queue) {
      Map<CallId, Integer> places = new HashMap<>();
      queue.served(model.owedLast()).forEach(it -> places.put(it.call(), places.size() + 1));
      return places;
    }
  }

  private static @Nullable String third(Call call) {
    return call.phase() instanceof Call.Phase.ThreeWay it ? it.third().name() : null;
  }

  private SeatView seat(SeatId id) {
    Seat seat = Objects.requireNonNull(model.seats().get(id));
    Session session = seat.session();
    CallId call = seat.call();
    return new SeatView(
        id.value(),
        seatNames.getOrDefault(id, id.value()),
        Phases.name(seat.phase()),
        seat.phase().since(),
        session == null ? null : session.agent().value(),
        call == null ? null : call.value(),
        seat.phoneReachable(),
        Phases.reason(seat.phase()).isEmpty() ? null : Phases.reason(seat.phase()),
        session == null ? null : pending(session, seat),
        until(seat),
        session == null ? 0 : session.missed());
  }

  private static @Nullable String pending(Session session, Seat seat) {
    return switch (session.wish()) {
      case null -> null;
      case Session.Wish.ToBeBusy _ -> "BUSY";
      case Session.Wish.BreakAsked _ ->
          seat.phase() instanceof Seat.Phase.Idle ? null : "BREAK_REQUESTED";
      case Session.Wish.BreakGranted _ -> "BREAK";
      case Session.Wish.ToLeave _ -> "SIGNED_OUT";
    };
  }

  private static @Nullable Instant until(Seat seat) {
    return switch (seat.phase()) {
      case Seat.Phase.WrapUp it -> it.until();
      case Seat.Phase.OnBreak it -> it.until();
      default -> null;
    };
  }

  private QueueView queue(QueueId id, Staffing staffing) {
    Queue queue = Objects.requireNonNull(model.queues().get(id));
    Instant longest = null;
    List<Waiting> live = queue.live();
    for (Waiting it : live) {
      Instant since = since(it);
      longest = longest == null || since.isBefore(longest) ? since : longest;
    }
    return new QueueView(
        id.value(),
        Objects.requireNonNull(queueNames.get(id)),
        live.size(),
        longest,
        staffing.ready(),
        staffing.signedIn(),
        queue.waiting().size() - live.size());
  }

  /** Since when he waits, which may be later than what his place counts from. */
  private Instant since(Waiting who) {
    Call call = model.call(who.call());
    Instant queuedAt = call == null ? null : call.ledger().queuedAt();
    return queuedAt == null ? who.placeAt() : queuedAt;
  }

  /** How many seats are free, and how many have somebody signed in. */
  private record Staffing(int ready, int signedIn) {}

  private Staffing staffing() {
    int ready = 0;
    int signedIn = 0;
    for (Seat seat : model.seats().values()) {
      signedIn += seat.session() == null ? 0 : 1;
      ready += seat.free() ? 1 : 0;
    }
    return new Staffing(ready, signedIn);
  }

  private FiguresView figures(Instant now) {
    Tally tally = model.tally();
    Map<LossType, Integer> lost = new EnumMap<>(LossType.class);
    long lostRequests = 0;
    for (LossType type : LossType.values()) {
      long count = tally.today(Measure.of(type));
      if (count > 0) {
        lost.put(type, Math.toIntExact(count));
      }
      lostRequests += type.request() ? count : 0;
    }
    long requests = tally.today(Measure.REQUESTS);
    long answered = tally.today(Measure.ANSWERED);
    long abandoned =
        tally.today(Measure.LOST_QUEUE_ABANDON) + tally.today(Measure.LOST_RING_ABANDON);
    long handled =
        tally.today(Measure.TALK) + tally.today(Measure.HOLD) + tally.today(Measure.WRAP);
    long signedIn = tally.today(Measure.SIGNED_IN);
    return new FiguresView(
        model.link().name(),
        now,
        Math.toIntExact(requests),
        Math.toIntExact(answered),
        Math.toIntExact(lostRequests),
        Math.toIntExact(tally.today(Measure.WITHIN_15S)),
        Math.toIntExact(tally.today(Measure.WITHIN_20S)),
        lost,
        rate(answered, requests),
        rate(tally.rolling(Measure.ANSWERED), tally.rolling(Measure.REQUESTS)),
        rate(tally.today(Measure.WITHIN_15S), requests),
        rate(tally.today(Measure.WITHIN_20S), requests),
        rate(lostRequests, requests),
        rate(abandoned, requests),
        answered == 0 ? null : tally.today(Measure.ANSWER_WAIT) / answered,
        answered == 0 ? null : handled / answered,
        rate(tally.today(Measure.SEAT_USED), signedIn),
        rate(tally.today(Measure.SEAT_TALK), signedIn));
  }

  /** A rate, or null where there is nothing to divide by (domain 3.6). */
  private static @Nullable Double rate(long numerator, long denominator) {
    return denominator == 0 ? null : (double) numerator / denominator;
  }
}
