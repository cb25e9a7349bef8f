package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.model.Phases;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** We call a citizen: the agent first, then him, once. */
class CallingOutTest {
  private static final AttemptId ATTEMPT = new AttemptId("c1-1");
  private static final LegId CITIZEN = ATTEMPT.leg();
  private static final PhoneNumber NUMBER = new PhoneNumber("13900139000");
  private final Story story = Story.begins();

  private static FloorCommand.CallOut call(AttemptId attempt) {
    return call(attempt, Manner.PLAIN);
  }

  private static FloorCommand.CallOut call(AttemptId attempt, Manner manner) {
    LineId line = java.util.Objects.requireNonNull(Plans.PLAIN.lines().get(Plans.NUMBER)).id();
    return new FloorCommand.CallOut(
        Story.seat("s1"), new AgentId("agent-s1"), attempt, NUMBER, line, manner);
  }

  private CallId calling() {
    story.ready("s1").asks(call(ATTEMPT));
    return story.callAt("s1");
  }

  private CallId reaching() {
    CallId call = calling();
    story.answers("s1");
    return call;
  }

  private String state(CallId call) {
    Call now = story.floor().call(call);
    return now == null ? "gone" : Words.state(now);
  }

  private List<Instruction.Dial> citizenDialled() {
    return story.told(Instruction.Dial.class).stream()
        .filter(it -> it.to() instanceof Destination.Citizen)
        .toList();
  }

  private CallEvent.AttemptOver over() {
    assertThat(story.happened(CallEvent.AttemptOver.class)).hasSize(1);
    return story.happened(CallEvent.AttemptOver.class).getFirst();
  }

  private void clearedAway() {
    story.hears(new Fact.LegGone(CITIZEN, 16));
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.after(60);
    assertThat(story.floor().calls()).isEmpty();
    assertThat(story.floor().lookups()).isZero();
    assertThat(story.stateOf("s1")).isIn("IDLE", "SIGNED_OUT");
  }

  @Test
  void the_citizen_is_dialled_when_the_agent_is_there_and_not_before() {
    CallId call = calling();
    assertThat(state(call)).isEqualTo("AGENT_RINGING");
    assertThat(story.stateOf("s1")).isEqualTo("RESERVED");
    story.phoneRings("s1");
    assertThat(story.stateOf("s1")).isEqualTo("RINGING");
    assertThat(citizenDialled()).isEmpty();
    story.hears(new Fact.LegUp(story.leg("s1")));
    assertThat(state(call)).isEqualTo("CALLEE_DIALING");
    assertThat(citizenDialled())
        .singleElement()
        .satisfies(dial -> {
          assertThat(dial.leg()).isEqualTo(CITIZEN);
          assertThat(dial.to()).isEqualTo(new Destination.Citizen(NUMBER, ATTEMPT, false));
          assertThat(dial.shown()).isEqualTo(Plans.NUMBER);
        });
  }

  @Test
  void they_talk_and_are_recorded_from_the_answer_on_and_no_request_is_counted() {
    CallId call = reaching();
    story.hears(new Fact.LegRinging(CITIZEN));
    assertThat(state(call)).isEqualTo("CALLEE_RINGING");
    assertThat(story.told(Instruction.StartRecording.class)).isEmpty();
    story.after(4).hears(new Fact.LegUp(CITIZEN));
    assertThat(state(call)).isEqualTo("TALKING");
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    assertThat(story.told(Instruction.Join.class).getLast().legs())
        .containsExactlyInAnyOrder(CITIZEN, story.leg("s1"));
    story.after(30).hears(new Fact.LegGone(CITIZEN, 16));
    assertThat(over().end()).isEqualTo(AttemptEnd.CONNECTED);
    assertThat(over().talkMillis()).isEqualTo(30_000);
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    clearedAway();
    assertThat(story.floor().tally().rolling(Measure.REQUESTS)).isZero();
    assertThat(story.floor().tally().rolling(Measure.ANSWERED)).isZero();
    CallEvent.CallSummary summary = story.happened(CallEvent.Completed.class).getFirst().summary();
    assertThat(summary.attempt()).isEqualTo(ATTEMPT);
    assertThat(summary.lossType()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "17, BUSY",
    "19, NO_ANSWER",
    "20, NO_ANSWER",
    "21, REJECTED",
    "1, NUMBER_INVALID",
    "34, CONGESTION",
    "101, FENCED",
    "120, VOICEMAIL",
    "121, FAX",
    "0, FAILED"
  })
  void how_the_citizens_leg_ended_is_how_the_attempt_ended(int cause, AttemptEnd end) {
    reaching();
    story.hears(new Fact.LegGone(CITIZEN, cause));
    assertThat(over().end()).isEqualTo(end);
    assertThat(over().dialledAt()).isNotNull();
    assertThat(story.happened(CallEvent.Lost.class)).isEmpty();
    clearedAway();
  }

