package linekeeper.telephony.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import linekeeper.telephony.Switch;
import linekeeper.telephony.SwitchLedger;
import linekeeper.telephony.TelephonyProperties;
import linekeeper.telephony.ami.AsteriskJavaAmi;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.cel.LedgerAccount;
import linekeeper.telephony.trace.TraceFile;
import linekeeper.telephony.trace.WireTrace;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Builds the switch where one is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("linekeeper.telephony.ari-url")
class TelephonyConfiguration {
  /** Where recordings are written, and how many bytes they leave free there. */
  private record Room(Path spool, long reserve) {}

  @Bean(destroyMethod = "shutdownGracefully")
  EventLoopGroup telephonyLoop() {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("telephony", true), NioIoHandler.newFactory());
  }

  @Bean
  WireTrace telephonyTrace(TelephonyProperties properties, InstantSource clock) throws IOException {
    return properties.trace() == null ? WireTrace.OFF : new TraceFile(properties.trace(), clock);
  }

  @Bean(destroyMethod = "close")
  Switch telephoneSwitch(
      TelephonyProperties properties,
      EventLoopGroup telephonyLoop,
      WireTrace trace,
      MeterRegistry registry,
      Environment environment) {
    EventLoop loop = telephonyLoop.next();
    Counts counts = new Counts(registry);
    Room room =
        new Room(
            Path.of(environment.getRequiredProperty("linekeeper.recording.spool")),
            environment
                .getRequiredProperty("linekeeper.recording.room.reserve", DataSize.class)
                .toBytes());
    return new Succession(
        loop,
        properties.takeOverAfter(),
        properties.hosts().stream()
            .<Supplier<AsteriskSwitch>>map(host ->
                () ->
                    new AsteriskSwitch(
                        equipment(host, properties.application(), loop, room, trace, counts)))
            .toList());
  }

  @Bean
  @ConditionalOnProperty("linekeeper.telephony.ledger")
  SwitchLedger switchLedger(TelephonyProperties properties) {
    return new LedgerAccount(Objects.requireNonNull(properties.ledger()));
  }

  private static Equipment equipment(
      TelephonyProperties.Host host,
      String application,
      EventLoop loop,
      Room room,
      WireTrace trace,
      Counts counts) {
    AriAddress address =
        new AriAddress(host.ariUrl(), host.ariUser(), host.ariSecret(), application);
    return new Equipment(
        loop,
        steady(),
        address,
        (where, listener) -> AriSocket.open(where, address, trace, listener),
        new AsteriskJavaAmi(host.amiHost(), host.amiPort(), host.amiUser(), host.amiSecret()),
        application,
        host.spool() == null ? room.spool() : host.spool(),
        room.reserve(),
        host.ledger(),
        new Phones.Registrar(host.sipHost() + ":" + host.sipPort(), host.wsUrl()),
        counts);
  }

  /** Time that only ever runs forwards: a corrected clock must not look like a frozen switch. */
  private static InstantSource steady() {
    long origin = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin);
  }
}
