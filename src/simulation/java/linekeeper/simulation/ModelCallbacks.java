package linekeeper.simulation;

import static linekeeper.call.model.Law.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.call.event.LossType;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackLaws;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Opening;
import linekeeper.callback.model.Order;
import linekeeper.callback.model.Rulings;
import linekeeper.callback.model.Words;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import linekeeper.seat.model.Seat;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to the lost, as the database keeps it: it outlives the application's ends. Hears
 * committed events, some of them twice; lets agents dial; is killed between the commit and the ring
 * now and then; asks again.
 */
final class ModelCallbacks {
  private static final CallbackRule RULE =
      new CallbackRule(
          "*",
          Instant.EPOCH,
          "simulated",
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          3,
          List.of(Duration.ofSeconds(5), Duration.ofSeconds(20)),
          null,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          true,
          1,
          Duration.ofDays(7),
          true,
          Order.AGENT_FIRST);
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

  private final World world;
  private final Application application;
  private final SplittableRandom chance;
  private final Opening opening = Rulings.opening(RULE);
  private final CallbackMachine machine = new CallbackMachine(RULE, Rulings.ZONE);
  private final CallbackLaws laws = new CallbackLaws(RULE.attempts());
  private final Map<CallbackId, Callback> tasks = new LinkedHashMap<>();
  private final Map<CallId, CallbackId> losses = new HashMap<>();
  private final Map<AttemptId, ModelAttempt> attempts = new LinkedHashMap<>();
  private final Map<CallId, Instant> joined = new HashMap<>();
  private final Map<AttemptEnd, Integer> ends = new EnumMap<>(AttemptEnd.class);
  private int asked;
  private int promised;
  private boolean atWork = true;

  /**
   * What came of all.
   *
   * @param asked losses of those who asked to be called back
   * @param promised times that were promised
   */
  record Outcome(
      int tasks,
      int attempts,
      int asked,
      int promised,
      Map<String, Integer> states,
      Map<AttemptEnd, Integer> ends) {}

  ModelCallbacks(World world, Application application, long seed) {
    this.world = world;
    this.application = application;
    this.chance = new SplittableRandom(seed ^ 0xCA11BACL);
  }

  void begins() {
    world.after(
        1_000,
        () -> {
          if (application.running()) {
            sweep();
            if (atWork) {
              placeWhoIsDue();
            }
            // now and then an agent is quicker than the queue
            if (chance.nextInt(6) == 0) {
              dialSomebody();
            }
            if (atWork && chance.nextInt(40) == 0) {
              promiseSomebody();
            }
          }
          begins();
        });
  }

  /** Nobody takes a new place from now on. */
  void goesHome() {
    atWork = false;
  }

  /** Whether each attempt has been heard of to its end. */
  boolean settled() {
    return attempts.values().stream().allMatch(it -> it.over);
  }

  /** A citizen who may call again, or null. */
  @Nullable PhoneNumber somebodyOwed() {
    List<Callback> owed = tasks.values().stream().filter(it -> !it.closed()).toList();
    return owed.isEmpty() || chance.nextInt(5) != 0
        ? null
        : owed.get(chance.nextInt(owed.size())).citizen();
  }

  // what is heard

  void hear(CallEvent event) {
    switch (event) {
      case CallEvent.Arrived it ->
          caller(it.caller(), new CallbackInput.CallerBack(it.call(), it.at()));
      case CallEvent.Lost it -> lost(it);
      case CallEvent.Ended it -> ended(it.summary());
      case CallEvent.CalledOut it -> {
        ModelAttempt attempt = attempt(it.attempt());
        attempt.call = it.call();
        step(task(attempt), new CallbackInput.AttemptOffered(attempt.id, it.agent()));
      }
      case CallEvent.CallbackWaits it -> {
        ModelAttempt attempt = attempt(it.attempt());
        attempt.call = it.call();
        step(task(attempt), new CallbackInput.AttemptWaits(attempt.id));
      }
      case CallEvent.Answered it -> answered(it);
      case CallEvent.AttemptOver it -> over(it);
      case CallEvent.Queued it -> joined.put(it.call(), it.at());
      case CallEvent.Offered _, CallEvent.OfferEnded _ -> {}
      case CallEvent.Transferred _, CallEvent.Consulted _, CallEvent.Completed _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
    }
  }