  @Test
  void a_citizen_who_does_not_answer_is_not_rung_for_ever() {
    CallId call = reaching();
    story.hears(new Fact.LegRinging(CITIZEN));
    story.after(44);
    assertThat(state(call)).isEqualTo("CALLEE_RINGING");
    story.after(1);
    assertThat(over().end()).isEqualTo(AttemptEnd.NO_ANSWER);
    clearedAway();
  }

  @Test
  void where_he_is_listened_to_first_a_late_answer_has_the_time_for_it() {
    story.ready("s1").asks(call(ATTEMPT, new Manner(true, false)));
    CallId call = story.callAt("s1");
    story.answers("s1");
    Instruction.Dial dial = citizenDialled().getFirst();
    assertThat(dial.to()).isEqualTo(new Destination.Citizen(NUMBER, ATTEMPT, true));
    assertThat(dial.ringSeconds()).isGreaterThanOrEqualTo(55);
    story.hears(new Fact.LegRinging(CITIZEN));
    story.after(54);
    assertThat(state(call)).isEqualTo("CALLEE_RINGING");
    story.hears(new Fact.LegUp(CITIZEN));
    assertThat(state(call)).isEqualTo("TALKING");
  }

  @Test
  void nobody_is_connected_with_a_machine() {
    story.ready("s1").asks(call(ATTEMPT, new Manner(true, false)));
    story.answers("s1");
    story.hears(new Fact.LegRinging(CITIZEN));
    story.after(6).hears(new Fact.LegGone(CITIZEN, Destination.Citizen.VOICEMAIL));
    assertThat(over().end()).isEqualTo(AttemptEnd.VOICEMAIL);
    assertThat(over().talkMillis()).isZero();
    assertThat(story.happened(CallEvent.Answered.class)).isEmpty();
    assertThat(story.told(Instruction.HangUp.class).stream().map(Instruction.HangUp::leg))
        .contains(story.leg("s1"));
    clearedAway();
  }

  @Test
  void an_agent_who_does_not_pick_up_is_counted_and_the_citizen_left_in_peace() {
    calling();
    story.phoneRings("s1").after(60);
    assertThat(over().end()).isEqualTo(AttemptEnd.AGENT_NO_ANSWER);
    assertThat(over().dialledAt()).isNull();
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(CallEvent.OfferEnd.NO_ANSWER);
    assertThat(citizenDialled()).isEmpty();
    clearedAway();
  }

  @Test
  void an_agent_who_hangs_up_while_it_rings_ends_it() {
    reaching();
    story.phoneEnds("s1", 16);
    assertThat(over().end()).isEqualTo(AttemptEnd.AGENT_LEFT);
    assertThat(story.told(Instruction.HangUp.class).stream().map(Instruction.HangUp::leg))
        .contains(CITIZEN);
    clearedAway();
  }

  @Test
  void asked_again_for_the_same_attempt_nothing_more_happens() {
    CallId call = calling();
    story.fromHereOn().asks(call(ATTEMPT));
    assertThat(story.told).isEmpty();
    story.answers("s1").asks(call(ATTEMPT));
    assertThat(citizenDialled()).hasSize(1);
    story.hears(new Fact.LegGone(CITIZEN, 17));
    clearedAway();
    assertThat(state(call)).isEqualTo("gone");
    assertThat(story.answerTo(call(ATTEMPT))).isEqualTo("attempt.over");
  }

