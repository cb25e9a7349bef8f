package linekeeper.call.model;

import static linekeeper.call.model.Law.demand;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.queue.model.QueueRules;
import linekeeper.queue.model.Waiting;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/** The laws of a floor, checked after every step. One instance watches one floor from its start. */
public final class FloorLaws {
  private final FloorPlan plan;
  private final List<Law> laws;
  private final Map<AlarmKey, Instant> armed = new HashMap<>();
  private Seen.Standing before;
  private Instant clock;

  /** Watches a floor of this plan from now on. */
  public FloorLaws(FloorPlan plan, FloorModel floor) {
    this.plan = plan;
    this.before = Seen.Standing.of(floor);
    this.clock = floor.lastAt();
    this.laws =
        List.of(
            this::aRefusalChangesNothing,
            FloorLaws::seatsAndCallsAgree,
            this::licencesAreNotExceeded,
            FloorLaws::queuesHoldWhoWaits,
            this::nobodyWaitsBesideAFreeSeat,
            this::alarmsAreTold,
            FloorLaws::nobodyIsCalledTwice,
            FloorLaws::whatDependsOnOthersHasAnAlarm,
            new TurnLaws(plan),
            new InviteLaws(plan),
            new CallLife(),
            new OurIds());
  }

  /** Checks one more step against every law. */
  public void check(Seen step) {
    laws.forEach(law -> law.check(before, step));
    before = step.standing();
    clock = step.entry().at();
  }

  /** At the end of all calls: no look-up is left over. */
  public static void nothingLeadsAnywhere(FloorModel floor) {
    demand(floor.lookups() == 0, "no look-up outlives its call", floor.lookups());
  }

  private void aRefusalChangesNothing(Seen.Standing before, Seen step) {
    if (step.refusal() == null || step.entry().at().isBefore(clock)) {
      // with a clock set back all alarms are set anew, whatever came in with it
      return;
    }
    String law = "a refused command changes nothing and does nothing";
    demand(step.instructions().isEmpty(), law, "it told", step.instructions());
    demand(step.events().isEmpty(), law, "it made happen", step.events());
    demand(step.alarmChanges().isEmpty(), law, "it set", step.alarmChanges());
    demand(step.standing().equals(before), law, step.entry().input(), "changed the floor");
  }

  /** Also: a seat never holds two calls, and a call never has two offers. */
  private static void seatsAndCallsAgree(Seen.Standing before, Seen step) {
    Map<SeatId, CallId> held = new HashMap<>();
    for (Call call : step.standing().calls()) {
      for (Party party : parties(call)) {
        if (party.seat() != null) {
          CallId other = held.put(party.seat(), call.card().id());
          demand(other == null, "a seat never holds two calls", party.seat(), other, call);
        }
      }
    }
    for (Seat seat : step.standing().seats()) {
      CallId call = seat.phase() instanceof Seat.Phase.WrapUp ? null : seat.call();
      demand(
          java.util.Objects.equals(call, held.get(seat.id())),
          "a seat and its call agree",
          seat,
          "but the calls say",
          held.get(seat.id()));
    }
    for (Call call : step.standing().calls()) {
      parties(call).forEach(party -> agree(call, party, step.standing()));
    }
  }

  private static void agree(Call call, Party party, Seen.Standing standing) {
    Seat seat =
        standing.seats().stream()
            .filter(it -> it.id().equals(party.seat()))
            .findFirst()
            .orElse(null);
    boolean talking = seat != null && seat.phase() instanceof Seat.Phase.OnCall;
    demand(
        party.seat() == null || talking == party.up(),
        "a seat talks when its leg is up",
        seat,
        call);
  }

  /** Whoever rings or talks for a call, besides the caller. */
  public static List<Party> parties(Call call) {
    return switch (call.phase()) {
      case Call.Phase.Calling it -> List.of(it.with());
      case Call.Phase.Reaching it -> List.of(it.with());
      case Call.Phase.Fetching it -> List.of(it.kept());
      case Call.Phase.Offered it -> List.of(it.to());
      case Call.Phase.Talking it -> List.of(it.with());
      case Call.Phase.Held it -> List.of(it.with());
      case Call.Phase.Consulting it -> List.of(it.with(), it.asked());
      case Call.Phase.ThreeWay it -> List.of(it.with(), it.third());
      case Call.Phase.Arrived _,
          Call.Phase.Greeting _,
          Call.Phase.Queued _,
          Call.Phase.Due _,
          Call.Phase.Farewell _,
          Call.Phase.Ended _ ->
          List.of();
    };
  }

  private void licencesAreNotExceeded(Seen.Standing before, Seen step) {
    Set<AgentId> agents = new HashSet<>();
    int signedIn = 0;
    for (Seat seat : step.standing().seats()) {
      if (seat.session() != null) {
        signedIn++;
        agents.add(seat.session().agent());
      }
    }
    demand(signedIn <= plan.licensedSeats(), "no more sign in than are licensed", signedIn);
    demand(agents.size() == signedIn, "an agent sits at one seat only", agents);
  }

