package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransferIT {
  @RegisterExtension private final Hotline hotline = new Hotline();
  private TestSeat first;
  private TestSeat second;
  private TestCaller caller;
  private SipLeg phone;

  @BeforeEach
  void a_call_in_hand() {
    first = hotline.seat("agent1").ready();
    caller = hotline.caller().calls();
    phone = first.answers();
    second = hotline.seat("agent2").ready();
  }

  @Test
  void a_blind_transfer_rings_the_other_seat_and_frees_the_first() {
    first.tells("transfer", Map.of("seat", second.id()));
    SipLeg other = second.rings();
    Waits.soon(phone.ended(), "the first phone is put down");
    second.pickUp(other);
    second.awaits("TALKING");
    assertHeard(caller, second, other);
    assertThat(caller.view().path("agent").asString()).isEqualTo("agent2");
    first.awaits("IDLE");
  }

  @Test
  void a_blind_transfer_that_nobody_takes_brings_the_caller_back_to_the_queue() {
    first.tells("transfer", Map.of("seat", second.id()));
    SipLeg other = second.rings();
    // takes effect with the refusal, or the queue would ring the same seat again at once
    second.does("busy", Map.of("reason", "papers"));
    other.reject(486, "Busy Here");
    first.answers();
    caller.awaits("TALKING");
    assertThat(caller.view().path("agent").asString()).isEqualTo("agent1");
  }

  @Test
  void a_transfer_to_the_queue_is_taken_by_whoever_is_free() {
    first.tells("transfer", Map.of("queue", "service"));
    second.answers();
    caller.awaits("TALKING");
    assertThat(caller.view().path("seat").asString()).isEqualTo(second.id());
  }

  @Test
  void an_attended_transfer_asks_first_and_then_leaves_the_caller_with_the_other() {
    first.tells("consult", Map.of("seat", second.id()));
    SipLeg other = second.rings();
    second.pickUp(other);
    caller.awaits("CONSULTING");
    await().until(() -> Sound.share(other.audio().heardLast(1), first.tone()) > 0.8);
    assertThat(Sound.share(caller.hears().heardLast(1), second.tone()))
        .as("the caller does not hear what is asked")
        .isLessThan(0.1);
    first.tells("complete-transfer", Map.of());
    caller.awaits("TALKING");
    await().until(phone::over);
    assertHeard(caller, second, other);
    first.awaits("IDLE");
  }

  @Test
  void a_consultation_that_is_cancelled_brings_the_caller_back() {
    first.tells("consult", Map.of("seat", second.id()));
    SipLeg other = second.rings();
    second.pickUp(other);
    first.tells("cancel-consult", Map.of());
    caller.awaits("TALKING");
    await().until(other::over);
    assertHeard(caller, first, phone);
    second.awaits("IDLE");
  }

  @Test
  void a_consulted_seat_that_declines_leaves_the_caller_where_he_was() {
    first.tells("consult", Map.of("seat", second.id()));
    second.rings().reject(486, "Busy Here");
    caller.awaits("TALKING");
    assertHeard(caller, first, phone);
  }

  @Test
  void a_three_way_call_lets_everybody_hear_everybody_and_goes_on_when_one_leaves() {
    first.tells("consult", Map.of("seat", second.id()));
    SipLeg other = second.rings();
    second.pickUp(other);
    first.tells("three-way", Map.of());
    caller.awaits("THREE_WAY");
    await().until(() -> heard(caller.hears().heardLast(1), first, second));
    await()
        .until(() ->
            Sound.share(phone.audio().heardLast(1), TestCaller.TONE) > 0.2
                && Sound.share(phone.audio().heardLast(1), second.tone()) > 0.2);
    phone.hangUp();
    caller.awaits("TALKING");
    assertHeard(caller, second, other);
    first.awaits("IDLE");
  }

  @Test
  void nobody_but_the_seat_that_holds_the_call_may_pass_it_on() {
    Api.Answer answer =
        second
            .api()
            .post("/api/calls/" + caller.callId() + "/transfer", Map.of("queue", "service"));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("call.not-yours");
  }

  @Test
  void a_number_outside_that_no_rule_allows_is_refused() {
    Api.Answer answer = first.tries("transfer", Map.of("number", "13900139000"));
    assertThat(answer.status()).isBetween(403, 409);
    assertThat(answer.code()).isNotEmpty();
    assertThat(caller.view().path("state").asString()).isEqualTo("TALKING");
  }

  @Test
  void a_busy_seat_cannot_be_the_target() {
    second.does("busy", Map.of("reason", "papers"));
    second.awaits("BUSY");
    Api.Answer answer = first.tries("transfer", Map.of("seat", second.id()));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(caller.view().path("state").asString()).isEqualTo("TALKING");
  }

  private static boolean heard(short[] sound, TestSeat... seats) {
    for (TestSeat seat : seats) {
      if (Sound.share(sound, seat.tone()) < 0.2) {
        return false;
      }
    }
    return true;
  }

  private static void assertHeard(TestCaller caller, TestSeat seat, SipLeg phone) {
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    await().until(() -> Sound.share(phone.audio().heardLast(1), TestCaller.TONE) > 0.8);
  }
}
