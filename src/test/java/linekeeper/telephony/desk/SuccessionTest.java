package linekeeper.telephony.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Switch.PhoneAccount;
import linekeeper.telephony.Switch.PhoneKind;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.trace.WireTrace;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessionTest {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Counts counts = new Counts(new SimpleMeterRegistry());
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final AtomicInteger built = new AtomicInteger();
  @TempDir private Path spool;
  private FakeAri first;
  private FakeAri second;
  private Succession succession;

  @BeforeEach
  void begin() throws InterruptedException {
    first = new FakeAri();
    second = new FakeAri();
    succession = new Succession(loop, PATIENCE, List.of(host(first.port()), host(second.port())));
    succession.connect(facts::add, null);
  }

  @AfterEach
  void end() {
    succession.close();
    first.close();
    second.close();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void the_second_host_is_left_alone_as_long_as_the_first_one_serves() throws Exception {
    awaitUps(1);
    Thread.sleep(2 * PATIENCE.toMillis());
    assertThat(built).hasValue(1);
    assertThat(second.handshakes).isEmpty();
  }

  @Test
  void a_link_that_comes_back_in_time_stays_where_it_is() {
    awaitUps(1);
    first.cut();
    awaitUps(2);
    assertThat(built).hasValue(1);
    assertThat(first.handshakes).hasSize(2);
  }

  @Test
  void a_host_that_is_gone_is_followed_by_the_next_which_gets_the_phones_from_then_on()
      throws Exception {
    awaitUps(1);
    first.close();
    awaitUps(2);
    assertThat(states()).containsSubsequence(LinkState.UP, LinkState.DOWN, LinkState.UP);
    PhoneAccount account =
        succession
            .createPhone(new SeatId("s1"), PhoneKind.SIP)
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS);
    assertThat(account.domain()).isEqualTo("127.0.0.1:" + second.port());
    assertThat(second.asked).anyMatch(it -> it.startsWith("PUT asterisk/config/dynamic"));
  }

  @Test
  void after_the_last_host_the_first_is_tried_again() throws InterruptedException {
    awaitUps(1);
    int port = first.port();
    first.close();
    awaitUps(2);
    first = new FakeAri(port);
    second.close();
    awaitUps(3);
    assertThat(first.handshakes).hasSize(1);
  }

  @Test
  void nobody_takes_over_from_a_host_that_we_leave() throws Exception {
    awaitUps(1);
    succession.close();
    Thread.sleep(2 * PATIENCE.toMillis());
    assertThat(built).hasValue(1);
  }

  private Supplier<AsteriskSwitch> host(int port) {
    AriAddress address =
        new AriAddress(
            URI.create("http://127.0.0.1:" + port), "linekeeper", "secret", "linekeeper");
    long origin = System.nanoTime();
    return () -> {
      built.incrementAndGet();
      return new AsteriskSwitch(
          new Equipment(
              loop,
              () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin),
              address,
              (where, listener) -> AriSocket.open(where, address, WireTrace.OFF, listener),
              new SilentAmi(),
              "linekeeper",
              spool,
              0,
              null,
              new Phones.Registrar("127.0.0.1:" + port, "ws://127.0.0.1:" + port + "/ws"),
              counts));
    };
  }

  private void awaitUps(int times) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(states()).filteredOn(LinkState.UP::equals).hasSize(times));
  }

  private List<LinkState> states() {
    return facts.stream()
        .filter(Fact.LinkChanged.class::isInstance)
        .map(it -> ((Fact.LinkChanged) it).state())
        .toList();
  }
}
