package linekeeper.call.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.call.model.AlarmKey;
import linekeeper.call.model.Entry;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.Outcome;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorWatch;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.platform.lane.Alarms;
import linekeeper.platform.lane.Lane;
import linekeeper.seat.event.SeatEvent;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Switch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The floor's desk: takes facts, commands and alarms in on the floor's lane, lets the model decide,
 * and performs what it decided: tells the switch first, because a person waits for that, then hands
 * the journal its entry and the watches their views.
 */
final class FloorDesk implements Floor, Switch.Ear {
  private static final Logger LOG = LoggerFactory.getLogger(FloorDesk.class);
  private static final Duration SLOW = Duration.ofMillis(5);
  private static final Duration NEXT_SLOW = Duration.ofSeconds(10);
  private static final int SNAPSHOT_EVERY = 2_000;

  /** Whoever waits for an answer may block on what comes next: not on the lane. */
  private static final Executor OFF_LANE = Thread::startVirtualThread;

  private final FloorModel model;
  private final FloorBook book;
  private final Switch telephony;
  private final List<FloorWatch> watches;
  private final InstantSource clock;
  private final FloorMeter meter;
  private final Views views;
  private final Lane lane = new Lane("floor");
  private final Alarms<AlarmKey> alarms =
      new Alarms<>("floor-alarms", key -> take(new Entry.Input.Rang(key), null));
  private final Map<AgentId, SeatId> agents = new ConcurrentHashMap<>();
  private final java.util.SplittableRandom seeds = new java.util.SplittableRandom();
  private volatile boolean open;
  private long slowSaidAt = System.nanoTime() - NEXT_SLOW.toNanos();
  private int sinceSnapshot;

  FloorDesk(
      FloorModel model,
      FloorBook book,
      Switch telephony,
      List<FloorWatch> watches,
      InstantSource clock,
      FloorMeter meter) {
    this.model = model;
    this.book = book;
    this.telephony = telephony;
    this.watches = List.copyOf(watches);
    this.clock = clock;
    this.meter = meter;
    this.views = new Views(model);
    meter.watch(lane, model);
  }

  /** Recovers the floor from its journal, then lets the switch speak. */
  void open() {
    CompletableFuture.runAsync(this::recover, lane).join();
    LedgerPlace ledger = model.ledger();
    // what the journal knows of the link was true of a process that is no more
    hear(new Fact.LinkChanged(LinkState.DOWN, Fact.LinkChanged.OPENING));
    open = true;
    telephony.connect(this, ledger);
  }

  /** Lets the switch go and keeps what is known. */
  void close() {
    hear(new Fact.LinkChanged(LinkState.DOWN, Fact.LinkChanged.CLOSING));
    telephony.drain();
    CompletableFuture.runAsync(() -> book.keep(model, clock.instant()), lane).join();
    alarms.close();
    lane.close();
  }

  @Override
  public void hear(Fact fact) {
    take(new Entry.Input.Heard(fact), null);
  }

  @Override
  public CompletionStage<Answer> ask(FloorCommand command) {
    if (!open) {
      // a command that came before the journal was read would be the first of another floor
      return CompletableFuture.completedFuture(
          new Answer(Refusal.of("floor.unavailable", "the floor is not open yet")));
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    take(new Entry.Input.Asked(command), answer);
    return answer;
  }

  @Override
  public CompletionStage<FloorSnapshot> snapshot() {
    return CompletableFuture.supplyAsync(
            () -> views.snapshot(model.number(), clock.instant()), lane)
        .thenApplyAsync(Function.identity(), OFF_LANE);
  }

  @Override
  public @Nullable SeatId seatOf(AgentId agent) {
    return agents.get(agent);
  }

  private void recover() {
    book.recover(model, clock.instant());
    Instant now = clock.instant();
    model.alarms().forEach((key, at) -> alarms.set(key, Duration.between(now, at)));
    model
        .seats()
        .values()
        .forEach(seat -> {
          if (seat.session() != null) {
            agents.put(seat.session().agent(), seat.id());
          }
        });
    LOG.info("floor recovered at entry {}: {} calls", model.number(), model.calls().size());
  }

  private void take(Entry.Input input, @Nullable CompletableFuture<Answer> answer) {
    long arrived = System.nanoTime();
    lane.execute(() -> step(input, answer, arrived));
  }

  private void step(Entry.Input input, @Nullable CompletableFuture<Answer> answer, long arrived) {
    long began = System.nanoTime();
    Entry entry = new Entry(model.number() + 1, clock.instant(), seeds.nextLong(), input);
    try {
      Outcome outcome = model.step(entry);
      perform(entry, outcome);
      if (answer != null) {
        Refusal refusal = outcome.refusal();
        Answer said = refusal == null ? Answer.ACCEPTED : new Answer(refusal);
        OFF_LANE.execute(() -> answer.complete(said));
      }
    } catch (RuntimeException bug) {
      meter.bug();
      LOG.error(
          "entry {} could not be taken: {}", entry.number(), input.getClass().getSimpleName(), bug);
      if (answer != null) {
        OFF_LANE.execute(() -> answer.completeExceptionally(bug));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    meter.step(input, took, Duration.ofNanos(began - arrived));
    // on a machine that is short of processors many are: the figures count them, the log names some
    if (took.compareTo(SLOW) > 0 && began - slowSaidAt > NEXT_SLOW.toNanos()) {
      slowSaidAt = began;
      LOG.warn("slow step: {} took {} ms", input.getClass().getSimpleName(), took.toMillis());
    }
  }

  private void perform(Entry entry, Outcome outcome) {
    if (!outcome.instructions().isEmpty()) {
      telephony.tell(outcome.instructions());
    }
    outcome.alarms().forEach((key, at) -> arm(key, at, entry.at()));
    outcome.events().forEach(this::follow);
    book.append(entry, outcome.events());
    outcome.oddities().forEach(meter::odd);
    show(entry, outcome);
    if (++sinceSnapshot >= SNAPSHOT_EVERY) {
      sinceSnapshot = 0;
      book.keep(model, entry.at());
    }
  }

  private void arm(AlarmKey key, @Nullable Instant at, Instant now) {
    if (at == null) {
      alarms.cancel(key);
    } else {
      alarms.set(key, Duration.between(now, at));
    }
  }

  private void follow(Object event) {
    switch (event) {
      case SeatEvent.SignedIn it -> agents.put(it.agent(), it.seat());
      case SeatEvent.SignedOut it -> agents.remove(it.agent());
      default -> {}
    }
  }

  private void show(Entry entry, Outcome outcome) {
    List<String> gone = new ArrayList<>();
    List<FloorView> changed = views.changed(outcome, entry.at(), gone);
    if (!changed.isEmpty() || !gone.isEmpty()) {
      watches.forEach(it -> it.changed(entry.number(), changed, gone));
    }
  }
}
