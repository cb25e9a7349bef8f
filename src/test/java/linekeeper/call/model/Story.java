package linekeeper.call.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import linekeeper.call.FloorCommand;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.seat.model.Phases;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A floor in virtual time, told as a story: callers arrive, phones ring, agents ask. Every step of
 * every story is held against the {@link FloorLaws}.
 */
final class Story {
  static final Instant MORNING = Instant.parse("2026-03-02T01:00:00Z");

  final List<Object> events = new ArrayList<>();
  final List<Instruction> told = new ArrayList<>();
  final List<String> oddities = new ArrayList<>();
  final List<Entry> entries = new ArrayList<>();
  private final FloorPlan plan;
  private final FloorLaws laws;
  private final Map<SeatId, LegId> rung = new HashMap<>();
  private FloorModel floor;
  private Instant now = MORNING;
  private int arrived;
  private Consumer<Seen> observer = _ -> {};

  private Story(FloorPlan plan) {
    this.plan = plan;
    this.floor = new FloorModel(plan, now);
    this.laws = new FloorLaws(plan, floor);
  }

  /** The floor of {@link Plans#PLAIN}, its link up. */
  static Story begins() {
    return begins(plan -> plan);
  }

  /** A floor that differs from {@link Plans#PLAIN}, its link up. */
  static Story begins(UnaryOperator<FloorPlan> differing) {
    Story story = new Story(differing.apply(Plans.PLAIN));
    story.link(LinkState.UP);
    return story;
  }

  /** Shows every further step to somebody. */
  void observe(Consumer<Seen> bystander) {
    observer = bystander;
  }

  // what comes in

  Outcome hears(Fact fact) {
    return take(new Entry.Input.Heard(fact));
  }

  /** Asks for something that must be accepted. */
  Story asks(FloorCommand command) {
    Refusal refusal = asksInVain(command);
    if (refusal != null) {
      throw new AssertionError("refused: " + command + " because " + refusal);
    }
    return this;
  }

  /** Asks for something and says why it was refused, or null. */
  @Nullable Refusal asksInVain(FloorCommand command) {
    return take(new Entry.Input.Asked(command)).refusal();
  }

  /** The refusal's code, or "accepted". */
  String answerTo(FloorCommand command) {
    Refusal refusal = asksInVain(command);
    return refusal == null ? "accepted" : refusal.code();
  }

  Outcome rings(AlarmKey key) {
    return take(new Entry.Input.Rang(key));
  }

  private Outcome take(Entry.Input input) {
    Entry entry = new Entry(floor.number() + 1, now, 77 * (floor.number() + 1), input);
    entries.add(entry);
    Outcome outcome = floor.step(entry);
    Seen seen = Seen.of(floor, entry, outcome);
    laws.check(seen);
    observer.accept(seen);
    events.addAll(outcome.events());
    told.addAll(outcome.instructions());
    oddities.addAll(outcome.oddities());
    for (Instruction instruction : outcome.instructions()) {
      if (instruction instanceof Instruction.Dial dial
          && dial.to() instanceof Instruction.Destination.Phone(SeatId seat)) {
        rung.put(seat, dial.leg());
      }
    }
    return outcome;
  }

  // time

  /** Lets time pass, and every alarm ring that is due meanwhile, in its order. */
  Story after(Duration duration) {
    Instant until = now.plus(duration);
    for (Optional<Map.Entry<AlarmKey, Instant>> next = nextAlarm(until);
        next.isPresent();
        next = nextAlarm(until)) {
      now = later(now, next.get().getValue());
      rings(next.get().getKey());
    }
    now = until;
    return this;
  }

  Story after(int seconds) {
    return after(Duration.ofSeconds(seconds));
  }

  /** Somebody sets the clock, without time passing. */
  Story clockIsSetTo(Instant moment) {
    now = moment;
    return this;
  }

  Instant now() {
    return now;
  }

