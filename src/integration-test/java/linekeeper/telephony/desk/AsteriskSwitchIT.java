package linekeeper.telephony.desk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
import linekeeper.telephony.RealAsterisk;
import linekeeper.telephony.Switch.PhoneAccount;
import linekeeper.telephony.Switch.PhoneKind;
import linekeeper.telephony.ari.FrameDecoder;
import linekeeper.telephony.ari.Incoming;
import linekeeper.telephony.trace.TraceFile;
import linekeeper.telephony.trace.TraceReplay;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsteriskSwitchIT {
  private static final String CARRIER = "127.0.0.2";
  private static final int CALLER = 30_220;
  private static int phones = 30_240;
  private static final SeatId SEAT = new SeatId("s1");

  private static RealAsterisk real;
  private final int phone = phones++;
  private Floorless floor;

  @BeforeAll
  static void start() throws IOException {
    real = RealAsterisk.start(9_000); // below those that the shared switches take
  }

  @AfterAll
  static void stop() {
    real.close();
  }

  @BeforeEach
  void connect() throws IOException {
    floor = new Floorless(real).connected();
  }

  @AfterEach
  void nothing_is_left_behind() {
    floor.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(real.rx("core show channels count")).contains("0 active channels"));
    assertThat(real.rx("bridge show all")).doesNotContain("stasis");
  }

  @Test
  void a_caller_is_answered_greeted_put_through_recorded_and_ended() throws Exception {
    registered();
    Process phone = real.sipp("phone-answers.xml", "127.0.0.1", this.phone);
    Process caller = call("caller-waits.xml", "13800138000");
    Fact.LegArrived arrived = floor.await(Fact.LegArrived.class, _ -> true);
    assertThat(arrived.caller()).isEqualTo(new PhoneNumber("13800138000"));
    assertThat(arrived.dialled()).isEqualTo("12345");
    LegId leg = arrived.leg();
    LegId seat = new LegId("call-1.seat");
    PlayId play = new PlayId("call-1.greeting");
    RecordingId recording = new RecordingId("call-1.rec");
    BridgeId bridge = new BridgeId("call-1");

    floor.tell(
        new Instruction.Answer(leg),
        new Instruction.Play(play, leg, List.of("greeting", "recorded-notice")),
        new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 20));
    floor.await(Fact.LegUp.class, up -> up.leg().equals(leg));
    floor.await(Fact.LegRinging.class, ringing -> ringing.leg().equals(seat));
    floor.await(Fact.LegUp.class, up -> up.leg().equals(seat));
    floor.tell(
        new Instruction.StopPlay(play),
        new Instruction.OpenBridge(bridge),
        new Instruction.Join(bridge, List.of(leg, seat)),
        new Instruction.StartRecording(recording, leg));
    assertThat(floor.await(Fact.PlayEnded.class, ended -> ended.play().equals(play)).completed())
        .isFalse();
    floor.await(Fact.RecordingStarted.class, started -> started.recording().equals(recording));
    assertThat(real.rx("bridge show " + bridge)).contains("PJSIP/seat-s1", "PJSIP/trunk-ip");

    floor.tell(
        new Instruction.HangUp(leg, Cause.NORMAL),
        new Instruction.HangUp(seat, Cause.NORMAL),
        new Instruction.CloseBridge(bridge));
    assertThat(floor.await(Fact.LegGone.class, gone -> gone.leg().equals(seat)).cause())
        .isEqualTo(16);
    floor.await(Fact.LegGone.class, gone -> gone.leg().equals(leg));
    all_went_well(recording, caller, phone);
  }

  private void all_went_well(RecordingId recording, Process caller, Process phone)
      throws Exception {
    ended_well(caller);
    ended_well(phone);
    floor.await(Fact.RecordingStopped.class, stopped -> stopped.recording().equals(recording));
    assertThat(Files.exists(real.spool().resolve(recording + ".raw"))).isTrue();
    assertThat(floor.all(Fact.Failed.class)).isEmpty();
    assertThat(floor.all(Fact.LegLeft.class)).isEmpty();
  }

  @Test
  void a_traced_call_replayed_through_the_decoder_says_the_same(@TempDir Path directory)
      throws Exception {
    floor.close();
    Path file = directory.resolve("call.jsonl");
    String secret;
    try (TraceFile trace = new TraceFile(file, Clock.systemUTC())) {
      floor = new Floorless(real, trace).connected();
      secret = registered().secret();
      Process phone = real.sipp("phone-answers.xml", "127.0.0.1", this.phone);
      Process caller = call("caller-hangs-up.xml", "13800138000");
      LegId leg = floor.await(Fact.LegArrived.class, _ -> true).leg();
      LegId seat = new LegId("traced.seat");
      BridgeId bridge = new BridgeId("traced");
      floor.tell(
          new Instruction.Answer(leg),
          new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 20));
      floor.await(Fact.LegUp.class, up -> up.leg().equals(seat));
      floor.tell(
          new Instruction.OpenBridge(bridge), new Instruction.Join(bridge, List.of(leg, seat)));
      floor.await(Fact.LegGone.class, gone -> gone.leg().equals(leg));
      floor.tell(new Instruction.HangUp(seat, Cause.NORMAL), new Instruction.CloseBridge(bridge));
      floor.await(Fact.LegGone.class, gone -> gone.leg().equals(seat));
      ended_well(caller);
      ended_well(phone);
      floor.close();
    }
    FrameDecoder decoder = new FrameDecoder();
    List<Fact> replayed =
        TraceReplay.received(file).stream()
            .map(frame -> decoder.decode(frame, 0, frame.length))
            .filter(Incoming.Heard.class::isInstance)
            .map(incoming -> ((Incoming.Heard) incoming).fact())
            .toList();
    assertThat(replayed)
        .containsAll(floor.all(Fact.LegArrived.class))
        .containsAll(floor.all(Fact.LegRinging.class))
        .containsAll(floor.all(Fact.LegUp.class))
        .containsAll(floor.all(Fact.BridgeGone.class));
    assertThat(floor.all(Fact.LegUp.class)).hasSize(2);
    assertThat(Files.readString(file)).doesNotContain(secret, real.secret("ARI_SECRET"));
  }

  @Test
  void a_phone_that_declines_says_so() throws Exception {
    registered();
    Process phone = real.sipp("phone-busy.xml", "127.0.0.1", this.phone);
    LegId seat = new LegId("busy.seat");
    floor.tell(new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 20));
    assertThat(floor.await(Fact.LegGone.class, gone -> gone.leg().equals(seat)).cause())
        .isEqualTo(17);
    ended_well(phone);
  }

  @Test
  void a_phone_that_rings_for_ever_is_given_up() throws Exception {
    registered();
    Process phone = real.sipp("phone-rings.xml", "127.0.0.1", this.phone);
    LegId seat = new LegId("rings.seat");
    floor.tell(new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 1));
    floor.await(Fact.LegRinging.class, ringing -> ringing.leg().equals(seat));
    assertThat(floor.await(Fact.LegGone.class, gone -> gone.leg().equals(seat)).cause())
        .isEqualTo(19);
    ended_well(phone);
  }

  @Test
  void a_new_secret_ends_the_old_registration() throws Exception {
    registered();
    floor.asSwitch().createPhone(SEAT, PhoneKind.WEBRTC).toCompletableFuture().get(20, SECONDS);
    floor.await(Fact.PhoneSeen.class, seen -> !seen.reachable());
    LegId seat = new LegId("stale.seat");
    floor.tell(new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 5));
    floor.await(
        Fact.Failed.class,
        failed -> failed.instruction() instanceof Instruction.Dial d && d.leg().equals(seat));
    assertThat(real.rx("pjsip show contacts")).doesNotContain("seat-s1");
  }

  @Test
  void a_phone_that_is_removed_cannot_be_rung() throws Exception {
    registered();
    floor.tell(new Instruction.RemovePhone(SEAT));
    floor.await(Fact.PhoneSeen.class, seen -> !seen.reachable());
    LegId seat = new LegId("gone.seat");
    floor.tell(new Instruction.Dial(seat, new Destination.Phone(SEAT), "138****8000", 5));
    floor.await(
        Fact.Failed.class,
        failed -> failed.instruction() instanceof Instruction.Dial d && d.leg().equals(seat));
    assertThat(real.rx("queue show fallback")).contains("No Members");
  }

  @Test
  void a_caller_who_hangs_up_during_the_greeting_is_gone() throws Exception {
    Process caller = call("caller-hangs-up.xml", "13800138001");
    LegId leg = floor.await(Fact.LegArrived.class, _ -> true).leg();
    RecordingId recording = new RecordingId("gone-1.rec");
    floor.tell(
        new Instruction.Answer(leg),
        new Instruction.StartRecording(recording, leg),
        new Instruction.StartMusic(leg));
    floor.await(Fact.LegGone.class, gone -> gone.leg().equals(leg));
    floor.await(Fact.RecordingStopped.class, stopped -> stopped.recording().equals(recording));
    floor.tell(new Instruction.HangUp(leg, Cause.NORMAL));
    ended_well(caller);
    assertThat(floor.all(Fact.Failed.class)).isEmpty();
    assertThat(floor.all(Fact.LegLeft.class)).isEmpty();
  }

  @Test
  void a_call_to_a_number_that_is_none_of_ours_is_refused_with_404() throws Exception {
    refused("caller-is-refused-404.xml", Cause.UNALLOCATED);
  }

  @Test
  void a_call_while_we_cannot_is_refused_with_503() throws Exception {
    refused("caller-is-refused-503.xml", Cause.CONGESTION);
  }

  private void refused(String scenario, Cause cause) throws Exception {
    Process caller = call(scenario, "13800138004");
    LegId leg = floor.await(Fact.LegArrived.class, _ -> true).leg();
    floor.tell(new Instruction.HangUp(leg, cause));
    floor.await(Fact.LegGone.class, gone -> gone.leg().equals(leg));
    ended_well(caller);
  }

  @Test
  void a_caller_handed_to_the_fallback_leaves_and_lives_on() throws Exception {
    Process caller = call("caller-hangs-up.xml", "13800138002");
    LegId leg = floor.await(Fact.LegArrived.class, _ -> true).leg();
    floor.tell(new Instruction.Answer(leg), new Instruction.HandToFallback(leg));
    floor.await(Fact.LegLeft.class, left -> left.leg().equals(leg));
    ended_well(caller);
  }

  @Test
  void a_lost_link_drops_no_call_and_tells_what_is_true_afterwards() throws Exception {
    Process caller = call("caller-waits.xml", "13800138003");
    LegId leg = floor.await(Fact.LegArrived.class, _ -> true).leg();
    floor.tell(new Instruction.Answer(leg));
    floor.await(Fact.LegUp.class, up -> up.leg().equals(leg));
    floor.close();

    floor = new Floorless(real).connected();
    Fact.Synced synced = floor.await(Fact.Synced.class, _ -> true);
    assertThat(synced.snapshot().legs())
        .singleElement()
        .satisfies(known -> {
          assertThat(known.leg()).isEqualTo(leg);
          assertThat(known.inbound()).isTrue();
          assertThat(known.up()).isTrue();
          assertThat(known.caller()).isEqualTo(new PhoneNumber("13800138003"));
          assertThat(known.dialled()).isEqualTo("12345");
        });
    floor.tell(new Instruction.HangUp(leg, Cause.NORMAL));
    floor.await(Fact.LegGone.class, gone -> gone.leg().equals(leg));
    ended_well(caller);
  }

  @Test
  void a_frozen_switch_is_noticed_within_six_seconds_and_taken_stock_of_when_it_thaws() {
    long frozen = System.nanoTime();
    real.freeze(true);
    try {
      Fact.LinkChanged down =
          floor.await(
              Fact.LinkChanged.class,
              changed -> changed.state() == LinkState.DOWN,
              Duration.ofSeconds(7));
      assertThat(down.reason()).startsWith("frozen");
      assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(6));
    } finally {
      real.freeze(false);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> floor.all(Fact.Synced.class).size() == 2);
  }

  private PhoneAccount registered() throws Exception {
    PhoneAccount account =
        floor.asSwitch().createPhone(SEAT, PhoneKind.SIP).toCompletableFuture().get(20, SECONDS);
    Process register =
        real.sipp(
            "register.xml",
            "127.0.0.1",
            phone,
            "-s",
            account.user(),
            "-au",
            account.user(),
            "-ap",
            account.secret());
    ended_well(register);
    floor.await(Fact.PhoneSeen.class, seen -> seen.seat().equals(SEAT) && seen.reachable());
    return account;
  }

  private static Process call(String scenario, String number) throws IOException {
    return real.sipp(
        scenario,
        CARRIER,
        CALLER,
        "-s",
        "12345",
        "-key",
        "caller_number",
        number,
        "-key",
        "caller_name",
        "caller");
  }

  private static void ended_well(Process sipp) throws InterruptedException {
    assertThat(sipp.waitFor(40, SECONDS)).as("SIPp ended").isTrue();
    assertThat(sipp.exitValue()).as("SIPp's verdict").isZero();
  }
}
