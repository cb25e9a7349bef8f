package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.Voice;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OfferIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_phone_that_rings_for_ever_loses_the_call_to_the_next_seat_and_it_counts() {
    TestSeat first = hotline.seat("agent1").ready();
    TestSeat next = hotline.seat("agent2").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg unanswered = first.rings();
    SipLeg answered = next.rings();
    Waits.soon(unanswered.ended(), "the first phone stops ringing");
    next.pickUp(answered);
    caller.awaits("TALKING");
    assertThat(first.view().path("missed").asInt()).isEqualTo(1);
    assertThat(first.view().path("state").asString()).isEqualTo("IDLE");
    assertThat(caller.view().path("seat").asString()).isEqualTo("s02");
  }

  @Test
  void a_seat_that_misses_twice_in_a_row_is_made_busy_and_the_caller_keeps_his_place() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.rings();
    seat.rings();
    seat.awaits("BUSY");
    assertThat(seat.view().path("reason").asString()).isEqualTo("missed-calls");
    caller.awaits("QUEUED");
    seat.does("ready");
    seat.answers();
    caller.awaits("TALKING");
  }

  @Test
  void a_declined_call_goes_to_the_next_seat() {
    TestSeat first = hotline.seat("agent1").ready();
    TestSeat next = hotline.seat("agent2").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg declined = first.rings();
    caller.awaits("OFFERED");
    first.awaits("RINGING");
    first.tells("decline", Map.of());
    SipLeg phone = next.rings();
    next.pickUp(phone);
    caller.awaits("TALKING");
    Waits.soon(declined.ended(), "the declined phone stops ringing");
    assertThat(first.view().path("missed").asInt()).isEqualTo(1);
  }

  @Test
  void a_phone_that_says_busy_passes_the_call_on() {
    TestSeat first = hotline.seat("agent1").ready();
    TestSeat next = hotline.seat("agent2").ready();
    TestCaller caller = hotline.caller().calls();
    first.rings().reject(486, "Busy Here");
    next.answers();
    caller.awaits("TALKING");
    assertThat(first.view().path("missed").asInt()).isEqualTo(1);
  }

  @Test
  void a_dead_phone_is_rung_no_longer_than_a_living_one() {
    TestSeat dead = hotline.seat("agent1").ready();
    TestSeat alive = hotline.seat("agent2").ready();
    dead.phoneDies();
    TestCaller caller = hotline.caller().calls();
    alive.answers();
    caller.awaits("TALKING");
    assertThat(caller.view().path("seat").asString()).isEqualTo("s02");
  }

  @Test
  void a_phone_that_dies_after_the_answer_does_not_keep_the_caller_for_ever() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    seat.phoneDies();
    assertThat(caller.hangsUp().status()).isEqualTo(200);
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    seat.awaits("IDLE");
  }

  @Test
  void the_seat_that_has_waited_longest_is_rung_first() {
    TestSeat later = hotline.seat("agent2").ready();
    TestSeat longest = hotline.seat("agent1").ready();
    later.does("busy", Map.of("reason", "papers"));
    later.awaits("BUSY");
    later.does("ready");
    later.awaits("IDLE");
    TestCaller caller = hotline.caller().calls();
    longest.answers();
    caller.awaits("TALKING");
    assertThat(caller.view().path("seat").asString()).isEqualTo("s01");
  }

  @Test
  void two_answers_in_the_same_instant_reach_two_callers_and_never_one_twice() {
    TestSeat one = hotline.seat("agent1").ready();
    TestSeat two = hotline.seat("agent2").ready();
    TestCaller first = hotline.caller().calls();
    TestCaller second = hotline.caller().calls();
    SipLeg phoneOne = one.rings();
    SipLeg phoneTwo = two.rings();
    phoneOne.answer(Voice.tone(one.tone()));
    phoneTwo.answer(Voice.tone(two.tone()));
    first.awaits("TALKING");
    second.awaits("TALKING");
    assertThat(first.view().path("seat").asString())
        .isNotEqualTo(second.view().path("seat").asString());
    assertThat(one.isRungWithin(1) || two.isRungWithin(1)).isFalse();
  }

  @Test
  void an_answer_in_the_same_instant_as_the_callers_hang_up_leaves_nothing_behind() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.rings();
    phone.answer(Voice.tone(seat.tone()));
    caller.leg().hangUp();
    caller.ends();
    caller.summary();
    seat.awaits("IDLE");
  }
}
