package linekeeper.recording.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import linekeeper.kernel.CallId;
import linekeeper.recording.model.TakeOut.Decided;
import linekeeper.recording.model.TakeOut.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TakeOutTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant DECIDED = T0.plusSeconds(600);
  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void it_waits_for_another_person_for_as_long_as_that_takes() {
    assertThat(decided(null).state(T0.plus(Duration.ofDays(300)), DAY)).isEqualTo(State.ASKED);
    assertThat(decided(null).until(DAY)).isNull();
    assertThat(decided(null).consent()).isEmpty();
  }

  @Test
  void an_approval_holds_for_its_time_from_the_decision_on_and_no_longer() {
    TakeOut approved = decided(new Decided("security1", DECIDED, true, null));
    Instant end = DECIDED.plus(DAY);
    assertThat(approved.until(DAY)).isEqualTo(end);
    assertThat(approved.state(DECIDED, DAY)).isEqualTo(State.APPROVED);
    assertThat(approved.state(end.minusMillis(1), DAY)).isEqualTo(State.APPROVED);
    assertThat(approved.state(end, DAY)).isEqualTo(State.EXPIRED);
  }

  @Test
  void its_consent_says_who_takes_what_out_and_who_agreed() {
    Consent consent =
        decided(new Decided("security1", DECIDED, true, null)).consent().orElseThrow();
    assertThat(consent.by()).isEqualTo("leader1");
    assertThat(consent.approvedBy()).isEqualTo("security1");
    assertThat(consent.text()).contains(consent.takeOut().toString(), "security1", "appeal 17");
  }

  @Test
  void what_was_refused_stays_refused() {
    TakeOut refused = decided(new Decided("security1", DECIDED, false, "not yours"));
    assertThat(refused.state(DECIDED.plus(DAY), DAY)).isEqualTo(State.REFUSED);
    assertThat(refused.until(DAY)).isNull();
    assertThat(refused.consent()).isEmpty();
  }

  private static TakeOut decided(@Nullable Decided decision) {
    return new TakeOut(
        UUID.fromString("6f0fd6a5-36b9-4f2e-9c0b-6c8a3f6f0001"),
        new TakeOutSubject.OfCall(new CallId("c-1")),
        "appeal 17",
        "leader1",
        T0,
        decision);
  }
}