  private Optional<Map.Entry<AlarmKey, Instant>> nextAlarm(Instant until) {
    return floor.alarms().entrySet().stream()
        .filter(it -> !it.getValue().isAfter(until))
        .min(Comparator.comparing(it -> it.getValue()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  // the switch

  Story link(LinkState state) {
    hears(new Fact.LinkChanged(state, "story"));
    return this;
  }

  /** The link was lost for a while. */
  Story linkIsLost() {
    return link(LinkState.DOWN);
  }

  /** The link is back, these legs are there, and the phones of these seats can be rung. */
  Story linkIsBack(List<Snapshot.Leg> legs, String... reachable) {
    Set<SeatId> seats = new java.util.HashSet<>();
    for (String seat : reachable) {
      seats.add(new SeatId(seat));
    }
    link(LinkState.SYNCING);
    hears(new Fact.Synced(new Snapshot(legs, Set.of(), seats)));
    return link(LinkState.UP);
  }

  static Snapshot.Leg inbound(LegId leg, String number) {
    return new Snapshot.Leg(leg, true, true, PhoneNumber.heard(number), "", Plans.NUMBER);
  }

  static Snapshot.Leg dialled(LegId leg) {
    return new Snapshot.Leg(leg, false, true, PhoneNumber.WITHHELD, "", "");
  }

  // callers

  /** A caller's leg comes in. */
  Caller arrives(String number) {
    return arrives(number, Plans.NUMBER);
  }

  Caller arrives(String number, String dialled) {
    LegId leg = new LegId("caller-" + ++arrived);
    hears(new Fact.LegArrived(leg, PhoneNumber.heard(number), "", dialled));
    return new Caller(this, leg);
  }

  /** A caller arrives, is greeted to the end, and waits, or rings where a seat is free. */
  Caller waits(String number) {
    return arrives(number).isUp().hearsTheGreeting();
  }

  /** A caller talks with this seat, which was made ready for him. */
  Caller talksWith(String seat) {
    ready(seat);
    Caller caller = waits("13800138000");
    answers(seat);
    return caller;
  }

  // seats

  static SeatId seat(String id) {
    return new SeatId(id);
  }

  /** Signs the seat's agent in, with its phone there, and ready for calls. */
  Story ready(String seat) {
    return ready(seat, Set.of());
  }

  Story ready(String seat, Set<String> skills) {
    asks(new FloorCommand.SignIn(seat(seat), new AgentId("agent-" + seat), skills));
    hears(new Fact.PhoneSeen(seat(seat), true));
    return asks(new FloorCommand.GoReady(seat(seat)));
  }

  /** The leg that rings or talks at the seat. */
  LegId leg(String seat) {
    return requireNonNull(rung.get(seat(seat)), () -> seat + " was never rung");
  }

  /** The leg of whom was dialled last. */
  LegId lastDialled() {
    return told.stream()
        .filter(Instruction.Dial.class::isInstance)
        .map(it -> ((Instruction.Dial) it).leg())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  Story phoneRings(String seat) {
    hears(new Fact.LegRinging(leg(seat)));
    return this;
  }

  /** The seat's phone rings and is answered. */
  Story answers(String seat) {
    phoneRings(seat);
    hears(new Fact.LegUp(leg(seat)));
    return this;
  }

  /** The leg at the seat ends by the phone's own doing. */
  Story phoneEnds(String seat, int cause) {
    hears(new Fact.LegGone(leg(seat), cause));
    return this;
  }

  CallId callAt(String seat) {
    return requireNonNull(seatOf(seat).call(), () -> "no call at " + seat);
  }

  Seat seatOf(String id) {
    return requireNonNull(floor.seats().get(seat(id)));
  }

  /** The seat's state by its name. */
  String stateOf(String seat) {
    return Phases.name(seatOf(seat).phase());
  }

  FloorModel floor() {
    return floor;
  }

  FloorPlan plan() {
    return plan;
  }

  // what happened

  <E> List<E> happened(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <I extends Instruction> List<I> told(Class<I> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Forgets what was told and what happened so far, so that a test sees only what follows. */
  Story fromHereOn() {
    told.clear();
    events.clear();
    oddities.clear();
    return this;
  }

  /** Ends the process: the floor begins again from what was remembered. */
  Story restarts() {
    FloorMemory memory = floor.remember();
    floor = new FloorModel(plan, now);
    floor.restore(memory, now);
    return this;
  }

  static ZoneId zone() {
    return Plans.PLAIN.zone();
  }
}