  private static void queuesHoldWhoWaits(Seen.Standing before, Seen step) {
    String law = "a queue holds who waits, and nobody else";
    Map<CallId, Call> calls = new HashMap<>();
    step.standing().calls().forEach(it -> calls.put(it.card().id(), it));
    Set<CallId> waiting = new HashSet<>();
    for (Queue queue : step.standing().queues()) {
      for (Waiting it : queue.waiting()) {
        Call call = calls.get(it.call());
        demand(waiting.add(it.call()), law, "twice", it);
        demand(call != null && call.card().queue().equals(queue.id()), law, it, call);
        demand(java.util.Objects.equals(offeredTo(call), it.offeredTo()), law, it, call);
      }
    }
    for (Call call : calls.values()) {
      boolean queued =
          call.phase() instanceof Call.Phase.Queued || call.phase() instanceof Call.Phase.Due;
      demand(!queued || waiting.contains(call.card().id()), law, "not in its queue:", call);
    }
  }

  private static @Nullable SeatId offeredTo(@Nullable Call call) {
    Call.Phase phase = call == null ? null : call.phase();
    String law = "a queue holds who waits, and nobody else";
    return switch (phase) {
      case Call.Phase.Queued _, Call.Phase.Due _ -> null;
      case Call.Phase.Offered it -> it.to().seat();
      case Call.Phase.Calling it -> {
        demand(it.due() != null, law, call);
        yield it.with().seat();
      }
      case null, default -> {
        demand(false, law, call);
        yield null;
      }
    };
  }

  private void nobodyWaitsBesideAFreeSeat(Seen.Standing before, Seen step) {
    Seen.Standing now = step.standing();
    if (now.link() != LinkState.UP) {
      return;
    }
    Room room = Room.of(now);
    for (Queue queue : now.queues()) {
      QueueRules rules =
          plan.queues().stream().filter(it -> it.id().equals(queue.id())).findFirst().orElseThrow();
      boolean waits =
          queue.waiting().stream().anyMatch(it -> it.offeredTo() == null && room.allows(it));
      for (Seat seat : now.seats()) {
        boolean able =
            seat.free()
                && java.util.Objects.requireNonNull(seat.session())
                    .skills()
                    .containsAll(rules.skills());
        demand(!waits || !able, "nobody waits beside a free seat", queue, seat);
      }
    }
  }

  /** Whoever keeps the alarms knows each of them from what the steps said. */
  private void alarmsAreTold(Seen.Standing before, Seen step) {
    if (step.entry().input() instanceof Entry.Input.Rang it) {
      armed.remove(it.alarm());
    } else if (armed.isEmpty()) {
      armed.putAll(before.alarms());
    }
    step.alarmChanges()
        .forEach((key, at) -> {
          if (at == null) {
            armed.remove(key);
          } else {
            armed.put(key, at);
          }
        });
    demand(armed.equals(step.standing().alarms()), "every alarm is told", armed, step.standing());
  }

  /** Never two live legs to the same citizen, where one of them is ours. */
  private static void nobodyIsCalledTwice(Seen.Standing before, Seen step) {
    Map<PhoneNumber, Call> called = new HashMap<>();
    for (Call call : step.standing().calls()) {
      boolean reaching =
          call.phase() instanceof Call.Phase.Due
              || call.phase() instanceof Call.Phase.Calling
              || call.phase() instanceof Call.Phase.Reaching
              || call.phase() instanceof Call.Phase.Fetching;
      if (reaching) {
        Call other = called.put(call.card().caller(), call);
        demand(other == null, "nobody is called twice at once", call, other);
      }
    }
    for (Call call : step.standing().calls()) {
      boolean over = call.phase() instanceof Call.Phase.Ended;
      Call reaching = over ? null : called.get(call.card().caller());
      demand(
          reaching == null || reaching.equals(call),
          "who is on the line is not called",
          call,
          reaching);
    }
  }

  private static void whatDependsOnOthersHasAnAlarm(Seen.Standing before, Seen step) {
    Set<CallId> calls = new HashSet<>();
    for (Call call : step.standing().calls()) {
      calls.add(call.card().id());
      CallAlarm needed = needed(call);
      demand(
          needed == null
              || step.standing()
                  .alarms()
                  .containsKey(new AlarmKey.OfCall(call.card().id(), needed)),
          "what depends on others has an alarm",
          call,
          needed);
    }
    for (AlarmKey key : step.standing().alarms().keySet()) {
      demand(
          !(key instanceof AlarmKey.OfCall it) || calls.contains(it.call()),
          "no alarm outlives its call",
          key);
    }
  }

  private static @Nullable CallAlarm needed(Call call) {
    return switch (call.phase()) {
      case Call.Phase.Arrived _, Call.Phase.Greeting _, Call.Phase.Farewell _ -> CallAlarm.STUCK;
      case Call.Phase.Queued _, Call.Phase.Due _ -> CallAlarm.WAIT;
      case Call.Phase.Offered _, Call.Phase.Calling _, Call.Phase.Reaching _ -> CallAlarm.RING;
      case Call.Phase.Fetching _ -> CallAlarm.RING;
      case Call.Phase.Consulting it -> it.asked().up() ? null : CallAlarm.RING;
      case Call.Phase.Talking _, Call.Phase.Held _, Call.Phase.ThreeWay _ -> null;
      case Call.Phase.Ended it -> it.open().isEmpty() && !it.recording() ? null : CallAlarm.REAP;
    };
  }
}
