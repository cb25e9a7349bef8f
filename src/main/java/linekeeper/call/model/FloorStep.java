package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.QueueEffect;
import linekeeper.queue.model.QueueInput;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.SeatEffect;
import linekeeper.seat.model.SeatInput;
import linekeeper.seat.model.Session;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * One step of the floor: lets an input reach its machine, and the effects of one machine reach the
 * others, first come first served, until nothing is left to be done inside; then matches free seats
 * with waiting callers.
 */
final class FloorStep {
  /** Clocks are corrected by so much all the time. */
  private static final Duration UNNOTICED = Duration.ofSeconds(1);

  final FloorPlan plan;
  final FloorState state;
  final Instant now;
  final Ids ids;
  final Outcome outcome = new Outcome();

  /** When the last input before this one came. */
  final Instant before;

  private final Entry entry;
  private final Machines machines;
  private final Deque<Runnable> todo = new ArrayDeque<>();

  FloorStep(FloorPlan plan, FloorState state, Machines machines, Entry entry) {
    this.plan = plan;
    this.state = state;
    this.machines = machines;
    this.entry = entry;
    this.now = entry.at();
    this.before = state.lastAt;
    this.ids = new Ids(entry.at(), entry.seed());
  }

  Outcome take() {
    clockSetBack();
    switch (entry.input()) {
      case Entry.Input.Heard it -> new Hearing(this).hear(it.fact());
      case Entry.Input.Asked it -> new Asking(this).ask(it.command());
      case Entry.Input.Rang it -> rang(it.alarm());
    }
    work();
    dispatch();
    return outcome;
  }

  /** Performs what was decided inside, until nothing is left. */
  void work() {
    for (Runnable next = todo.poll(); next != null; next = todo.poll()) {
      next.run();
    }
  }

  /** Where the clock was set back, what was to ring in five seconds still rings in five seconds. */
  private void clockSetBack() {
    Duration back = Duration.between(now, state.lastAt);
    if (back.compareTo(UNNOTICED) > 0) {
      List.copyOf(state.alarms.entrySet())
          .forEach(it -> alarm(it.getKey(), it.getValue().minus(back)));
      outcome.oddities().add("clock-set-back");
    }
    state.lastAt = now;
  }

  private void rang(AlarmKey key) {
    Instant due = state.alarms.get(key);
    if (due == null) {
      return;
    }
    if (due.isAfter(now)) {
      // set anew while the old one was on its way, or rung by a clock a little ahead of ours
      outcome.alarms().put(key, due);
      return;
    }
    state.alarms.remove(key);
    outcome.alarms().remove(key); // a clock that was set back just now set it anew
    switch (key) {
      case AlarmKey.OfCall it -> call(it.call(), new CallInput.AlarmRang(it.alarm()));
      case AlarmKey.OfSeat it -> seat(it.seat(), new SeatInput.AlarmRang(it.alarm()));
    }
  }

  // calls

  /** A new call. */
  void begin(Card card) {
    apply(card.id(), machines.call(card).begin(card, around(card.id()), now));
  }

  /** A call that we make for a seat, which may make it. */
  void callOut(Card card, SeatId seat, AgentId agent) {
    seat(seat, new SeatInput.CallOut(card.id()));
    Party party = Party.seat(ids.leg(), seat, agent);
    apply(card.id(), machines.call(card).callOut(card, party, around(card.id()), now));
  }

  /** A call that we owe: it waits until it is its turn. */
  void owe(Card card, Call.Phase.Due due, Instant until) {
    apply(card.id(), machines.call(card).owe(card, due, until, around(card.id())));
  }

  /** A call for which there is no room. */
  void turnAway(Card card) {
    apply(card.id(), machines.call(card).turnAway(card, around(card.id()), now));
  }

  /** One step of a call; returns the refusal, or null. */
  @Nullable Refusal call(CallId id, CallInput input) {
    Call call = state.call(id);
    if (call == null) {
      return null;
    }
    Step<Call, CallEffect> step = machines.call(call.card()).step(call, input, around(id), now);
    apply(id, step);
    return step.refusal();
  }

  private void apply(CallId id, Step<Call, CallEffect> step) {
    state.put(step.state());
    outcome.calls().add(id);
    step.effects().forEach(effect -> todo.add(() -> perform(id, effect)));
  }

  private Surroundings around(CallId id) {
    return new Around(id, state, ids.play());
  }

  private void perform(CallId id, CallEffect effect) {
    switch (effect) {
      case CallEffect.Tell it -> outcome.instructions().add(it.instruction());
      case CallEffect.Happened it -> happened(it.event());
      case CallEffect.SetAlarm it -> alarm(new AlarmKey.OfCall(id, it.alarm()), it.at());
      case CallEffect.CancelAlarm it -> alarm(new AlarmKey.OfCall(id, it.alarm()), null);
      case CallEffect.JoinQueue it -> join(id, it.placeAt());
      case CallEffect.LeaveQueue _ -> queue(id, new QueueInput.Leave(id));
      case CallEffect.OfferOver it -> {
        seat(it.seat(), new SeatInput.OfferOver(id, it.counts()));
        queue(id, new QueueInput.OfferOver(id, it.counts()));
      }
      case CallEffect.SeatRings it -> seat(it.seat(), new SeatInput.PhoneRings(id));
      case CallEffect.SeatAnswered it -> seat(it.seat(), new SeatInput.Answered(id));
      case CallEffect.SeatHolds it -> seat(it.seat(), new SeatInput.HoldChanged(id, it.held()));
      case CallEffect.SeatDone it -> seat(it.seat(), new SeatInput.CallOver(id));
      case CallEffect.Done _ -> {
        for (CallAlarm alarm : CallAlarm.values()) {
          alarm(new AlarmKey.OfCall(id, alarm), null);
        }
        state.remove(id);
        outcome.calls().add(id);
      }
      case CallEffect.Odd it -> outcome.oddities().add(it.what());
    }
  }

