package linekeeper.floor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.testing.Hotline;
import linekeeper.testing.LiveClient;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents are not seats: who may sign in where, and how sessions end. */
class SignInIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void any_agent_signs_in_at_any_free_seat_with_a_fresh_secret_each_time() throws Exception {
    TestSeat seat = hotline.seat("agent1", "s03");
    String secret = seat.account().path("secret").asString();
    SipPhone phone = seat.plugIn();
    seat.close();
    TestSeat again = hotline.seat("agent2", "s03");
    assertThat(again.account().path("secret").asString()).isNotEqualTo(secret);
    String user = again.account().path("user").asString();
    SipPhone replay = again.plugIn();
    assertThat(replay.register(user, secret, 60).toCompletableFuture().get(30, SECONDS))
        .as("the old secret is worth nothing")
        .isEqualTo(401);
    phone.close();
  }

  @Test
  void the_fifth_sign_in_on_four_licensed_seats_is_refused_with_a_clear_reason() {
    for (int i = 1; i <= 4; i++) {
      hotline.seat("agent" + i);
    }
    Api.Answer fifth = hotline.as("agent5").post("/api/seats/s05/sign-in", Map.of("phone", "SIP"));
    assertThat(fifth.status()).isEqualTo(409);
    assertThat(fifth.code()).isEqualTo("seat.licence-exhausted");
    assertThat(fifth.body().path("detail").asString()).contains("4");
  }

  @Test
  void one_seat_has_one_session_and_one_agent_too() {
    hotline.seat("agent1", "s01");
    Api.Answer taken = hotline.as("agent2").post("/api/seats/s01/sign-in", Map.of("phone", "SIP"));
    assertThat(taken.code()).isEqualTo("seat.taken");
    Api.Answer elsewhere =
        hotline.as("agent1").post("/api/seats/s02/sign-in", Map.of("phone", "SIP"));
    assertThat(elsewhere.code()).isEqualTo("agent.signed-in-elsewhere");
    Api.Answer unknown =
        hotline.as("agent2").post("/api/seats/s99/sign-in", Map.of("phone", "SIP"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("seat.unknown");
  }

  @Test
  void an_agent_with_a_call_in_hand_may_not_sign_out_but_a_leader_can_let_him_go_after_it() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    SipLeg phone = seat.answers();
    Api.Answer refused = seat.api().post("/api/seats/s01/sign-out", null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("seat.call-in-hand");
    assertThat(hotline.floor().api().post("/api/seats/s01/force-sign-out", null).status())
        .isEqualTo(204);
    assertThat(phone.up()).as("the caller does not pay for it").isTrue();
    caller.hangsUp();
    seat.awaits("SIGNED_OUT");
  }

  @Test
  void a_forced_sign_out_while_the_phone_rings_gives_the_call_to_somebody_else() {
    TestSeat first = hotline.seat("agent1").ready();
    TestSeat next = hotline.seat("agent2").ready();
    TestCaller caller = hotline.caller().calls();
    first.rings();
    first.awaits("RINGING");
    hotline.floor().api().post("/api/seats/s01/force-sign-out", null);
    next.answers();
    caller.awaits("TALKING");
    assertThat(first.view().path("state").asString()).isEqualTo("SIGNED_OUT");
  }

  @Test
  void a_state_asked_for_during_a_call_waits_until_after_the_wrap_up() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    seat.does("busy", Map.of("reason", "papers"));
    assertThat(seat.view().path("state").asString()).isEqualTo("TALKING");
    assertThat(seat.view().path("pending").asString()).isNotEmpty();
    caller.hangsUp();
    seat.awaits("WRAP_UP");
    seat.awaits("BUSY");
    assertThat(seat.view().path("reason").asString()).isEqualTo("papers");
  }

  @Test
  void a_break_begins_when_the_leader_grants_it() {
    TestSeat seat = hotline.seat("agent1").ready();
    seat.does("break", Map.of("reason", "lunch", "minutes", 20));
    Api leader = hotline.floor().api();
    Api.Answer own = seat.api().post("/api/seats/s01/break/decision", Map.of("granted", true));
    assertThat(own.status()).as("nobody grants his own break").isEqualTo(403);
    leader.post("/api/seats/s01/break/decision", Map.of("granted", true));
    seat.awaits("BREAK");
    TestCaller caller = hotline.caller().callsUntil("QUEUED");
    assertThat(seat.isRungWithin(1)).isFalse();
    seat.does("ready");
    seat.answers();
    caller.awaits("TALKING");
  }

  @Test
  void a_console_that_stays_away_past_the_grace_time_ends_the_session() {
    TestSeat seat = hotline.seat("agent1").ready();
    LiveClient console = hotline.live("agent1");
    console.awaits("something", message -> true);
    console.close();
    LiveClient back = hotline.live("agent1");
    back.awaits("something", message -> true);
    assertThat(seat.view().path("state").asString()).as("within grace").isEqualTo("IDLE");
    back.close();
    seat.awaits("SIGNED_OUT");
  }

  @Test
  void commands_to_a_seat_that_is_not_ones_own_are_refused() {
    hotline.seat("agent1").ready();
    Api.Answer answer = hotline.as("agent2").post("/api/seats/s01/ready", null);
    assertThat(answer.status()).isBetween(403, 409);
    assertThat(answer.code()).isNotEmpty();
  }

  @Test
  void a_command_for_a_call_that_is_gone_has_a_clear_outcome() {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller().calls();
    seat.answers();
    String gone = caller.callId();
    caller.hangsUp();
    seat.awaits("IDLE");
    Api.Answer answer = seat.api().post("/api/calls/" + gone + "/hold", null);
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("call.gone");
  }
}
