package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.Voice;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who answers a callback is listened to first: machines are told from people by a real switch. */
class ListeningIT {
  /** One who says hello, and waits. */
  private static final Voice PERSON = Voice.tone(TestCaller.TONE, 600, 20_000);

  /** One that talks on and on. */
  private static final Voice MACHINE = Voice.tone(TestCaller.TONE);

  /** What a fax says that calls, and what one says that is called. */
  private static final Voice CALLING_FAX = Voice.tone(1_100, 500, 3_000);

  private static final Voice CALLED_FAX = Voice.tone(2_100, 3_300, 20_000);

  @RegisterExtension private final Hotline hotline = new Hotline();
  private TestCitizens citizens;
  private TestSeat seat;

  @BeforeEach
  void an_agent_is_there() {
    citizens = hotline.citizens();
    seat = hotline.seat("agent1").ready();
  }

  @Test
  void an_answering_machine_is_hung_up_on_and_the_person_who_answers_later_is_connected() {
    TestCaller caller = hungUpOn(MACHINE, "VOICEMAIL", 13900139811L);
    caller.awaitsOwed("PENDING");
    dials(caller);
    SipLeg citizen = citizens.answers(PERSON);
    caller.awaitsOwed("CONNECTED");
    Awaitility.await().until(() -> Sound.share(citizen.audio().heardLast(1), seat.tone()) > 0.8);
    citizen.hangUp();
    caller.awaitsOwed("DONE");
    assertThat(caller.outcomes()).containsExactly("VOICEMAIL", "CONNECTED");
  }

  @Test
  void a_fax_that_calls_is_hung_up_on() {
    cancel(hungUpOn(CALLING_FAX, "FAX", 13900139821L));
  }

  @Test
  void a_fax_that_is_called_is_hung_up_on() {
    cancel(hungUpOn(CALLED_FAX, "FAX", 13900139831L));
  }

  @Test
  void who_hangs_up_while_he_is_listened_to_is_not_connected_and_called_again() {
    TestCaller caller = lost(13900139841L);
    SipLeg agent = dials(caller);
    citizens.answers(Voice.silence()).hangUp();
    caller.awaitsOwed("WAIT_RETRY");
    Waits.soon(agent.ended(), "the agent is let go");
    assertThat(caller.outcomes()).hasSize(1).doesNotContain("CONNECTED");
    cancel(caller);
  }

  /**
   * A caller whose phone is answered so, and told apart. To a machine that stalls for a second a
   * voice sounds like that of a person who waits, so that there are three tries.
   */
  private TestCaller hungUpOn(Voice voice, String outcome, long number) {
    for (int i = 0; i < 3; i++) {
      TestCaller caller = lost(number + i);
      SipLeg agent = dials(caller);
      SipLeg citizen = citizens.answers(voice);
      Waits.until(
          "taken for something", () -> citizen.over() || connected(caller), () -> caller.owed());
      if (citizen.over()) {
        assertThat(Waits.soon(citizen.ended(), "over").byFarEnd()).isTrue();
        caller.awaitsOwed("WAIT_RETRY");
        Waits.soon(agent.ended(), "the agent is let go");
        assertThat(caller.outcomes()).containsExactly(outcome);
        return caller;
      }
      citizen.hangUp();
      caller.awaitsOwed("DONE");
    }
    throw new AssertionError("three times taken for a person");
  }

  private boolean connected(TestCaller caller) {
    return caller.owed().path("callback").path("state").asString("").equals("CONNECTED");
  }

  private SipLeg dials(TestCaller caller) {
    seat.does("ready");
    must(seat.api().post(path(caller) + "/dial", null));
    SipLeg agent = seat.rings();
    seat.pickUp(agent);
    return agent;
  }

  /** The agent is busy meanwhile, or he would be answered. */
  private TestCaller lost(long number) {
    seat.does("busy", Map.of("reason", "waits"));
    String shown = String.valueOf(number);
    TestCaller caller =
        hotline.caller(Caller.number(shown)).calls(Installation.LISTENING).awaits("QUEUED");
    caller.hangsUp();
    Waits.until(
        "a callback is owed",
        () -> caller.owed().has("callback"),
        () -> leader().get("/api/callbacks?limit=500"));
    return caller;
  }

  private void cancel(TestCaller caller) {
    must(leader().post(path(caller) + "/cancel", null));
  }

  private Api leader() {
    return hotline.floor().api();
  }

  private static String path(TestCaller caller) {
    return "/api/callbacks/" + caller.callId();
  }

  private static void must(Api.Answer answer) {
    assertThat(answer.ok()).as("%s %s", answer.status(), answer.text()).isTrue();
  }
}
