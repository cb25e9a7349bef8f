package linekeeper.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.model.AlarmKey;
import linekeeper.call.model.Call;
import linekeeper.call.model.Entry;
import linekeeper.call.model.FloorLaws;
import linekeeper.call.model.FloorMemory;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Law;
import linekeeper.call.model.Outcome;
import linekeeper.call.model.Seen;
import linekeeper.kernel.LegId;
import linekeeper.kernel.Refusal;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * The application around the floor: its lane, its journal, its timers, and its restarts. Checks the
 * floor's laws at every step, and at every restart that the journal gives the same floor again.
 */
final class Application {
  private static final int SNAPSHOT_EVERY = 500;
  private static final int TOLD_OF_A_FAILURE = 400;
  private static final int COMMIT_MILLIS = 500;
  private static final int TOLD_AGAIN = 20;
  private final World world;
  private final FloorPlan plan;
  private final Consumer<List<Instruction>> telephony;
  private final List<Entry> journal = new ArrayList<>();
  private final Map<AlarmKey, Integer> timers = new HashMap<>();
  private final Deque<Entry> lately = new ArrayDeque<>();
  private FloorModel floor;
  private FloorLaws laws;
  private FloorMemory snapshot;
  private int timer;
  private final Deque<Told> untold = new ArrayDeque<>();
  private final Deque<Told> told = new ArrayDeque<>();
  private @Nullable Consumer<CallEvent> subscribed;
  private long committed;
  private int life;
  private final Set<LegId> requests = new HashSet<>();
  private final Map<LegId, Long> onRecord = new HashMap<>();
  private boolean tailLost;
  private boolean running = true;
  private long steps;
  private long oddities;

  Application(World world, FloorPlan plan, Consumer<List<Instruction>> telephony) {
    this.world = world;
    this.plan = plan;
    this.telephony = telephony;
    this.floor = new FloorModel(plan, world.clock());
    this.laws = new FloorLaws(plan, floor);
    this.snapshot = floor.remember();
  }

  /** An event, and the entry with which it is committed. */
  private record Told(long entry, CallEvent event) {}

  /**
   * Who hears of what happened once it is committed, and after a restart of what was told lately
   * again. Where somebody does, nothing that is committed is lost.
   */
  void subscribe(Consumer<CallEvent> to) {
    subscribed = to;
  }

  private void commit(long entry, int inLife) {
    if (inLife == life && running) {
      committed = Math.max(committed, entry);
      tellCommitted();
    }
  }

  private void tell(Told it) {
    if (subscribed != null) {
      subscribed.accept(it.event());
    }
  }

  private void tellCommitted() {
    while (!untold.isEmpty() && untold.getFirst().entry() <= committed) {
      Told next = untold.removeFirst();
      told.addLast(next);
      if (told.size() > TOLD_AGAIN) {
        told.removeFirst();
      }
      tell(next);
    }
  }

  FloorModel floor() {
    return floor;
  }

  boolean running() {
    return running;
  }

  /** Counts the times it began. */
  int life() {
    return life;
  }

  /** Whether a caller's call is on record. */
  boolean onRecord(LegId caller) {
    return onRecord.containsKey(caller);
  }

  long steps() {
    return steps;
  }

  long oddities() {
    return oddities;
  }

  /** The last entries taken, oldest first. */
  List<Entry> lately() {
    return List.copyOf(lately);
  }

  void hear(Fact fact) {
    take(new Entry.Input.Heard(fact));
  }

  @Nullable Refusal ask(FloorCommand command) {
    Outcome outcome = take(new Entry.Input.Asked(command));
    return outcome == null ? null : outcome.refusal();
  }

  private @Nullable Outcome take(Entry.Input input) {
    if (!running) {
      return null;
    }
    Entry entry = new Entry(floor.number() + 1, world.clock(), world.chance.nextLong(), input);
    lately.addLast(entry);
    if (lately.size() > TOLD_OF_A_FAILURE) {
      lately.removeFirst();
    }
    Outcome outcome = floor.step(entry);
    steps++;
    oddities += outcome.oddities().size();
    laws.check(Seen.of(floor, entry, outcome));
    outcome.events().forEach(this::count);
    outcome.events().forEach(it -> keep(it, entry.number()));
    for (Object event : outcome.events()) {
      if (event instanceof CallEvent it) {
        untold.addLast(new Told(entry.number(), it));
      }
    }
    int inLife = life;
    if (subscribed != null) {
      world.after(COMMIT_MILLIS, () -> commit(entry.number(), inLife));
    }
    journal.add(entry);
    telephony.accept(outcome.instructions());
    outcome.alarms().forEach((key, at) -> arm(key, at, entry.at()));
    if (journal.size() >= SNAPSHOT_EVERY) {
      snapshot = floor.remember();
      journal.clear();
    }
    return outcome;
  }

  /** Each caller is one request, whatever becomes of the link and of us; unless a tail was lost. */
  private void count(Object event) {
    if (event instanceof CallEvent.Queued it && !tailLost) {
      Call call = floor.call(it.call());
      Law.demand(
          call == null || requests.add(call.card().callerLeg()), "a caller is one request", call);
    }
  }

  private void keep(Object event, long entry) {
    if (event instanceof CallEvent.Arrived it && it.leg() != null) {
      Law.demand(onRecord.put(it.leg(), entry) == null, "a caller is on record once", it);
    }
  }

  private void arm(AlarmKey key, @Nullable Instant at, Instant now) {
    timers.remove(key);
    if (at != null) {
      int mine = ++timer;
      timers.put(key, mine);
      world.afterNanos(
          Duration.between(now, at).toNanos(),
          () -> {
            if (timers.remove(key, mine)) {
              take(new Entry.Input.Rang(key));
            }
          });
    }
  }

  /** The process is killed; it comes back after a while. */
  void isKilled() {
    running = false;
    life++;
    timers.clear();
  }

  /** It begins again from its journal, of which the last {@code lost} entries were not written. */
  void begins(int lost) {
    if (running) {
      return;
    }
    FloorModel before = floor;
    floor = new FloorModel(plan, world.clock());
    floor.restore(snapshot, world.clock());
    int losable =
        subscribed == null ? lost : (int) Math.min(lost, Math.max(0, before.number() - committed));
    tailLost |= losable > 0;
    int kept = Math.max(0, journal.size() - losable);
    journal.subList(kept, journal.size()).clear();
    journal.forEach(floor::step);
    if (losable == 0) {
      Memories.equal(before.remember(), floor.remember());
    }
    laws = new FloorLaws(plan, floor);
    running = true;
    untold.removeIf(it -> it.entry() > floor.number());
    onRecord.values().removeIf(it -> it > floor.number());
    committed = floor.number();
    // the subscriber's cursor may have been behind: what was told lately is told again
    List.copyOf(told).forEach(this::tell);
    tellCommitted();
    hear(ModelSwitch.down());
    floor.alarms().forEach((key, at) -> arm(key, at, world.clock()));
  }
}
