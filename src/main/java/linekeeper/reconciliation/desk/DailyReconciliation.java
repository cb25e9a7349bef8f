package linekeeper.reconciliation.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.platform.status.Part;
import linekeeper.reconciliation.ReconciliationProperties;
import linekeeper.reconciliation.model.Difference;
import linekeeper.reconciliation.model.Difference.Kind;
import linekeeper.reconciliation.model.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the day before, every day, and says aloud what differs: in the log, as a figure for the
 * alarm, and in the status until a day without a difference.
 */
@Component
@EnableConfigurationProperties(ReconciliationProperties.class)
final class DailyReconciliation implements SmartLifecycle, Part {
  private static final Logger LOG = LoggerFactory.getLogger(DailyReconciliation.class);
  private static final int MOST_NAMED = 100;

  private final Reconciliation reconciliation;
  private final ReconciliationProperties properties;
  private final Clock clock;
  private final Map<Kind, AtomicLong> found = new EnumMap<>(Kind.class);
  private final AtomicLong failed = new AtomicLong();
  private volatile String detail = "not yet run";
  private volatile State state = State.UP;
  private @Nullable ScheduledExecutorService thread;

  DailyReconciliation(
      Reconciliation reconciliation,
      ReconciliationProperties properties,
      Clock clock,
      MeterRegistry registry) {
    this.reconciliation = reconciliation;
    this.properties = properties;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      AtomicLong count = new AtomicLong();
      found.put(kind, count);
      registry.gauge("linekeeper.reconciliation.differences", Tags.of("kind", kind.name()), count);
    }
    registry.gauge("linekeeper.reconciliation.failed", failed);
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService begun =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconciliation").factory());
    thread = begun;
    next(begun);
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService begun = thread;
    thread = null;
    if (begun != null) {
      begun.shutdownNow();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public String name() {
    return "reconciliation";
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public String detail() {
    return detail;
  }

  private void next(ScheduledExecutorService begun) {
    ZonedDateTime now = clock.instant().atZone(properties.zone());
    ZonedDateTime at = now.with(properties.at());
    Duration until = Duration.between(now, at.isAfter(now) ? at : at.plusDays(1));
    var _ = begun.schedule(() -> daily(begun), until.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void daily(ScheduledExecutorService begun) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), properties.zone());
    run(today.minusDays(1));
    if (!begun.isShutdown()) {
      next(begun);
    }
  }

  /** Compares one day, and keeps what came of it for whoever asks how things are. */
  void run(LocalDate day) {
    try {
      Optional<Report> report =
          reconciliation.compare(
              day.atStartOfDay(properties.zone()).toInstant(),
              day.plusDays(1).atStartOfDay(properties.zone()).toInstant());
      failed.set(0);
      report.ifPresentOrElse(it -> say(day, it), () -> detail = "no ledger to compare with");
    } catch (RuntimeException failure) {
      LOG.error("reconciliation of {} failed", day, failure);
      failed.set(1);
      state = State.DEGRADED;
      detail = day + ": failed";
    }
  }

  private void say(LocalDate day, Report report) {
    Map<Kind, Long> counts = report.counts();
    found.forEach((kind, gauge) -> gauge.set(counts.getOrDefault(kind, 0L)));
    int count = report.differences().size();
    state = count == 0 ? State.UP : State.DEGRADED;
    detail = "%s: %d calls compared, %d differences".formatted(day, report.compared(), count);
    if (count == 0) {
      LOG.info("reconciliation of {}", detail);
      return;
    }
    LOG.error("reconciliation of {}", detail);
    for (Difference difference : report.differences().stream().limit(MOST_NAMED).toList()) {
      LOG.error("reconciliation of {}: {}", day, difference);
    }
  }
}
