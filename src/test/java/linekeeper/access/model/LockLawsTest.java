package linekeeper.access.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockLawsTest {
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(15);
  private static final Duration INTERVAL = Duration.ofSeconds(6);

  private static Attempts failures(int count, Duration between) {
    Attempts attempts = Attempts.none(START);
    for (int i = 0; i < count; i++) {
      attempts = attempts.oneMore(START.plus(between.multipliedBy(i)), 5, PERIOD);
    }
    return attempts;
  }

  @Test
  void four_failures_do_not_lock_and_the_fifth_does() {
    assertThat(failures(4, Duration.ofSeconds(1)).locked(START.plusSeconds(5))).isFalse();
    assertThat(failures(5, Duration.ofSeconds(1)).locked(START.plusSeconds(5))).isTrue();
  }

  @Test
  void a_lock_ends_after_its_period_and_is_not_prolonged_by_trying() {
    Attempts locked = failures(5, Duration.ZERO);

    assertThat(locked.lockedFor(START)).isEqualTo(PERIOD);
    assertThat(locked.oneMore(START.plusSeconds(60), 5, PERIOD)).isEqualTo(locked);
    assertThat(locked.locked(START.plus(PERIOD))).isFalse();
  }

  @Test
  void after_a_lock_the_count_begins_anew() {
    Attempts after = failures(5, Duration.ZERO).oneMore(START.plus(PERIOD), 5, PERIOD);

    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.locked(START.plus(PERIOD))).isFalse();
  }

  @Test
  void a_quiet_period_forgives() {
    assertThat(failures(20, PERIOD.plusSeconds(1)).locked(START.plus(PERIOD.multipliedBy(25))))
        .isFalse();
  }

  @Test
  void an_address_may_fail_some_times_at_once_and_then_at_a_pace() {
    Pace pace = new Pace(START);
    for (int i = 0; i < 20; i++) {
      assertThat(pace.wait(START, INTERVAL, 20))
          .as("attempt %d", i)
          .isLessThanOrEqualTo(Duration.ZERO);
      pace = pace.fail(START, INTERVAL);
    }

    assertThat(pace.wait(START, INTERVAL, 20)).isPositive();
    assertThat(pace.wait(START.plus(INTERVAL), INTERVAL, 20)).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(pace.fail(START.plus(INTERVAL), INTERVAL).wait(START.plus(INTERVAL), INTERVAL, 20))
        .isPositive();
  }
}