  @Test
  void a_citizen_who_calls_us_meanwhile_is_not_rung() {
    reaching();
    Caller back = story.arrives(NUMBER.value());
    assertThat(over().end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(story.told(Instruction.HangUp.class).stream().map(Instruction.HangUp::leg))
        .contains(CITIZEN);
    assertThat(back.state()).isEqualTo("ARRIVED");
  }

  @Test
  void a_citizen_who_is_on_the_line_is_not_called() {
    story.arrives(NUMBER.value());
    story.ready("s1");
    assertThat(story.answerTo(call(ATTEMPT))).isEqualTo("citizen.on-the-line");
  }

  @Test
  void only_the_seat_of_that_agent_calls_and_not_from_a_break() {
    assertThat(story.answerTo(call(ATTEMPT))).isEqualTo("seat.not-free");
    story.ready("s1").asks(new FloorCommand.GoBusy(Story.seat("s1"), "lunch"));
    story.asks(new FloorCommand.AskBreak(Story.seat("s1"), "tea", 5));
    assertThat(story.answerTo(call(ATTEMPT))).as("not decided").isEqualTo("seat.not-free");
    story.asks(new FloorCommand.DecideBreak(Story.seat("s1"), true));
    assertThat(story.answerTo(call(ATTEMPT))).as("on a break").isEqualTo("seat.not-free");
    story.asks(new FloorCommand.GoReady(Story.seat("s1")));
    story.hears(new Fact.PhoneSeen(Story.seat("s1"), false));
    assertThat(story.answerTo(call(ATTEMPT))).as("no phone").isEqualTo("seat.not-free");
    story.hears(new Fact.PhoneSeen(Story.seat("s1"), true));
    story.linkIsLost();
    assertThat(story.answerTo(call(ATTEMPT))).isEqualTo("switch.unavailable");
  }

  private CallId callingWhileBusy() {
    story.ready("s1").asks(new FloorCommand.GoBusy(Story.seat("s1"), "paper"));
    story.asks(call(ATTEMPT));
    return story.callAt("s1");
  }

  @Test
  void a_busy_agent_calls_out_and_is_busy_again_and_no_caller_rings_at_his_seat() {
    CallId call = callingWhileBusy();
    assertThat(state(call)).isEqualTo("AGENT_RINGING");
    story.answers("s1");
    story.hears(new Fact.LegUp(CITIZEN));
    assertThat(state(call)).isEqualTo("TALKING");
    Caller waiting = story.waits("13800138000");
    story.after(30).hears(new Fact.LegGone(CITIZEN, 16));
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.asks(new FloorCommand.FinishWrapUp(Story.seat("s1")));
    assertThat(story.stateOf("s1")).isEqualTo("BUSY");
    assertThat(Phases.reason(story.seatOf("s1").phase())).isEqualTo("paper");
    assertThat(waiting.state()).as("nobody rings at who takes no calls").isEqualTo("QUEUED");
  }

  @Test
  void a_busy_agent_who_does_not_pick_his_phone_up_is_busy_again() {
    callingWhileBusy();
    story.asks(new FloorCommand.Decline(story.callAt("s1"), Story.seat("s1")));
    assertThat(over().end()).isEqualTo(AttemptEnd.AGENT_DECLINED);
    assertThat(story.stateOf("s1")).isEqualTo("BUSY");
  }

  @Test
  void a_break_granted_while_his_call_out_fails_begins_all_the_same() {
    calling();
    story.asks(new FloorCommand.AskBreak(Story.seat("s1"), "tea", 5));
    story.asks(new FloorCommand.DecideBreak(Story.seat("s1"), true));
    story.answers("s1");
    int before = story.happened(SeatEvent.StateChanged.class).size();
    story.hears(new Fact.LegGone(CITIZEN, 17));
    assertThat(over().end()).isEqualTo(AttemptEnd.BUSY);
    story.hears(new Fact.LegGone(story.leg("s1"), 16));
    story.after(31);
    assertThat(story.stateOf("s1")).isEqualTo("BREAK");
    assertThat(story.happened(SeatEvent.StateChanged.class).subList(before, before + 2))
        .extracting(SeatEvent.StateChanged::state)
        .as("never ready in between")
        .containsExactly("WRAP_UP", "BREAK");
  }

  @Test
  void who_says_ready_while_he_calls_out_is_ready_afterwards() {
    callingWhileBusy();
    story.asks(new FloorCommand.GoReady(Story.seat("s1")));
    story.answers("s1");
    story.hears(new Fact.LegUp(CITIZEN));
    clearedAway();
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void whether_it_rang_while_the_link_was_cut_is_left_to_the_fence() {
    reaching();
    story.linkIsLost();
    story.linkIsBack(List.of(Story.dialled(story.leg("s1"))), "s1");
    assertThat(citizenDialled()).hasSize(2);
    assertThat(citizenDialled().getLast()).isEqualTo(citizenDialled().getFirst());
    story.hears(new Fact.LegGone(CITIZEN, 101));
    assertThat(over().end()).isEqualTo(AttemptEnd.FENCED);
    clearedAway();
  }

  @Test
  void a_citizen_who_rings_through_a_cut_of_the_link_goes_on_ringing() {
    CallId call = reaching();
    story.hears(new Fact.LegRinging(CITIZEN));
    story.linkIsLost();
    Snapshot.Leg ringing = new Snapshot.Leg(CITIZEN, false, false, PhoneNumber.WITHHELD, "", "");
    story.linkIsBack(List.of(ringing, Story.dialled(story.leg("s1"))), "s1");
    assertThat(citizenDialled()).hasSize(1);
    story.hears(new Fact.LegUp(CITIZEN));
    assertThat(state(call)).isEqualTo("TALKING");
  }

  @Test
  void a_seat_whose_phone_was_never_rung_has_missed_nothing() {
    calling();
    story.linkIsLost();
    story.linkIsBack(List.of(), "s1");
    assertThat(over().end()).isEqualTo(AttemptEnd.FAILED);
    assertThat(over().dialledAt()).isNull();
    assertThat(java.util.Objects.requireNonNull(story.seatOf("s1").session()).missed()).isZero();
    clearedAway();
  }

  @Test
  void when_the_switch_itself_began_anew_nobody_is_dialled_again() {
    reaching();
    story.linkIsLost();
    story.linkIsBack(List.of());
    assertThat(citizenDialled()).hasSize(1);
    assertThat(over().end()).isEqualTo(AttemptEnd.AGENT_LEFT);
  }
}
