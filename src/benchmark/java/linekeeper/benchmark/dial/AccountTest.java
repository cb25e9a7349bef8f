package linekeeper.benchmark.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the phones' account makes of what they see. */
class AccountTest {
  private static final String ANNA = "13800130001";
  private static final String BERT = "13800130002";
  private final AtomicLong millis = new AtomicLong();
  private final List<String> hungUp = new ArrayList<>();
  private final Account account = new Account(() -> millis.get() * 1_000_000, () -> 300);

  AccountTest() {
    account.hangingUpBy((seat, nanos) -> hungUp.add(seat + " in " + nanos));
  }

  @Test
  void a_lag_counts_from_the_hang_up_of_the_seat_that_calls() {
    account.begin(Map.of());
    account.count();
    at(100).talked("s01");
    at(110).talked("s02");
    at(120).called("s02", "138****0001");
    at(150).rings(ANNA);
    account.talks(ANNA);
    assertThat(account.stop().lagMillis()).containsExactly(40);
    assertThat(hungUp).containsExactly("s02 in 300");
  }

  @Test
  void who_was_due_later_than_the_seat_was_free_is_late_from_then_on() {
    account.begin(Map.of(ANNA, 500_000_000L, BERT, 50_000_000L));
    account.count();
    at(100).talked("s01");
    at(505).called("s01", "138****0001");
    at(530).rings(ANNA);
    at(600).talked("s01");
    at(601).called("s01", "138****0002");
    at(660).rings(BERT);
    assertThat(account.stop().lagMillis()).containsExactly(30, 60);
  }

  @Test
  void the_first_call_of_a_seat_counts_as_a_call_and_has_no_lag() {
    account.begin(Map.of());
    account.count();
    at(10).called("s01", "138****0001");
    at(20).rings(ANNA);
    Account.Seen seen = account.stop();
    assertThat(seen.rung()).isOne();
    assertThat(seen.lagMillis()).isEmpty();
  }

  @Test
  void who_is_rung_oftener_than_he_was_to_be_is_found() {
    account.begin(Map.of());
    at(10).rings(ANNA);
    at(20).rings(ANNA);
    at(30).rings(BERT);
    assertThat(account.twice(Map.of(ANNA, 1, BERT, 1))).isOne();
    assertThat(account.twice(Map.of(ANNA, 2, BERT, 1))).isZero();
    assertThat(account.twice(Map.of(ANNA, 2))).as("nobody was to ring him").isOne();
  }

  private Account at(long moment) {
    millis.set(moment);
    return account;
  }
}
