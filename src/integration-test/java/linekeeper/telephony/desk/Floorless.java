package linekeeper.telephony.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.RealAsterisk;
import linekeeper.telephony.Switch;
import linekeeper.telephony.ami.AsteriskJavaAmi;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.trace.WireTrace;
import org.awaitility.Awaitility;

/** A switch with nobody behind it but the test: remembers every fact it was told. */
final class Floorless implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  final List<Fact> facts = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AsteriskSwitch asterisk;

  Floorless(RealAsterisk real) throws IOException {
    this(real, WireTrace.OFF);
  }

  Floorless(RealAsterisk real, WireTrace trace) throws IOException {
    AriAddress address =
        new AriAddress(
            URI.create("http://127.0.0.1:" + real.httpPort()),
            "linekeeper",
            real.secret("ARI_SECRET"),
            "linekeeper");
    Path spool = real.spool();
    long origin = System.nanoTime();
    asterisk =
        new AsteriskSwitch(
            new Equipment(
                group.next(),
                () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin),
                address,
                (loop, listener) -> AriSocket.open(loop, address, trace, listener),
                new AsteriskJavaAmi(
                    "127.0.0.1", real.amiPort(), "linekeeper", real.secret("AMI_SECRET")),
                "linekeeper",
                spool,
                0,
                null,
                new Phones.Registrar(
                    "127.0.0.1:" + real.sipPort(), "ws://127.0.0.1:" + real.httpPort() + "/ws"),
                new Counts(registry)));
  }

  Floorless connected() {
    asterisk.connect(facts::add, null);
    await(Fact.LinkChanged.class, changed -> changed.state() == LinkState.UP);
    return this;
  }

  void tell(Instruction... instructions) {
    asterisk.tell(List.of(instructions));
  }

  Switch asSwitch() {
    return asterisk;
  }

  <F extends Fact> F await(Class<F> type, Predicate<F> which) {
    return await(type, which, Duration.ofSeconds(20));
  }

  <F extends Fact> F await(Class<F> type, Predicate<F> which, Duration patience) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(patience)
        .untilAsserted(() ->
            assertThat(facts)
                .as("%s among what was heard", type.getSimpleName())
                .anyMatch(fact -> type.isInstance(fact) && which.test(type.cast(fact))));
    return all(type).stream().filter(which).findFirst().orElseThrow();
  }

  <F extends Fact> List<F> all(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    asterisk.close();
    var _ = group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }
}