  void happened(CallEvent event) {
    outcome.events().add(event);
    Counting.count(event, state);
    state.places.on(event);
    outcome.figuresChanged();
  }

  // queues

  private void join(CallId id, Instant placeAt) {
    Call call = state.call(id);
    if (call == null) {
      return;
    }
    Refusal refusal =
        queue(
            id,
            new QueueInput.Join(
                id,
                placeOf(call, placeAt),
                machines.rules(call.card().queue()).priority(),
                java.util.Set.of(),
                call.ledger().answeredAt() != null || call.card().outbound(),
                call.phase() instanceof Call.Phase.Due it ? it.owed() : null));
    if (refusal != null) {
      call(id, new CallInput.TurnedAway());
    }
  }

  /** Whom we lost before and who rings back stands where he stood. */
  private Instant placeOf(Call call, Instant placeAt) {
    boolean first = call.phase() instanceof Call.Phase.Queued && call.ledger().answeredAt() == null;
    return first ? state.places.of(call.card().caller(), placeAt) : placeAt;
  }

  private @Nullable Refusal queue(CallId id, QueueInput input) {
    Call call = state.call(id);
    if (call == null) {
      return null;
    }
    Queue queue = Objects.requireNonNull(state.queues.get(call.card().queue()));
    Step<Queue, QueueEffect> step = machines.queue(queue.id()).step(queue, input);
    keep(queue, step.state());
    return step.refusal();
  }

  private void keep(Queue before, Queue after) {
    if (!before.equals(after)) {
      state.queues.put(after.id(), after);
      outcome.queues().add(after.id());
      moved(before, after);
    }
  }

  /** Whose place in the queue is another one now is shown again. */
  private void moved(Queue before, Queue after) {
    for (int i = 0; i < after.waiting().size(); i++) {
      CallId call = after.waiting().get(i).call();
      if (i >= before.waiting().size() || !before.waiting().get(i).call().equals(call)) {
        outcome.calls().add(call);
      }
    }
  }

  /** Free seats take whose turn it is. Nothing is offered while the link is not up. */
  private void dispatch() {
    if (state.link != LinkState.UP) {
      return;
    }
    Dispatching dispatching = new Dispatching(state, machines);
    for (Dispatching.Next next = dispatching.next(); next != null; next = dispatching.next()) {
      Queue queue = Objects.requireNonNull(state.queues.get(next.queue()));
      Step<Queue, QueueEffect> step =
          machines
              .queue(queue.id())
              .step(queue, new QueueInput.Offer(next.who().call(), next.free()));
      keep(queue, step.state());
      if (step.effects().isEmpty()) {
        return;
      }
      state.owedLast = !next.who().live();
      for (QueueEffect effect : step.effects()) {
        switch (effect) {
          case QueueEffect.Offer it -> offer(it);
        }
      }
      work();
    }
  }

  private void offer(QueueEffect.Offer offer) {
    Seat seat = Objects.requireNonNull(state.seats.get(offer.seat()));
    Session session = Objects.requireNonNull(seat.session());
    seat(offer.seat(), new SeatInput.Reserve(offer.call()));
    call(offer.call(), new CallInput.OfferTo(offer.seat(), session.agent(), ids.leg()));
  }

  // seats

  /** One step of a seat; returns the refusal, or null. */
  @Nullable Refusal seat(SeatId id, SeatInput input) {
    Seat seat = state.seats.get(id);
    if (seat == null) {
      return Refusal.of("seat.unknown", "there is no seat " + id);
    }
    Step<Seat, SeatEffect> step = machines.seats.step(seat, input, now);
    state.seats.put(id, step.state());
    if (!step.state().equals(seat)) {
      outcome.seats().add(id);
      plan.queues().forEach(it -> outcome.queues().add(it.id()));
    }
    step.effects().forEach(effect -> todo.add(() -> perform(id, effect)));
    return step.refusal();
  }

  private void perform(SeatId id, SeatEffect effect) {
    switch (effect) {
      case SeatEffect.Happened it -> happened(it.event());
      case SeatEffect.SetAlarm it -> alarm(new AlarmKey.OfSeat(id, it.alarm()), it.at());
      case SeatEffect.CancelAlarm it -> alarm(new AlarmKey.OfSeat(id, it.alarm()), null);
      case SeatEffect.WithdrawOffer it -> call(it.call(), new CallInput.OfferWithdrawn(id));
      case SeatEffect.WrapUpDone it ->
          call(
              it.call(),
              new CallInput.WrapUpDone(
                  id, Math.max(0, Duration.between(it.began(), now).toMillis())));
      case SeatEffect.RemovePhone _ -> outcome.instructions().add(new Instruction.RemovePhone(id));
    }
  }

  private void happened(SeatEvent event) {
    outcome.events().add(event);
    state.seatTimes.on(event, state.tally);
    outcome.figuresChanged();
    switch (event) {
      case SeatEvent.SignedIn it -> state.agents.put(it.agent(), it.seat());
      case SeatEvent.SignedOut it -> {
        state.agents.remove(it.agent());
        state.lastAgents.put(it.seat(), it.agent());
      }
      case SeatEvent.StateChanged _ -> {}
    }
  }

  private void alarm(AlarmKey key, @Nullable Instant at) {
    if (at == null) {
      if (state.alarms.remove(key) != null) {
        outcome.alarms().put(key, null);
      }
    } else {
      state.alarms.put(key, at);
      outcome.alarms().put(key, at);
    }
  }
}
