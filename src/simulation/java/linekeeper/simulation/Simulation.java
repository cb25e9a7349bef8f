package linekeeper.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import linekeeper.call.event.CallEvent;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Measure;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** One floor, from one seed, with so many callers. */
public final class Simulation {
  private static final long LONGEST_DRAIN_NANOS = Duration.ofHours(2).toNanos();
  private final long seed;
  private final int calls;
  private final World world;
  private final Troubles troubles;
  private final Application application;
  private final ModelSwitch telephony;
  private final ModelLedger ledger;
  private final boolean ledgerRead;
  private final SwitchLaws laws;
  private final List<ModelAgent> agents = new ArrayList<>();
  private final @Nullable ModelCallbacks callbacks;
  private final @Nullable ModelKeys keys;
  private ModelCallbacks.@Nullable Outcome called;
  private int arrived;
  private boolean closing;
  private long closingSince;

  /**
   * What came of it.
   *
   * @param steps entries taken by the floor
   * @param requests human requests; the others hung up during the greeting, or called no line
   */
  public record Result(
      long seed,
      int calls,
      long steps,
      long requests,
      long answered,
      long lost,
      long oddities,
      ModelCallbacks.@Nullable Outcome callbacks) {}

  /** What of an event comes to who calls back. */
  interface Hearsay {
    Optional<CallEvent> of(CallEvent event);
  }

  /** A law was broken, or something threw; the message is the story. */
  public static final class Failed extends AssertionError {
    private static final long serialVersionUID = 1L;

    Failed(String story, Throwable cause) {
      super(story, cause);
    }
  }

  private Simulation(
      long seed,
      int calls,
      @Nullable Hearsay heard,
      UnaryOperator<List<Instruction>> falsified,
      boolean ledgerRead) {
    this.seed = seed;
    this.calls = calls;
    this.world = new World(seed);
    this.troubles = Troubles.of(seed);
    FloorPlan plan = heard == null ? Floors.of(seed) : Floors.inviting(seed);
    Hearing hearing = new Hearing();
    Wire wire = new Wire(world, troubles, hearing);
    this.ledger = new ModelLedger(world, plan);
    this.ledgerRead = ledgerRead;
    hearing.ledger = ledger;
    this.telephony = new ModelSwitch(world, troubles, wire, ledger);
    this.application = new Application(world, plan, it -> telephony.tell(falsified.apply(it)));
    hearing.application = application;
    this.callbacks = heard == null ? null : new ModelCallbacks(world, application, seed);
    this.keys = heard == null ? null : new ModelKeys(world, telephony, seed);
    if (callbacks != null && heard != null) {
      application.subscribe(event -> heard.of(event).ifPresent(callbacks::hear));
    }
    this.laws = new SwitchLaws(world, telephony);
    List<ModelPhone> phones = new ArrayList<>();
    for (FloorPlan.SeatPlace place : plan.seats()) {
      ModelPhone phone = new ModelPhone(world, telephony, place.id());
      phones.add(phone);
      telephony.phone(phone);
      agents.add(new ModelAgent(world, application, phone, phones, troubles.wrongCommands()));
    }
  }

  /** The wire's ear, which is there before the application. */
  private static final class Hearing implements Consumer<linekeeper.telephony.Fact> {
    private @org.jspecify.annotations.Nullable Application application;
    private @org.jspecify.annotations.Nullable ModelLedger ledger;

    @Override
    public void accept(linekeeper.telephony.Fact fact) {
      Application by = java.util.Objects.requireNonNull(application);
      java.util.Objects.requireNonNull(ledger).heard(by, fact);
      by.hear(fact);
    }
  }

  /** Runs it to its end; throws {@link Failed} where a law is broken. */
  public static Result run(long seed, int calls) {
    return new Simulation(seed, calls, null, it -> it, true).run();
  }

  /** The same, with the lost being called back. */
  public static Result callingBack(long seed, int calls) {
    return new Simulation(seed, calls, Optional::of, it -> it, true).run();
  }

  /** The same, by somebody who does not hear of everything, or hears it wrong. */
  static Result callingBackDeaf(long seed, int calls, Hearsay heard) {
    return new Simulation(seed, calls, heard, it -> it, true).run();
  }

  /** The same with an application that tells the switch something else than the floor decided. */
  static Result falsified(long seed, int calls, UnaryOperator<List<Instruction>> falsified) {
    return new Simulation(seed, calls, null, falsified, true).run();
  }

  /** The same where nobody reads the switch's ledger. */
  static Result ledgerUnread(long seed, int calls) {
    return new Simulation(seed, calls, null, it -> it, false).run();
  }

