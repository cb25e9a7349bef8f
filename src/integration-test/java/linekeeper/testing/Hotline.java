package linekeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * A running hotline for a test: callers, seats, doors. After every test all of them are gone, and
 * so must be everything they caused: channels, bridges, calls, sessions and files in the spool.
 */
public final class Hotline implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private static int numbers;
  private final Installation.Kind kind;
  private final InstantSource clock = InstantSource.system();
  private final List<AutoCloseable> guests = new ArrayList<>();
  private @Nullable FloorClient floor;
  private boolean started;
  private Map<String, Double> odditiesBefore = Map.of();
  private Instant began = Instant.EPOCH;
  private boolean audioMayBeLost;

  /** The usual one. */
  public Hotline() {
    this(Installation.Kind.SHARED);
  }

  /** One of this kind. */
  public Hotline(Installation.Kind kind) {
    this.kind = kind;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    open();
  }

  /** Starts it where it does not run yet; for those who are no JUnit test. */
  public void open() {
    started = false;
    Installation.shared(kind);
    started = true;
    floor = null;
    odditiesBefore = oddities();
    audioMayBeLost = false;
    awaitLink(true);
    began = now();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!started) {
      return;
    }
    close();
    Map<String, Double> odd = oddities();
    odditiesBefore.forEach((what, count) -> odd.merge(what, -count, Double::sum));
    odd.values().removeIf(count -> count == 0);
    context.publishReportEntry("oddities", odd.toString());
  }

  /**
   * Sends everybody home and looks that nothing is left, and that every talk since the beginning
   * has its audio, or a reason why not.
   */
  @Override
  public void close() {
    try {
      guests.reversed().forEach(Hotline::sendHome);
    } finally {
      guests.clear();
    }
    try {
      assertNothingIsLeft();
    } catch (AssertionError stuck) {
      hangUpAll();
      throw stuck;
    }
    if (!audioMayBeLost) {
      recorded(began);
    }
  }

  private static void sendHome(AutoCloseable guest) {
    try {
      guest.close();
    } catch (Exception failure) {
      throw new IllegalStateException("does not go home", failure);
    }
  }

  private void hangUpAll() {
    try {
      installation().telephony().rx("channel request hangup all");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The installation it runs in. */
  public Installation installation() {
    return Installation.shared(kind);
  }

  /** A caller with a number of his own, whose masked form is his own too. */
  public TestCaller caller() {
    return caller(Caller.number("1380013%04d".formatted(++numbers)));
  }

  /** A caller as the carrier shows him. */
  public TestCaller caller(Caller caller) {
    return welcome(new TestCaller(installation().telephony(), floor(), caller, clock.instant()));
  }

  /** An agent signed in at the seat of the same number; the phone is not registered yet. */
  public TestSeat seat(String agent) {
    return seat(agent, "s0" + agent.charAt(agent.length() - 1));
  }

  /** An agent signed in at a seat. */
  public TestSeat seat(String agent, String seatId) {
    return welcome(new TestSeat(floor(), as(agent), agent, seatId));
  }

  /**
   * The phones of all citizens, as the carrier reaches them; what they do is in the test's hands.
   */
  public TestCitizens citizens() {
    return welcome(new TestCitizens(installation().telephony()));
  }

  /** A WebSocket client of the live interface. */
  public LiveClient live(String user) {
    return welcome(LiveClient.connect(installation().address(), as(user)));
  }

  /** A browser with the console's page, nobody signed in. */
  public ConsoleWindow window() {
    return window(installation().address());
  }

  /** A browser that reaches the console by this address. */
  public ConsoleWindow window(URI console) {
    return welcome(ConsoleWindow.open(console));
  }

  /** A network between a browser and the application. */
  public Cable cable() {
    return welcome(Cable.to(installation().address()));
  }

  /** A desk phone with an account that a page showed. */
  public DeskPhone deskPhone(DeskPhone.Account account, int tone) {
    return welcome(DeskPhone.plugIn(account, tone));
  }

  /** The HTTP interface as this user. */
  public Api as(String user) {
    return installation().as(user);
  }

  /** The floor as a team leader sees it. */
  public FloorClient floor() {
    if (floor == null) {
      floor = new FloorClient(as("leader1"));
    }
    return floor;
  }

  /** How often the floor found something odd during this test. */
  public double oddity(String what) {
    return oddities().getOrDefault(what, 0.0) - odditiesBefore.getOrDefault(what, 0.0);
  }

  /** Stops the application, lets something happen meanwhile, and starts it again. */
  public void restart(Runnable meanwhile) {
    restart(meanwhile, () -> {});
  }

  /** The same, with a last thing done right before the application stops. */
  public void restart(Runnable meanwhile, Runnable lastly) {
    lastly.run();
    installation().stopApplication();
    try {
      meanwhile.run();
    } finally {
      installation().startApplication();
    }
    floor = null;
    odditiesBefore = Map.of();
    awaitLink(true);
  }

  /** Freezes the application, lets something happen that it does not hear, and kills it then. */
  public void freezeAndKill(Runnable unheard) {
    installation().freezeApplication();
    unheard.run();
    kill(() -> {});
  }

  /** Kills the application, lets something happen meanwhile, and starts it again. */
  public void kill(Runnable meanwhile) {
    installation().killApplication();
    try {
      meanwhile.run();
    } finally {
      installation().startApplication();
    }
    floor = null;
    awaitLink(true);
  }

  /**
   * Waits until everything since then has settled, and holds it against the switch's own ledger:
   * nothing may differ, and everything that was talked is recorded.
   */
  public JsonNode reconciled(Instant since) {
    JsonNode report = settled(since);
    assertThat(report.path("differences")).as("differences, in %s", report).isEmpty();
    assertThat(report.path("compared").asInt()).as("compared").isPositive();
    recorded(since);
    return report;
  }

  /** Waits until everything since then has settled, and compares it with the switch's ledger. */
  public JsonNode settled(Instant since) {
    String path = "/api/reconciliation?from=" + since;
    Waits.until(
        "everything has settled",
        () -> report(path).path("unsettled").asInt(1) == 0,
        () -> report(path));
    return report(path);
  }

  /**
   * Has this test end without the law that every talk of it has its audio, or a reason why not: for
   * those that take audio away themselves.
   */
  public void losesAudio() {
    audioMayBeLost = true;
  }

  /** Waits until all audio since then is stored: nothing that was talked may be missing. */
  public JsonNode recorded(Instant since) {
    String path = "/api/recordings/ledger?limit=200&from=" + since;
    Waits.until(
        "all audio is stored",
        () -> report(path).path("totals").path("UNSETTLED").asInt(1) == 0,
        () -> report(path));
    JsonNode ledger = report(path);
    assertThat(ledger.path("totals").path("MISSING").asInt(1))
        .as("missing, in %s", ledger)
        .isZero();
    assertThat(ledger.path("orphans")).as("orphans, in %s", ledger).isEmpty();
    return ledger;
  }

  /** The talks since then that have neither audio nor a reason why not. */
  public List<String> unaccounted(Instant since) {
    List<String> talks = new ArrayList<>();
    report("/api/recordings/ledger?limit=500&verdict=MISSING&from=" + since)
        .path("items")
        .forEach(it -> talks.add(it.toString()));
    return talks;
  }

  /** Cancels what is owed on a line, so that nobody of one test waits in the queue of the next. */
  public void oweNobody(String line) {
    for (JsonNode task : floor().api().get("/api/callbacks?limit=500").body().path("items")) {
      if (task.path("line").asString("").equals(line)) {
        String id = task.path("id").asString("");
        var _ = floor().api().post("/api/callbacks/" + id + "/cancel", null);
      }
    }
  }

  /** The present moment. */
  public Instant now() {
    return clock.instant();
  }

  private JsonNode report(String path) {
    return floor().api().get(path).body();
  }

  /** The switch dies; returns when the one that stood by has taken over. */
  public void switchDies() {
    try {
      installation().switchDies();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    PrivateSwitch next = installation().telephony();
    Waits.until("the other switch serves", next::serves, this::link);
    awaitLink(true);
  }

  private <T extends AutoCloseable> T welcome(T guest) {
    guests.add(guest);
    return guest;
  }

  /** Waits until the floor is in step with the switch, or no more. */
  public void awaitLink(boolean up) {
    Waits.until("link up: " + up, () -> link().equals("UP") == up, this::link);
  }

  private String link() {
    return floor().floor().path("figures").path("link").asString("");
  }

  private void assertNothingIsLeft() {
    PrivateSwitch telephony = installation().telephony();
    Waits.until("no channels are left", () -> telephony.channels().isEmpty(), telephony::channels);
    Waits.until("no bridges are left", () -> telephony.bridges().isEmpty(), telephony::bridges);
    Waits.until("no calls are left", () -> floor().calls().isEmpty(), () -> floor().calls());
    Waits.until("all seats are free", () -> unfree().isEmpty(), this::unfree);
    Waits.until("the spool is empty", () -> spool().isEmpty(), this::spool);
    if (installation().open()) {
      assertThat(counters("linekeeper.floor.bugs")).as("exceptions on the lane").isZero();
    }
  }

  private List<JsonNode> unfree() {
    List<JsonNode> seats = new ArrayList<>();
    for (JsonNode seat : floor().floor().path("seats")) {
      if (!seat.path("state").asString("").equals("SIGNED_OUT")) {
        seats.add(seat);
      }
    }
    return seats;
  }

  /** What lies there by name, but for what is hidden: it may be gone before one looks closer. */
  private List<String> spool() {
    String[] names =
        installation().telephony().spool().toFile().list((_, name) -> !name.startsWith("."));
    return names == null ? List.of("there is no spool") : List.of(names);
  }

  private Map<String, Double> oddities() {
    Map<String, Double> counts = new TreeMap<>();
    if (!installation().open()) {
      return counts;
    }
    for (Counter counter : registry().find("linekeeper.floor.odd").counters()) {
      counts.put(String.valueOf(counter.getId().getTag("what")), counter.count());
    }
    return counts;
  }

  private double counters(String name) {
    return registry().find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  private MeterRegistry registry() {
    return installation().part(MeterRegistry.class);
  }
}