  private void lost(CallEvent.Lost event) {
    if (!event.lossType().request() || losses.containsKey(event.call())) {
      return;
    }
    Callback fresh = opening.open(event);
    Callback open = fresh.closed() ? null : open(fresh.citizen());
    if (open == null) {
      demand(tasks.put(fresh.id(), fresh) == null, "a loss opens one task", event);
    } else {
      step(open, CallbackInput.LostAgain.of(event));
    }
    CallbackId owed = open == null ? fresh.id() : open.id();
    losses.put(event.call(), owed);
    if (event.lossType() == LossType.CALLBACK_REQUESTED) {
      asked++;
      keepsHisPlace(event, java.util.Objects.requireNonNull(tasks.get(owed)));
    }
  }

  /** Who asked to be called back is owed it, and stands no later than he stood. */
  private void keepsHisPlace(CallEvent.Lost event, Callback task) {
    Instant since = joined.get(event.call());
    demand(
        !task.closed() && since != null && !task.placeAt().isAfter(since),
        "who asked for a callback keeps his place",
        event,
        since,
        task);
  }

  private void ended(CallSummary it) {
    Instant endedAt = it.endedAt();
    if (it.attempt() == null && endedAt != null) {
      boolean served = it.answeredAt() != null && it.lossType() == null;
      caller(
          it.caller(),
          served
              ? new CallbackInput.CallerServed(it.callId(), endedAt)
              : new CallbackInput.CallerLeft(it.callId()));
    }
  }

  private void caller(PhoneNumber heard, CallbackInput input) {
    Callback open = heard.withheld() ? null : open(opening.citizen(heard));
    if (open != null) {
      step(open, input);
    }
  }

  private void answered(CallEvent.Answered event) {
    for (ModelAttempt attempt : attempts.values()) {
      if (event.call().equals(attempt.call)) {
        step(
            task(attempt),
            new CallbackInput.AttemptAnswered(attempt.id, event.agent(), event.call()));
      }
    }
  }

  private void over(CallEvent.AttemptOver it) {
    ModelAttempt attempt = attempt(it.attempt());
    demand(!attempt.neverBegun, "what was never begun has no end", it);
    attempt.over = true;
    ends.merge(it.end(), 1, Integer::sum);
    step(
        task(attempt),
        new CallbackInput.AttemptOver(it.attempt(), it.end(), it.dialledAt(), it.talkMillis()));
  }

  private void dialSomebody() {
    var able = application.floor().seats().values().stream().filter(Seat::mayCallOut).toList();
    List<Callback> owed =
        tasks.values().stream()
            .filter(it -> it.phase() instanceof Phase.Pending || it.phase() instanceof Phase.Queued)
            .toList();
    if (able.isEmpty() || owed.isEmpty()) {
      return;
    }
    Seat seat = able.get(chance.nextInt(able.size()));
    AgentId agent = java.util.Objects.requireNonNull(seat.session()).agent();
    Callback task = owed.get(chance.nextInt(owed.size()));
    Step<Callback, CallbackEffect> step = step(task, new CallbackInput.Dial(agent));
    for (CallbackEffect effect : step.effects()) {
      if (effect instanceof CallbackEffect.Ring(AttemptId id, AgentId by)) {
        intend(new ModelAttempt(id, task.id(), seat.id(), by, world.nanos()));
      }
    }
  }

  /** "Call me in a minute", or in five. */
  private void promiseSomebody() {
    List<Callback> owed = tasks.values().stream().filter(it -> !it.closed()).toList();
    if (!owed.isEmpty()) {
      Callback task = owed.get(chance.nextInt(owed.size()));
      Instant from = world.clock().plusSeconds(chance.nextInt(300));
      AgentId leader = new AgentId("leader");
      Step<Callback, CallbackEffect> step =
          step(task, new CallbackInput.Schedule(leader, true, from, null));
      promised += step.refusal() == null ? 1 : 0;
    }
  }

  private void placeWhoIsDue() {
    for (Callback task : List.copyOf(tasks.values())) {
      if (task.phase() instanceof Phase.Pending) {
        for (CallbackEffect effect : step(task, new CallbackInput.TakePlace()).effects()) {
          if (effect instanceof CallbackEffect.Queue it) {
            intend(new ModelAttempt(it.attempt(), task.id(), null, null, world.nanos()));
          }
        }
      }
    }
  }

