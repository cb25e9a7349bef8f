package linekeeper.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorView.CallView;
import linekeeper.call.watch.FloorView.HandedView;
import linekeeper.call.watch.FloorView.SeatView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is coalesced, lost or begun again: a client that follows the protocol ends up with what
 * the floor shows its audience, and never trusts a state with a hole in it.
 */
class LiveLawsTest {
  private static final int SEEDS = 100;
  private static final int STEPS = 400;
  private static final int SEATS = 6;

  private final JsonMapper json = JsonMapper.shared();
  private final ViewEncoder encoder = new ViewEncoder();

  /** A client with its line to the server, which may hold back, lose, or be begun again. */
  private static final class Line {
    private final Who who;
    private Subscription subscription;
    private TestClient client = new TestClient();

    Line(Who who) {
      this.who = who;
      this.subscription = new Subscription(who);
    }

    void reconnect() {
      subscription = new Subscription(who);
      client = new TestClient();
    }

    void read(Mirror mirror, Subscription.Round round, boolean lose) {
      if (client.gap()) {
        subscription.oweSnapshot();
      }
      for (String frame : subscription.next(mirror, round)) {
        if (!lose) {
          client.read(frame);
        }
      }
    }

    /** The beat that follows any silence shows a tail that was lost. */
    void beat(Mirror mirror, Subscription.Round round) {
      client.read(Frames.beat(subscription.told(), Instant.EPOCH));
      read(mirror, round, false);
    }
  }

