package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers who hang up, at every step. */
class LostCallIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void a_caller_who_hangs_up_before_the_answer_leaves_no_call_behind() {
    TestCaller caller = hotline.caller().calls();
    caller.leg().hangUp();
    caller.ends();
  }

  @Test
  void a_caller_who_hangs_up_during_the_greeting_is_no_lost_request() {
    int requests = figure("requestCount");
    TestCaller caller = hotline.caller().callsUntil("GREETING");
    caller.hangsUp();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("GREETING_ABANDON");
    assertThat(figure("requestCount")).isEqualTo(requests);
  }

  @Test
  void a_caller_who_waits_where_nobody_is_signed_in_is_lost_for_that_reason() {
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("NO_AGENT");
  }

  @Test
  void a_caller_who_hangs_up_while_waiting_is_lost() {
    hotline.seat("agent1");
    int lost = figure("lostCount");
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    caller.hangsUp();
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("LOST");
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("QUEUE_ABANDON");
    assertThat(figure("lostCount")).isEqualTo(lost + 1);
  }

  @Test
  void a_caller_who_hangs_up_while_a_phone_rings_is_lost_and_the_seat_is_not_blamed() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    var phone = seat.rings();
    caller.awaits("OFFERED");
    caller.hangsUp();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("RING_ABANDON");
    seat.awaits("IDLE");
    assertThat(seat.view().path("missed").asInt()).isZero();
    Waits.soon(phone.ended(), "the phone stops ringing");
  }

  @Test
  void a_caller_who_hangs_up_after_a_missed_offer_is_the_seats_loss() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.rings();
    seat.rings();
    seat.awaits("BUSY");
    caller.awaits("QUEUED");
    caller.hangsUp();
    assertThat(caller.summary().path("lossType").asString()).isEqualTo("AGENT_NO_ANSWER");
  }

  @Test
  void a_caller_who_hangs_up_on_hold_was_answered() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    seat.tells("hold", Map.of());
    caller.awaits("HELD");
    caller.hangsUp();
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    seat.awaits("WRAP_UP");
  }

  @Test
  void a_caller_who_hangs_up_while_the_seat_asks_somebody_frees_both() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    TestSeat asked = hotline.seat("agent2").ready();
    seat.tells("consult", Map.of("seat", asked.id()));
    asked.pickUp(asked.rings());
    caller.awaits("CONSULTING");
    caller.hangsUp();
    seat.awaits("IDLE");
    asked.awaits("IDLE");
  }

  private int figure(String name) {
    return hotline.floor().floor().path("figures").path(name).asInt();
  }
}