  private void intend(ModelAttempt attempt) {
    ModelAttempt before = attempts.put(attempt.id, attempt);
    demand(before == null || before.refused, "an attempt is made once", attempt.id);
    // one in ten is killed between the commit and the ring
    if (chance.nextInt(10) != 0) {
      tell(attempt);
    }
  }

  private FloorCommand command(ModelAttempt attempt) {
    Callback task = task(attempt);
    if (attempt.seat != null && attempt.agent != null) {
      return new FloorCommand.CallOut(
          attempt.seat, attempt.agent, attempt.id, task.citizen(), task.line(), manner(attempt));
    }
    CallbackEffect.Queue place = machine.place(task, attempt.id, world.clock());
    return new FloorCommand.QueueCallback(
        attempt.id,
        task.citizen(),
        task.line(),
        task.placeAt(),
        place.until(),
        place.keepFree(),
        manner(attempt));
  }

  /** Some are called before an agent is, whenever that is told. */
  private static Manner manner(ModelAttempt attempt) {
    return new Manner(RULE.listenFirst(), attempt.id.value().hashCode() % 3 == 0);
  }

  private void tell(ModelAttempt attempt) {
    Callback task = task(attempt);
    Refusal refusal = application.ask(command(attempt));
    boolean passing =
        refusal != null
            && (refusal.code().equals("switch.unavailable")
                || refusal.code().equals("attempt.over"))
            && world.nanos() - attempt.intended < LONGEST_WAIT_NANOS;
    if (refusal != null && !passing) {
      attempt.over = true;
      attempt.refused = !refusal.code().equals("attempt.over");
      step(task, new CallbackInput.AttemptRefused(attempt.id, !attempt.refused));
    }
  }

  private void sweep() {
    for (ModelAttempt attempt : List.copyOf(attempts.values())) {
      boolean late = world.nanos() - attempt.intended > PATIENCE_NANOS;
      if (attempt.over || attempt.call != null || !late) {
        continue;
      }
      if (attempt.id.equals(task(attempt).attempt())) {
        tell(attempt);
      } else {
        Refusal refusal = application.ask(new FloorCommand.Withdraw(attempt.id));
        attempt.over = refusal != null && refusal.code().equals("attempt.unknown");
        attempt.neverBegun = attempt.over;
      }
    }
    for (Callback task : List.copyOf(tasks.values())) {
      if (!task.closed()) {
        step(task, new CallbackInput.TimePassed());
      }
    }
  }

  private Step<Callback, CallbackEffect> step(Callback task, CallbackInput input) {
    Step<Callback, CallbackEffect> step = machine.step(task, input, world.clock());
    laws.check(task, input, step, world.clock());
    tasks.put(task.id(), step.state());
    for (CallbackEffect effect : step.effects()) {
      if (effect instanceof CallbackEffect.Withdraw(AttemptId id)) {
        application.ask(new FloorCommand.Withdraw(id));
      }
    }
    return step;
  }

  private @Nullable Callback open(PhoneNumber citizen) {
    List<Callback> open =
        tasks.values().stream().filter(it -> !it.closed() && it.citizen().equals(citizen)).toList();
    demand(open.size() <= 1, "a caller has one open task", open);
    return open.isEmpty() ? null : open.getFirst();
  }

  private ModelAttempt attempt(AttemptId id) {
    return java.util.Objects.requireNonNull(attempts.get(id), () -> "no attempt " + id);
  }

  private Callback task(ModelAttempt attempt) {
    return java.util.Objects.requireNonNull(tasks.get(attempt.task));
  }

  // what must be so

  /** At the end, when everybody has gone. */
  Outcome drained(long requestsLost) {
    demand(
        losses.size() == requestsLost,
        "every lost request has exactly one task",
        losses.size(),
        requestsLost);
    List<AttemptId> open = new ArrayList<>();
    attempts.values().stream().filter(it -> !it.over).forEach(it -> open.add(it.id));
    demand(open.isEmpty(), "each attempt has an outcome", open);
    Map<String, Integer> states = new HashMap<>();
    for (Callback task : tasks.values()) {
      boolean under =
          task.phase() instanceof Phase.Dialing || task.phase() instanceof Phase.Connected;
      demand(!under, "nothing stays under way", task);
      states.merge(Words.state(task.phase()), 1, Integer::sum);
    }
    return new Outcome(tasks.size(), attempts.size(), asked, promised, states, ends);
  }
}
