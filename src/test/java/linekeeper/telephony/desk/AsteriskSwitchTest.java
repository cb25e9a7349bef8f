package linekeeper.telephony.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Switch.PhoneAccount;
import linekeeper.telephony.Switch.PhoneKind;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.trace.WireTrace;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsteriskSwitchTest {
  private static final LegId LEG = new LegId("leg-1");
  private static final SeatId SEAT = new SeatId("s1");

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir private Path spool;
  private FakeAri ari;
  private AsteriskSwitch link;

  @BeforeEach
  void begin() throws InterruptedException {
    ari = new FakeAri();
    link = connect(ari.port());
  }

  @AfterEach
  void end() {
    link.close();
    ari.close();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void credentials_travel_in_a_header_and_never_in_an_address() {
    up();
    assertThat(ari.handshakes).singleElement().asString().contains(" Basic ");
    assertThat(ari.handshakes.getFirst())
        .startsWith("/ari/events?app=linekeeper&subscribeAll=false ")
        .doesNotContain("secret", "api_key");
  }

  @Test
  void a_link_that_is_cut_comes_back_by_way_of_a_snapshot() {
    up();
    ari.cut();
    await(() -> all(Fact.Synced.class).size() == 2);
    assertThat(states())
        .startsWith(
            LinkState.DIALLING,
            LinkState.GREETING,
            LinkState.SYNCING,
            LinkState.UP,
            LinkState.DOWN,
            LinkState.DIALLING,
            LinkState.GREETING,
            LinkState.SYNCING,
            LinkState.UP);
    assertThat(registry.counter("linekeeper.telephony.reconnects").count()).isEqualTo(2);
  }

  @Test
  void a_switch_that_falls_silent_with_its_socket_open_is_down_within_six_seconds() {
    up();
    ari.frozen = true;
    long frozen = System.nanoTime();
    await(() -> states().contains(LinkState.DOWN));
    assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(6));
    assertThat(
            changes().stream().filter(c -> c.state() == LinkState.DOWN).findFirst().orElseThrow())
        .extracting(Fact.LinkChanged::reason)
        .asString()
        .startsWith("frozen");
  }

  @Test
  void a_switch_that_answers_requests_and_tells_no_events_is_frozen_too() {
    up();
    ari.echoesCanaries = false;
    await(() -> states().contains(LinkState.DOWN));
    assertThat(
            changes().stream().filter(c -> c.state() == LinkState.DOWN).findFirst().orElseThrow())
        .extracting(Fact.LinkChanged::reason)
        .isEqualTo("frozen: silent ARI events");
  }

  @Test
  void what_was_told_to_a_silent_switch_comes_back_as_failed() {
    up();
    ari.frozen = true;
    link.tell(List.of(new Instruction.Answer(LEG)));
    await(() -> all(Fact.Failed.class).size() == 1);
    assertThat(all(Fact.Failed.class).getFirst().status()).isZero();
  }

  @Test
  void answers_in_any_order_find_their_requests() {
    up();
    ari.statuses.put("POST channels/odd", 404);
    ari.answersAtOnce = 40;
    List<Instruction> told =
        IntStream.range(0, 40)
            .<Instruction>mapToObj(
                i -> new Instruction.Answer(new LegId((i % 2 == 0 ? "even-" : "odd-") + i)))
            .toList();
    link.tell(told);
    await(() -> all(Fact.Failed.class).size() == 20);
    assertThat(all(Fact.Failed.class))
        .allSatisfy(failed -> {
          assertThat(failed.status()).isEqualTo(404);
          assertThat(((Instruction.Answer) failed.instruction()).leg().value()).startsWith("odd-");
        });
    assertThat(ari.asked.stream().filter(a -> a.endsWith("/answer")))
        .as("in the order in which they were told")
        .containsExactlyElementsOf(
            told.stream()
                .map(i -> "POST channels/" + ((Instruction.Answer) i).leg() + "/answer")
                .toList());
  }

  @Test
  void more_than_the_window_holds_waits_and_none_is_lost() {
    up();
    link.tell(
        IntStream.range(0, 1_000)
            .<Instruction>mapToObj(i -> new Instruction.Answer(new LegId("l" + i)))
            .toList());
    await(() -> ari.asked.stream().filter(a -> a.endsWith("/answer")).count() == 1_000);
    assertThat(all(Fact.Failed.class)).isEmpty();
  }

  @Test
  void a_repeated_instruction_is_recognised() {
    up();
    ari.statuses.put("POST bridges/b1", 409);
    ari.statuses.put("DELETE channels/leg-1", 404);
    Instruction dial = new Instruction.Dial(LEG, new Destination.Phone(SEAT), "138****8000", 5);
    Instruction play = new Instruction.Play(new PlayId("p1"), LEG, List.of("greeting"));
    Instruction open = new Instruction.OpenBridge(new BridgeId("b1"));
    link.tell(List.of(dial, play, open, dial, play, open));
    link.tell(List.of(new Instruction.HangUp(LEG, Cause.NORMAL)));
    await(() -> ari.asked.contains("DELETE channels/leg-1?reason_code=16"));
    assertThat(ari.asked.stream().filter("POST channels/leg-1"::equals)).hasSize(1);
    assertThat(ari.asked.stream().filter("POST channels/leg-1/play/p1"::equals)).hasSize(1);
    assertThat(all(Fact.Failed.class)).isEmpty();
  }

  @Test
  void a_citizen_may_be_told_again_because_the_fence_rings_him_once() {
    up();
    Destination citizen =
        new Destination.Citizen(new PhoneNumber("13800138000"), new AttemptId("c1-1"), false);
    Instruction dial = new Instruction.Dial(LEG, citizen, "12345", 5);
    ari.statuses.put("POST channels/leg-1", 409);
    link.tell(List.of(dial, dial));
    await(() -> ari.asked.stream().filter("POST channels/leg-1"::equals).count() == 2);
    assertThat(all(Fact.Failed.class)).isEmpty();
  }

  @Test
  void a_playing_that_was_stopped_did_not_complete() {
    up();
    PlayId play = new PlayId("p1");
    link.tell(
        List.of(
            new Instruction.Play(play, LEG, List.of("greeting")), new Instruction.StopPlay(play)));
    await(() -> ari.asked.contains("DELETE playbacks/p1"));
    ari.say("{\"type\":\"PlaybackFinished\",\"playback\":{\"id\":\"p1\",\"state\":\"done\"}}");
    await(() -> facts.contains(new Fact.PlayEnded(play, false)));
  }

  @Test
  void one_end_is_told_of_a_leg_whose_end_the_switch_tells_three_times() {
    up();
    String leg = "\"channel\":{\"id\":\"leg-1\"}}";
    ari.say("{\"type\":\"ChannelHangupRequest\",\"cause\":16," + leg);
    ari.say("{\"type\":\"StasisEnd\"," + leg);
    ari.say("{\"type\":\"ChannelDestroyed\",\"cause\":16," + leg);
    ari.say("{\"type\":\"ChannelHold\"," + leg);
    await(() -> facts.contains(new Fact.LegHeld(LEG)));
    assertThat(all(Fact.LegGone.class)).containsExactly(new Fact.LegGone(LEG, 16));
    assertThat(all(Fact.LegLeft.class)).isEmpty();
  }

  @Test
  void a_malformed_frame_is_counted_and_stock_is_taken_again() {
    up();
    Awaitility.await().pollDelay(Duration.ofMillis(2_100)).until(() -> true);
    ari.say("{not json");
    await(() -> all(Fact.Synced.class).size() == 2);
    assertThat(registry.counter("linekeeper.telephony.frames.malformed").count()).isEqualTo(1);
    assertThat(states()).doesNotContain(LinkState.DOWN);
  }

  @Test
  void an_oversize_frame_ends_the_link_which_comes_back_in_step() {
    up();
    // a text frame that claims to have 1 TiB
    ari.sayBytes(new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0});
    await(() -> all(Fact.Synced.class).size() == 2);
    assertThat(registry.counter("linekeeper.telephony.frames.malformed").count()).isEqualTo(1);
  }

  @Test
  void an_unknown_event_is_counted_and_nothing_else() {
    up();
    ari.say("{\"type\":\"ChannelLevitated\"}");
    await(() -> registry.counter("linekeeper.telephony.events.unknown").count() == 1);
    assertThat(states()).doesNotContain(LinkState.DOWN);
  }

  @Test
  void a_switch_that_takes_no_requests_over_the_socket_gets_them_by_http() {
    link.close();
    facts.clear();
    ari.socketTakesNoRequests = true;
    link = connect(ari.port());
    up();
    link.tell(List.of(new Instruction.Answer(LEG)));
    await(() -> ari.asked.contains("POST channels/leg-1/answer"));
  }

  @Test
  void an_instruction_while_there_is_no_link_fails_at_once() {
    up();
    ari.close();
    await(() -> states().contains(LinkState.DOWN));
    link.tell(List.of(new Instruction.Answer(LEG)));
    await(() -> !all(Fact.Failed.class).isEmpty());
    assertThat(all(Fact.Failed.class).getFirst().status()).isZero();
  }

  @Test
  void a_recording_that_cannot_be_started_is_told() {
    up();
    Instruction start = new Instruction.StartRecording(new RecordingId("r1"), LEG);
    link.tell(List.of(start));
    await(() -> facts.contains(new Fact.Failed(start, 0, "not connected")));
  }

  @Test
  void a_hostile_prompt_never_reaches_the_switch() {
    up();
    link.tell(List.of(new Instruction.Play(new PlayId("p1"), LEG, List.of("../../etc/passwd"))));
    await(() -> all(Fact.Failed.class).size() == 1);
    assertThat(ari.asked).noneMatch(a -> a.contains("/play/"));
  }

  @Test
  void a_phone_gets_a_fresh_secret_every_time_and_shows_it_to_nobody_by_accident()
      throws Exception {
    up();
    PhoneAccount first = phone().get(5, TimeUnit.SECONDS);
    PhoneAccount second = phone().get(5, TimeUnit.SECONDS);
    assertThat(first.secret()).hasSize(32).isNotEqualTo(second.secret());
    assertThat(first.toString()).doesNotContain(first.secret());
    assertThat(first.user()).isEqualTo("seat-s1");
  }

  @Test
  void a_phone_that_the_switch_refuses_is_a_failure() {
    up();
    ari.statuses.put("PUT asterisk/config/dynamic/res_pjsip/endpoint", 403);
    assertThatThrownBy(() -> phone().get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SwitchFailure.class);
  }

  @Test
  void a_phone_removed_while_the_switch_lets_go_of_the_one_before_is_not_made_after_all() {
    up();
    var account = phone(); // the switch lets go of an earlier phone: this one waits a little
    link.tell(List.of(new Instruction.RemovePhone(SEAT)));
    assertThatThrownBy(() -> account.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SwitchFailure.class);
    assertThat(ari.asked).noneMatch(it -> it.startsWith("PUT asterisk/config/dynamic"));
  }

  @Test
  void a_phone_that_a_restarted_switch_no_longer_knows_to_be_there_is_said_to_it_again() {
    String list = "[{\"technology\":\"PJSIP\",\"resource\":\"seat-s1\",\"state\":\"%s\"}]";
    ari.bodies.put("GET endpoints/PJSIP", list.formatted("online"));
    ari.cut();
    await(
        () -> all(Fact.Synced.class).stream().anyMatch(it -> !it.snapshot().reachable().isEmpty()));
    ari.bodies.put("GET endpoints/PJSIP", list.formatted("offline"));
    String settings = "GET asterisk/config/dynamic/res_pjsip/endpoint/seat-s1";
    ari.bodies.put(settings, "[{\"attribute\":\"webrtc\",\"value\":\"yes\"}]");
    ari.cut();
    await(() -> ari.asked.contains("PUT asterisk/config/dynamic/res_pjsip/endpoint/seat-s1"));
    assertThat(ari.asked)
        .contains("PUT asterisk/config/dynamic/res_pjsip/aor/seat-s1")
        .doesNotContain("PUT asterisk/config/dynamic/res_pjsip/auth/seat-s1");
  }

  @Test
  void nothing_is_begun_while_draining() {
    up();
    link.drain();
    link.tell(
        List.of(
            new Instruction.Dial(LEG, new Destination.Phone(SEAT), "1", 5),
            new Instruction.HangUp(LEG, Cause.NORMAL)));
    await(() -> ari.asked.contains("DELETE channels/leg-1?reason_code=16"));
    assertThat(ari.asked).doesNotContain("POST channels/leg-1");
    assertThat(all(Fact.Failed.class)).hasSize(1);
    await(() -> states().getLast() == LinkState.DOWN);
    assertThat(changes().getLast().reason()).isEqualTo("shut down");
  }

  private java.util.concurrent.CompletableFuture<PhoneAccount> phone() {
    return link.createPhone(SEAT, PhoneKind.SIP).toCompletableFuture();
  }

  private AsteriskSwitch connect(int port) {
    AriAddress address =
        new AriAddress(
            URI.create("http://127.0.0.1:" + port), "linekeeper", "secret", "linekeeper");
    long origin = System.nanoTime();
    AsteriskSwitch made =
        new AsteriskSwitch(
            new Equipment(
                group.next(),
                () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin),
                address,
                (loop, listener) -> AriSocket.open(loop, address, WireTrace.OFF, listener),
                new SilentAmi(),
                "linekeeper",
                spool,
                0,
                null,
                new Phones.Registrar("127.0.0.1:5060", "ws://127.0.0.1:8088/ws"),
                new Counts(registry)));
    made.connect(facts::add, null);
    return made;
  }

  private void up() {
    await(() -> states().contains(LinkState.UP));
  }

  private List<LinkState> states() {
    return changes().stream().map(Fact.LinkChanged::state).toList();
  }

  private List<Fact.LinkChanged> changes() {
    return all(Fact.LinkChanged.class);
  }

  private <F extends Fact> List<F> all(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(20))
        .until(condition);
  }
}