  @Test
  void a_client_that_applies_every_patch_holds_what_its_audience_may_see() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      run(seed);
    }
  }

  private void run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestFloor floor = new TestFloor(SEATS);
    Mirror mirror = new Mirror(encoder, 16);
    mirror.reconcile(floor.now());
    boolean[] deaf = {false};
    floor.watch((step, changed, gone) -> {
      if (!deaf[0]) {
        mirror.apply(step, changed, gone);
      }
    });
    List<Line> lines = everybody();
    TreeMap<String, HandedView> handed = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      give(handed, random, mirror);
      deaf[0] = deaf[0] ? random.nextInt(10) > 0 : random.nextInt(100) == 0;
      move(floor, random);
      if (!deaf[0] && random.nextInt(50) == 0) {
        mirror.reconcile(floor.now());
      }
      Subscription.Round round = new Subscription.Round(Instant.EPOCH);
      for (Line line : lines) {
        disturb(line, random, mirror, round);
      }
    }
    mirror.reconcile(floor.now());
    Subscription.Round round = new Subscription.Round(Instant.EPOCH);
    for (Line line : lines) {
      line.read(mirror, round, false);
      line.beat(mirror, round);
      assertThat(line.client.gap()).isFalse();
      assertThat(line.client.state())
          .as("seed %d, %s", seed, line.who)
          .isEqualTo(expected(floor, handed, line.who));
    }
  }

  private static List<Line> everybody() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(new Who("leader", true, false)));
    lines.add(new Line(new Who("analyst", true, false)));
    for (int agent = 0; agent < 4; agent++) {
      lines.add(new Line(new Who("agent" + agent, false, true)));
    }
    return lines;
  }

  /** Somebody is given a callback, or it is given to another, or he has taken note. */
  private static void give(Map<String, HandedView> handed, SplittableRandom random, Mirror mirror) {
    if (random.nextInt(8) > 0) {
      return;
    }
    String id = "t" + random.nextInt(6);
    if (random.nextInt(3) == 0) {
      handed.remove(id);
    } else {
      handed.put(
          id,
          new HandedView(
              id,
              "agent" + random.nextInt(4),
              "leader",
              "138****8000",
              "hotline",
              TestFloor.NOON,
              TestFloor.NOON));
    }
    mirror.handed(List.copyOf(handed.values()));
  }

  private static void disturb(
      Line line, SplittableRandom random, Mirror mirror, Subscription.Round round) {
    switch (random.nextInt(40)) {
      case 0 -> line.reconnect();
      case 1 -> line.read(mirror, round, true);
      case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> {
        // a slow reader: nothing goes out this time
      }
      default -> line.read(mirror, round, false);
    }
  }

  /** One random step: people sign in and out, calls come, ring, are talked and end. */
  private static void move(TestFloor floor, SplittableRandom random) {
    int seat = 1 + random.nextInt(SEATS);
    String call = "c" + random.nextInt(40);
    String number = "1380013" + (1000 + random.nextInt(9000));
    switch (random.nextInt(7)) {
      case 0 -> {
        String agent = "agent" + random.nextInt(4);
        boolean elsewhere =
            floor.truth().values().stream()
                .anyMatch(view -> view instanceof SeatView it && agent.equals(it.agent()));
        if (!elsewhere) {
          floor.change(TestFloor.seat(seat, agent, "IDLE", null));
        }
      }
      case 1 -> floor.change(TestFloor.seat(seat, null, "SIGNED_OUT", null));
      case 2, 3 ->
          floor.change(
              TestFloor.call(call, "QUEUED", number, null), TestFloor.figures(random.nextInt(9)));
      case 4, 5 -> ring(floor, seat, call, number, random.nextInt(3) > 0);
      default -> floor.step(List.of(), List.of("call:" + call));
    }
  }

  private static void ring(
      TestFloor floor, int seat, String call, String number, boolean seatSaysSo) {
    SeatView now = (SeatView) java.util.Objects.requireNonNull(floor.truth().get("seat:" + seat));
    CallView ringing = TestFloor.call(call, "OFFERED", number, Integer.toString(seat));
    if (seatSaysSo && now.agent() != null) {
      floor.change(ringing, TestFloor.seat(seat, now.agent(), "RINGING", call));
    } else {
      floor.change(ringing);
    }
  }

  private Map<String, JsonNode> expected(TestFloor floor, Map<String, HandedView> handed, Who who) {
    TreeMap<String, FloorView> truth = new TreeMap<>(floor.truth());
    handed.values().forEach(it -> truth.put(it.subject(), it));
    SeatView mine = null;
    for (FloorView view : truth.values()) {
      if (view instanceof SeatView seat && who.name().equals(seat.agent())) {
        mine = seat;
      }
    }
    TreeMap<String, JsonNode> seen = new TreeMap<>();
    for (FloorView view : truth.values()) {
      String shown = shown(view, who, mine);
      if (shown != null) {
        seen.put(view.subject(), json.readTree(shown).path("view"));
      }
    }
    return seen;
  }

  /** The audience table of the protocol, said once more and differently. */
  private @Nullable String shown(FloorView view, Who who, @Nullable SeatView mine) {
    if (who.seesFloor()) {
      return encoder.full(view);
    }
    if (view instanceof CallView call) {
      return mine != null && my(call, mine) ? encoder.full(view) : null;
    }
    if (view instanceof HandedView handed) {
      return handed.agent().equals(who.name()) ? encoder.full(view) : null;
    }
    if (view instanceof SeatView seat && !seat.equals(mine)) {
      return encoder.outline(view);
    }
    return encoder.full(view);
  }

  private static boolean my(CallView call, SeatView mine) {
    return mine.id().equals(call.seat())
        || mine.id().equals(call.consulted())
        || call.id().equals(mine.call());
  }

  @Test
  void a_lost_patch_is_noticed_with_the_next_message() {
    TestFloor floor = new TestFloor(2);
    Mirror mirror = new Mirror(encoder, 16);
    mirror.reconcile(floor.now());
    floor.watch(mirror::apply);
    Line line = new Line(new Who("leader", true, false));
    line.read(mirror, new Subscription.Round(Instant.EPOCH), false);

    floor.change(TestFloor.figures(1));
    line.read(mirror, new Subscription.Round(Instant.EPOCH), true);
    assertThat(line.client.gap()).isFalse();
    floor.change(TestFloor.seat(1, "agent1", "IDLE", null));
    line.read(mirror, new Subscription.Round(Instant.EPOCH), false);

    assertThat(line.client.gap()).isTrue();
    assertThat(String.valueOf(line.client.state().get("seat:1")))
        .as("nothing is built upon a hole")
        .contains("SIGNED_OUT");
  }

  @Test
  void many_changes_of_one_subject_reach_a_slow_reader_as_one() {
    TestFloor floor = new TestFloor(2);
    Mirror mirror = new Mirror(encoder, 16);
    mirror.reconcile(floor.now());
    floor.watch(mirror::apply);
    Subscription slow = new Subscription(new Who("leader", true, false));
    slow.next(mirror, new Subscription.Round(Instant.EPOCH));
    for (int i = 1; i <= 10_000; i++) {
      floor.change(TestFloor.figures(i));
    }

    List<String> frames = slow.next(mirror, new Subscription.Round(Instant.EPOCH));

    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst()).contains("\"requestCount\":10000").hasSizeLessThan(500);
  }

  @Test
  void those_who_were_told_the_same_share_one_encoded_patch() {
    TestFloor floor = new TestFloor(2);
    Mirror mirror = new Mirror(encoder, 16);
    mirror.reconcile(floor.now());
    floor.watch(mirror::apply);
    Subscription one = new Subscription(new Who("leader", true, false));
    Subscription other = new Subscription(new Who("analyst", true, false));
    one.next(mirror, new Subscription.Round(Instant.EPOCH));
    other.next(mirror, new Subscription.Round(Instant.EPOCH));
    floor.change(TestFloor.figures(7));
    Subscription.Round round = new Subscription.Round(Instant.EPOCH);

    assertThat(one.next(mirror, round).getFirst()).isSameAs(other.next(mirror, round).getFirst());
  }

  @Test
  void a_number_that_the_floor_forgot_to_mask_is_masked_here() {
    CallView careless =
        new CallView(
            "c1",
            "QUEUED",
            TestFloor.NOON,
            "hotline",
            "main",
            "13800138000",
            TestFloor.NOON,
            null,
            null,
            null,
            null,
            1,
            null,
            null,
            "+8613800138001",
            false,
            false);

    assertThat(encoder.full(careless)).contains("138****8000").doesNotContain("13800138001");
  }
}
