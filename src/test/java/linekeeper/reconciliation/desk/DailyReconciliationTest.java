package linekeeper.reconciliation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import linekeeper.call.CallsOnRecord;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.status.Part;
import linekeeper.reconciliation.ReconciliationProperties;
import linekeeper.recording.RecordingsOnRecord;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.SwitchLedger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What people hear of a day's comparison. */
class DailyReconciliationTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Instant NOON = DAY.atTime(12, 0).atZone(SHANGHAI).toInstant();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
  private final List<LedgerCall> calls = new ArrayList<>();
  private boolean unreadable;

  private DailyReconciliation daily(Clock clock, LocalTime at) {
    Reconciliation reconciliation =
        new Reconciliation(
            beans.getBeanProvider(SwitchLedger.class), new NoCalls(), new NoRecordings(), clock);
    return new DailyReconciliation(
        reconciliation, new ReconciliationProperties(at, SHANGHAI), clock, registry);
  }

  private DailyReconciliation daily() {
    return daily(Clock.fixed(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC), LocalTime.NOON);
  }

  private void ledger() {
    beans.addBean(
        "ledger",
        (SwitchLedger)
            (from, to) -> {
              if (unreadable) {
                throw new SwitchFailure("away");
              }
              return new SwitchLedger.Account(from, calls);
            });
  }

  private void aCallAt(Instant at) {
    calls.add(
        new LedgerCall(
            new LegId("c-" + calls.size()),
            PhoneNumber.WITHHELD,
            "12345",
            false,
            at,
            null,
            null,
            0,
            null,
            null,
            null,
            at.plusSeconds(5),
            LedgerCall.End.UNHEARD));
  }

  private double missing() {
    return registry
        .get("linekeeper.reconciliation.differences")
        .tag("kind", "CALL_NOT_ON_RECORD")
        .gauge()
        .value();
  }

  @Test
  void a_day_that_differs_is_counted_and_shows_until_one_that_does_not() {
    ledger();
    aCallAt(NOON);
    aCallAt(NOON.plus(Duration.ofDays(1)));
    DailyReconciliation daily = daily();
    daily.run(DAY);
    assertThat(missing()).as("the other day's call is not this day's").isEqualTo(1);
    assertThat(daily.state()).isEqualTo(Part.State.DEGRADED);
    assertThat(daily.detail()).contains("2026-03-02", "1 differences");
    calls.clear();
    daily.run(DAY);
    assertThat(missing()).isZero();
    assertThat(daily.state()).isEqualTo(Part.State.UP);
  }

  @Test
  void a_comparison_that_fails_is_no_comparison_without_differences() {
    ledger();
    unreadable = true;
    DailyReconciliation daily = daily();
    daily.run(DAY);
    assertThat(registry.get("linekeeper.reconciliation.failed").gauge().value()).isEqualTo(1);
    assertThat(daily.state()).isEqualTo(Part.State.DEGRADED);
  }

  @Test
  void where_no_ledger_can_be_seen_it_says_so() {
    DailyReconciliation daily = daily();
    daily.run(DAY);
    assertThat(daily.detail()).isEqualTo("no ledger to compare with");
  }

  @Test
  void the_day_before_is_compared_at_the_hour() {
    ledger();
    aCallAt(NOON.minus(Duration.ofDays(1)));
    Instant almost = NOON.minusMillis(300);
    Clock clock = Clock.fixed(almost, ZoneOffset.UTC);
    DailyReconciliation daily = daily(clock, LocalTime.NOON);
    daily.start();
    try {
      Awaitility.await().until(() -> missing() == 1);
      assertThat(daily.detail()).startsWith("2026-03-01");
    } finally {
      daily.stop();
    }
    assertThat(daily.isRunning()).isFalse();
  }

  private static final class NoCalls implements CallsOnRecord {
    @Override
    public List<CallOnRecord> begun(Instant from, Instant to) {
      return List.of();
    }

    @Override
    public List<CallOnRecord> ofLegs(Collection<LegId> legs) {
      return List.of();
    }

    @Override
    public List<CallId> known(Collection<CallId> calls) {
      return List.of();
    }
  }

  private static final class NoRecordings implements RecordingsOnRecord {
    @Override
    public List<RecordingOnRecord> begun(Instant from, Instant to) {
      return List.of();
    }

    @Override
    public List<RecordingOnRecord> ofCalls(Collection<CallId> calls) {
      return List.of();
    }

    @Override
    public List<RecordingId> unknownFiles(Duration unchangedFor) {
      return List.of();
    }
  }
}
