package linekeeper.telephony.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import linekeeper.telephony.Switch;
import linekeeper.telephony.SwitchLedger;
import linekeeper.telephony.TelephonyProperties;
import linekeeper.telephony.ami.Ami;
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

/** Builds the switch where one is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("linekeeper.telephony.ari-url")
class TelephonyConfiguration {

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
  Switch asteriskSwitch(
      TelephonyProperties properties,
      EventLoopGroup telephonyLoop,
      WireTrace trace,
      MeterRegistry registry,
      Environment environment) {
    AriAddress address =
        new AriAddress(
            properties.ariUrl(),
            properties.ariUser(),
            properties.ariSecret(),
            properties.application());
    Ami ami =
        new AsteriskJavaAmi(
            properties.amiHost(),
            properties.amiPort(),
            properties.amiUser(),
            properties.amiSecret());
    return new AsteriskSwitch(
        new Equipment(
            telephonyLoop.next(),
            steady(),
            address,
            (loop, listener) -> AriSocket.open(loop, address, trace, listener),
            ami,
            properties.application(),
            spool(properties, environment),
            properties.ledger(),
            new Phones.Registrar(
                properties.sipHost() + ":" + properties.sipPort(), properties.wsUrl()),
            new Counts(registry)));
  }

  @Bean
  @ConditionalOnProperty("linekeeper.telephony.ledger")
  SwitchLedger switchLedger(TelephonyProperties properties) {
    return new LedgerAccount(Objects.requireNonNull(properties.ledger()));
  }

  private static Path spool(TelephonyProperties properties, Environment environment) {
    Path own = properties.spool();
    return own == null
        ? Path.of(environment.getRequiredProperty("linekeeper.recording.spool"))
        : own;
  }

  /** Time that only ever runs forwards: a corrected clock must not look like a frozen switch. */
  private static InstantSource steady() {
    long origin = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin);
  }
}
