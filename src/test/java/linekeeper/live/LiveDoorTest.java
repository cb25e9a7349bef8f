package linekeeper.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import linekeeper.call.FloorCommand.ConsoleSeen;
import linekeeper.call.watch.FloorView;
import linekeeper.kernel.SeatId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveDoorTest {
  private final TestFloor floor = new TestFloor(4);
  private LiveServer server;

  @BeforeEach
  void start() {
    server =
        new LiveServer(
            floor,
            "linekeeper.live.beat=300ms",
            "linekeeper.live.silence=2500ms",
            "linekeeper.live.slow=1s",
            "linekeeper.live.standing=500ms",
            "linekeeper.live.sockets-per-user=210");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private GoodSocket open(String user) {
    GoodSocket socket = new GoodSocket(server.port(), "?as=" + user);
    await().until(() -> socket.client.snapshots() > 0);
    return socket;
  }

  private static void awaitBye(GoodSocket socket, String code, int status) throws Exception {
    assertThat(socket.closed.get(6, TimeUnit.SECONDS)).isEqualTo(status);
    assertThat(socket.client.bye()).isEqualTo(code);
  }

  @Test
  void a_leader_is_told_the_floor_and_every_change_of_it() {
    try (GoodSocket leader = open("leader1")) {
      assertThat(Objects.requireNonNull(leader.client.hello()).path("audience").stringValue())
          .isEqualTo("FLOOR");
      assertThat(leader.client.state()).hasSize(6);

      floor.change(TestFloor.call("c1", "QUEUED", "13800138000", null));
      await().until(() -> leader.client.state().containsKey("call:c1"));
      assertThat(String.valueOf(leader.client.state().get("call:c1"))).contains("138****8000");

      floor.step(List.of(), List.of("call:c1"));
      await().until(() -> !leader.client.state().containsKey("call:c1"));
      assertThat(leader.client.gap()).isFalse();
    }
  }

  @Test
  void an_agent_is_told_of_the_call_at_the_own_seat_and_of_no_other() {
    floor.change(TestFloor.seat(1, "agent1", "IDLE", null));
    try (GoodSocket agent = open("agent1")) {
      floor.change(TestFloor.call("other", "OFFERED", "13800138001", "2"));
      floor.change(TestFloor.seat(2, "agent2", "RINGING", "other"));
      floor.change(TestFloor.call("mine", "OFFERED", "13800138000", "1"));
      await().until(() -> agent.client.state().containsKey("call:mine"));

      assertThat(agent.client.state()).doesNotContainKey("call:other");
      assertThat(String.valueOf(agent.client.state().get("seat:2")))
          .contains("TAKEN")
          .doesNotContain("agent2");
      floor.change(TestFloor.call("mine", "OFFERED", "13800138000", "3"));
      await().until(() -> !agent.client.state().containsKey("call:mine"));
    }
  }

  @Test
  void the_floor_is_told_when_a_seats_console_comes_and_goes() {
    try (GoodSocket agent = open("agent1")) {
      assertThat(floor.asked()).isEmpty();
      floor.change(TestFloor.seat(1, "agent1", "IDLE", null));
      await()
          .untilAsserted(() ->
              assertThat(floor.asked()).containsExactly(new ConsoleSeen(new SeatId("1"), true)));
      agent.leave();
      await()
          .untilAsserted(
              () -> assertThat(floor.asked()).contains(new ConsoleSeen(new SeatId("1"), false)));
    }
  }

  @Test
  void a_seats_second_console_replaces_the_first_which_is_told_why() throws Exception {
    floor.change(TestFloor.seat(1, "agent1", "IDLE", null));
    try (GoodSocket watching = new GoodSocket(server.port(), "?as=agent1&watch");
        GoodSocket older = open("agent1");
        GoodSocket newer = open("agent1")) {
      awaitBye(older, "replaced", 4000);
      floor.change(TestFloor.figures(3));
      await().until(() -> String.valueOf(newer.client.state().get("floor")).contains(":3,"));
      assertThat(newer.closed).isNotDone();
      assertThat(watching.closed).as("who only watches replaces nobody").isNotDone();
      assertThat(floor.asked()).containsOnly(new ConsoleSeen(new SeatId("1"), true));
    }
  }

  @Test
  void a_revoked_session_loses_its_socket_within_five_seconds() throws Exception {
    try (GoodSocket agent = open("agent1");
        GoodSocket other = open("agent2")) {
      server.fallen.add("agent1");
      awaitBye(agent, "session.ended", 4001);
      assertThat(other.closed).isNotDone();
    }
  }

  @Test
  void a_client_may_ask_for_the_whole_state_and_for_a_sign_of_life() {
    try (GoodSocket leader = open("leader1")) {
      leader.say("{\"t\":\"ping\"}");
      leader.say("{\"t\":\"resync\"}");
      await().until(() -> leader.client.snapshots() == 2);
      assertThat(leader.closed).isNotDone();
    }
  }

  @Test
  void a_server_that_stops_says_so() throws Exception {
    try (GoodSocket leader = open("leader1")) {
      server.stop();
      awaitBye(leader, "going-away", 1001);
    }
  }

  @Test
  void a_client_without_a_sign_of_life_is_given_up() throws IOException {
    try (RawSocket mute = RawSocket.of(server.port(), "agent1")) {
      assertThat(mute.readUntilClosed()).isEqualTo(4002);
      assertThat(mute.texts()).last().asString().contains("\"silent\"");
    }
  }

  @Test
  void a_reader_who_stops_reading_holds_up_nobody_and_is_given_up() throws Exception {
    server.stop();
    server = new LiveServer(floor, "linekeeper.live.slow=3s", "linekeeper.live.silence=120s");
    try (GoodSocket bystander = open("leader1");
        RawSocket stuck = RawSocket.of(server.port(), "leader2")) {
      long began = System.nanoTime();
      int round = 0;
      while (server.counted("linekeeper.live.ended") == 0) {
        round++;
        floor.step(many(round), List.of());
        int now = round;
        long changed = System.nanoTime();
        await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> seen(bystander).contains("\"requestCount\":" + now));
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(3));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(90));
      }
      assertThat(stuck.readUntilClosed()).isIn(4003, 1001, 1006);
    }
    try (GoodSocket back = open("leader2")) {
      assertThat(back.client.state()).hasSameSizeAs(floor.truth());
    }
  }

  private static String seen(GoodSocket socket) {
    return String.valueOf(socket.client.state().get("floor"));
  }

  private static List<FloorView> many(int round) {
    List<FloorView> many = new ArrayList<>();
    for (int call = 0; call < 500; call++) {
      many.add(TestFloor.call("c" + call, "QUEUED", "138001" + (10_000 + round), null));
    }
    many.add(TestFloor.figures(round));
    return many;
  }

  @Test
  void two_hundred_sockets_all_end_up_with_the_same_truth() {
    List<GoodSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sockets.add(new GoodSocket(server.port(), "?as=leader" + i));
    }
    for (int step = 1; step <= 2000; step++) {
      String number = "1390013" + (1000 + step);
      floor.change(
          TestFloor.call("c" + step % 50, "QUEUED", number, null), TestFloor.figures(step));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sockets.stream().allMatch(it -> seen(it).contains("\"requestCount\":2000")));
    var truth = sockets.getFirst().client.state();
    assertThat(truth).hasSameSizeAs(floor.truth());
    assertThat(sockets)
        .allSatisfy(socket -> {
          assertThat(socket.client.state()).isEqualTo(truth);
          assertThat(socket.client.gap()).isFalse();
          assertThat(socket.client.patches()).as("coalesced").isLessThan(1000);
        });
    sockets.forEach(GoodSocket::close);
  }
}