  private Result run() {
    try {
      linksUp();
      agents.forEach(ModelAgent::begins);
      nextCaller();
      if (callbacks != null) {
        callbacks.begins();
      }
      every(1_000, () -> laws.check(application.floor()));
      every(250, laws::nobodyIsRungTwice);
      every(500, this::readLedger);
      trouble(troubles.cutEverySeconds(), this::cut);
      trouble(troubles.restartEverySeconds(), this::restart);
      trouble(troubles.anewEverySeconds(), this::switchBeginsAnew);
      trouble(troubles.clockEverySeconds(), this::setClock);
      while (!over() && world.next()) {
        if (closing && world.nanos() - closingSince > LONGEST_DRAIN_NANOS) {
          break;
        }
      }
      laws.drained(application.floor());
      ledger.drained(application);
      if (callbacks != null) {
        called = callbacks.drained(SwitchLaws.lost(application.floor().tally()));
      }
      return result();
    } catch (RuntimeException | AssertionError broken) {
      throw new Failed(
          Telling.of(seed, arrived, callbacks != null, application.lately(), broken), broken);
    }
  }

  private boolean over() {
    FloorModel floor = application.floor();
    return closing
        && telephony.wire.up()
        && telephony.legs.isEmpty()
        && telephony.bridges.isEmpty()
        && floor.calls().isEmpty()
        && floor.seats().values().stream().allMatch(it -> it.session() == null)
        && (callbacks == null || callbacks.settled())
        && world.nanos() - closingSince > Duration.ofMinutes(10).toNanos();
  }

  private Result result() {
    FloorModel floor = application.floor();
    return new Result(
        seed,
        arrived,
        application.steps(),
        floor.tally().rolling(Measure.REQUESTS),
        floor.tally().rolling(Measure.ANSWERED),
        SwitchLaws.lost(floor.tally()),
        application.oddities(),
        called);
  }

  private void nextCaller() {
    if (arrived >= calls) {
      world.after(180_000, this::close);
      return;
    }
    String dialled = world.seldom(15) ? "99999" : world.seldom(200) ? "12320" : "12345";
    PhoneNumber owed = callbacks == null ? null : callbacks.somebodyOwed();
    if (owed == null) {
      ModelCaller.calls(world, telephony, ++arrived, dialled);
    } else {
      LegId leg = new LegId("caller-" + ++arrived);
      ModelCaller.calls(world, telephony, leg, owed, dialled);
    }
    if (keys != null) {
      keys.calls(new LegId("caller-" + arrived));
    }
    long mean = world.seldom(100) ? 200 : 4_000;
    world.after(world.about(mean), this::nextCaller);
  }

  /** No more trouble: everybody goes home, and nothing may be left. */
  private void close() {
    closing = true;
    closingSince = world.nanos();
    application.begins(0);
    linksUp();
    agents.forEach(ModelAgent::goesHome);
    if (callbacks != null) {
      callbacks.goesHome();
    }
    // what was told to a link that was just cut is put right by one more look at what is true
    world.after(
        60_000,
        () -> {
          telephony.wire.cut();
          linksUp();
        });
  }

  private void every(long millis, Runnable what) {
    world.after(
        millis,
        () -> {
          what.run();
          every(millis, what);
        });
  }

  private void trouble(int everySeconds, Runnable what) {
    if (everySeconds > 0) {
      world.after(
          world.about(everySeconds * 1_000L),
          () -> {
            if (!closing) {
              what.run();
              trouble(everySeconds, what);
            }
          });
    }
  }

  /** The link is a part of the application: without it there is none. */
  private void linksUp() {
    if (application.running()) {
      telephony.linksUp();
    }
  }

  private void readLedger() {
    if (ledgerRead && application.running() && telephony.wire.up()) {
      ledger.look(application);
    }
  }

  private void cut() {
    telephony.wire.cut();
    world.after(world.about(4_000), this::linksUp);
  }

  private void switchBeginsAnew() {
    telephony.beginsAnew();
    world.after(world.about(3_000), this::linksUp);
  }

  private void restart() {
    application.isKilled();
    telephony.wire.cut();
    int lost = world.seldom(300) ? world.chance.nextInt(4) : 0;
    world.after(
        world.about(2_000),
        () -> {
          application.begins(lost);
          world.after(world.about(300), this::linksUp);
        });
  }

  private void setClock() {
    // a time server puts it right by seconds; a mistaken hand, or a machine that slept, by an hour
    long millis =
        world.seldom(500) ? world.between(-3_000, 3_000) : world.between(-3_600_000, 3_600_000);
    world.setClock(Duration.ofMillis(millis));
  }
}
