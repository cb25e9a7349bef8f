package linekeeper.floor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import linekeeper.cli.sip.Caller;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sipp;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What carriers, strangers and scanners send. */
class HostileIT {
  private static final String CARRIER = "127.0.0.2";
  private static final String STRANGER = "127.0.0.9";
  @RegisterExtension private final Hotline hotline = new Hotline();

  static java.util.stream.Stream<String> hostileCallers() {
    return java.util.stream.Stream.of(
        "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
        "<sip:unknown@127.0.0.2>",
        "<sip:127.0.0.2>",
        "<sip:" + "1380013".repeat(40) + "@127.0.0.2>",
        "\"" + "x".repeat(2000) + "\" <sip:13800138000000000000000000@127.0.0.2>",
        "<sip:alice@127.0.0.2>",
        "\"张三\" <sip:%E5%BC%A0%E4%B8%89@127.0.0.2>",
        "<sip:138%0d%0aX-Evil:%20yes%0d%0a@127.0.0.2>",
        "\"=cmd|' /C calc'!A0\" <sip:%3Cimg%20src=x%20onerror=alert(1)%3E@127.0.0.2>",
        "<sip:$%7BSHELL(id)%7D@127.0.0.2>",
        "<sip:1%22,%22caller%22:%2213800138000@127.0.0.2>",
        "<sip:seat-s01@127.0.0.2>");
  }

  @ParameterizedTest
  @MethodSource("hostileCallers")
  void a_caller_id_that_is_no_number_counts_as_withheld_and_the_call_is_served(String from)
      throws IOException {
    Instant since = InstantSource.system().instant();
    CompletableFuture<String> sipp = run("caller-id", CARRIER, Map.of("FROM", from));
    String call = hotline.floor().awaitArrival("", since);
    assertThat(sipp.join()).isEmpty();
    assertThat(hotline.floor().awaitSummary(call).path("callerMasked").asString()).isEmpty();
    assertThat(hotline.floor().summary(call).path("lossType").asString()).isNotEmpty();
  }

  @Test
  void a_withheld_caller_is_served_like_everybody() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller(Caller.unknown()).calls();
    seat.answers();
    assertThat(caller.masked()).isEmpty();
    caller.awaits("TALKING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999",
        "13900139000",
        "+8613900139000",
        "123456",
        "1234",
        "s",
        "i",
        "fallback",
        "operator",
        "seat-s01",
        "$%7BEXTEN%7D",
        "12345%40to-trunk",
        "12345%0d%0aX-Evil:%20yes"
      })
  void a_number_that_is_no_line_of_ours_does_not_exist(String dialled) {
    assertThat(refused(CARRIER, "INVITE", dialled, 404)).isEmpty();
  }

  @Test
  void the_dialplans_own_hang_up_extension_cannot_be_dialled() {
    assertThat(refused(CARRIER, "INVITE", "h", 484)).isEmpty();
  }

  @Test
  void an_over_long_number_does_not_exist() {
    assertThat(refused(CARRIER, "INVITE", "1".repeat(200), 404)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "13900139000", "seat-s01", "100"})
  void a_strangers_call_is_refused_whatever_he_dials(String dialled) {
    assertThat(refused(STRANGER, "INVITE", dialled, 401)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "seat-s01", "seat-s99", "trunk-ip", "linekeeper"})
  void a_strangers_registration_is_refused_whoever_he_says_he_is(String user) {
    assertThat(refused(STRANGER, "REGISTER", user, 401)).isEmpty();
  }

  @Test
  void a_seats_phone_is_not_rung_from_outside() {
    TestSeat seat = hotline.seat("agent1").ready();
    String user = seat.account().path("user").asString();
    assertThat(refused(CARRIER, "INVITE", user, 404)).isEmpty();
    assertThat(refused(STRANGER, "INVITE", user, 401)).isEmpty();
    assertThat(seat.isRungWithin(1)).isFalse();
  }

  @Test
  void noise_on_the_sip_port_disturbs_nobody() throws IOException {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    InetSocketAddress sip = hotline.installation().telephony().sip();
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(STRANGER))) {
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[1 + random.nextInt(8000)];
        random.nextBytes(noise);
        byte[] half = "INVITE sip:12345@127.0.0.1 SIP/2.0\r\nVia: ".getBytes(UTF_8);
        System.arraycopy(half, 0, noise, 0, i % 2 == 0 ? 0 : Math.min(half.length, noise.length));
        socket.send(new DatagramPacket(noise, noise.length, sip));
      }
    }
    assertThat(caller.view().path("state").asString()).isEqualTo("TALKING");
    hotline.caller().callsUntil("QUEUED");
  }

  private String refused(String from, String method, String user, int status) {
    return run(
            "refused",
            from,
            Map.of("METHOD", method, "USER", user, "STATUS", String.valueOf(status)))
        .join();
  }

  private CompletableFuture<String> run(String scenario, String from, Map<String, String> values) {
    InetSocketAddress sip = hotline.installation().telephony().sip();
    return Waits.meanwhile(() -> {
      try {
        return Sipp.run(scenario, from, sip, values);
      } catch (IOException e) {
        return e.toString();
      }
    });
  }
}
