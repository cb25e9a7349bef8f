package linekeeper.platform.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);
  private final AtomicInteger gone = new AtomicInteger();
  private Rounds rounds = new Rounds("none", NEVER, () -> NEVER);

  @AfterEach
  void stop() {
    rounds.stop();
  }

  @Test
  void each_round_says_when_the_next_one_is() {
    rounds = new Rounds("test", SOON, () -> gone.incrementAndGet() < 3 ? SOON : NEVER);
    assertThat(rounds.running()).isFalse();
    rounds.start();
    await().untilAsserted(() -> assertThat(gone).hasValue(3));
    assertThat(rounds.running()).isTrue();
  }

  @Test
  void a_round_that_fails_is_not_the_last_one() {
    rounds = new Rounds("test", SOON, this::failsTwice);
    rounds.start();
    await().untilAsserted(() -> assertThat(gone).hasValue(3));
  }

  @Test
  void the_round_under_way_is_finished_and_no_other_begins() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    rounds =
        new Rounds(
            "test",
            SOON,
            () -> {
              begun.countDown();
              awaits(mayEnd);
              gone.incrementAndGet();
              return Duration.ZERO;
            });
    rounds.start();
    begun.await();
    rounds.stop();
    assertThat(rounds.running()).isFalse();
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(gone).hasValue(1));
    await().during(Duration.ofMillis(50)).untilAsserted(() -> assertThat(gone).hasValue(1));
  }

  private Duration failsTwice() {
    if (gone.incrementAndGet() < 3) {
      throw new IllegalStateException("meant to fail");
    }
    return NEVER;
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
