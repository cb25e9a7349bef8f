package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** We call a citizen, and the seat that is kept for him is rung when he has answered. */
class CitizenFirstTest {
  private static final AttemptId ATTEMPT = new AttemptId("c1-1");
  private static final LegId CITIZEN = ATTEMPT.leg();
  private static final PhoneNumber NUMBER = new PhoneNumber("13900139000");
  private static final Manner MANNER = new Manner(false, true);
  private final Story story = Story.begins();

  private static LineId line() {
    return Objects.requireNonNull(Plans.PLAIN.lines().get(Plans.NUMBER)).id();
  }

  /** Waits in the queue since his loss five minutes ago, and gets this seat. */
  private void fetching(String seat) {
    story.asks(
        new FloorCommand.QueueCallback(
            ATTEMPT,
            NUMBER,
            line(),
            story.now().minusSeconds(300),
            story.now().plus(Duration.ofHours(4)),
            0,
            MANNER));
    story.ready(seat);
  }

  private void answered(String seat) {
    fetching(seat);
    story.hears(new Fact.LegRinging(CITIZEN));
    story.after(4).hears(new Fact.LegUp(CITIZEN));
  }

  private String state() {
    return story.floor().calls().stream()
        .filter(it -> ATTEMPT.equals(it.card().attempt()))
        .map(Words::state)
        .findFirst()
        .orElse("gone");
  }

  private AttemptEnd end() {
    assertThat(story.happened(CallEvent.AttemptOver.class)).hasSize(1);
    return story.happened(CallEvent.AttemptOver.class).getFirst().end();
  }

  private List<Instruction.Dial> dialled(Class<? extends Destination> whom) {
    return story.told(Instruction.Dial.class).stream()
        .filter(it -> whom.isInstance(it.to()))
        .toList();
  }

  private void nobodyIsLostAndNothingIsLeft(String seat) {
    assertThat(story.happened(CallEvent.Lost.class)).isEmpty();
    story.hears(new Fact.LegGone(CITIZEN, 16));
    if (!dialled(Destination.Phone.class).isEmpty()) {
      story.hears(new Fact.LegGone(story.leg(seat), 16));
    }
    story.after(60);
    assertThat(story.floor().calls()).isEmpty();
    assertThat(story.floor().lookups()).isZero();
    assertThat(story.floor().alarms()).isEmpty();
    assertThat(story.stateOf(seat)).isIn("IDLE", "SIGNED_OUT");
    assertThat(story.floor().tally().rolling(Measure.REQUESTS)).isZero();
  }

  @Test
  void the_seat_is_kept_and_not_rung_until_the_citizen_has_answered() {
    fetching("s1");
    assertThat(state()).isEqualTo("CALLEE_DIALING");
    assertThat(story.stateOf("s1")).isEqualTo("RESERVED");
    assertThat(dialled(Destination.Citizen.class)).hasSize(1);
    assertThat(dialled(Destination.Phone.class)).isEmpty();
    story.hears(new Fact.LegRinging(CITIZEN));
    assertThat(state()).isEqualTo("CALLEE_RINGING");
    assertThat(dialled(Destination.Phone.class)).isEmpty();
    story.hears(new Fact.LegUp(CITIZEN));
    assertThat(state()).isEqualTo("OFFERED");
    assertThat(dialled(Destination.Phone.class)).hasSize(1);
    assertThat(story.told(Instruction.Play.class).getFirst())
        .satisfies(it -> assertThat(it.leg()).isEqualTo(CITIZEN))
        .satisfies(it -> assertThat(it.prompts()).contains("recorded", "connecting"));
    story.answers("s1");
    assertThat(state()).isEqualTo("TALKING");
    assertThat(story.told(Instruction.StartRecording.class)).hasSize(1);
    story.after(20).hears(new Fact.LegGone(CITIZEN, 16));
    assertThat(end()).isEqualTo(AttemptEnd.CONNECTED);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void an_agent_who_asks_for_him_is_kept_for_him_too() {
    story.ready("s1");
    story.asks(
        new FloorCommand.CallOut(
            Story.seat("s1"), new AgentId("agent-s1"), ATTEMPT, NUMBER, line(), MANNER));
    assertThat(state()).isEqualTo("CALLEE_DIALING");
    story.hears(new Fact.LegUp(CITIZEN));
    story.answers("s1");
    assertThat(state()).isEqualTo("TALKING");
  }

  @ParameterizedTest
  @CsvSource({"17, BUSY", "19, NO_ANSWER", "1, NUMBER_INVALID", "101, FENCED", "120, VOICEMAIL"})
  void where_he_does_not_answer_the_kept_seat_is_free_again_and_was_never_rung(
      int cause, AttemptEnd end) {
    fetching("s1");
    story.hears(new Fact.LegGone(CITIZEN, cause));
    assertThat(end()).isEqualTo(end);
    assertThat(story.happened(CallEvent.Offered.class)).isEmpty();
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void his_phone_does_not_ring_for_ever() {
    fetching("s1");
    story.after(45);
    assertThat(end()).isEqualTo(AttemptEnd.NO_ANSWER);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void a_seat_that_does_not_take_him_leaves_him_at_the_head_and_the_next_seat_is_rung() {
    answered("s1");
    Caller live = story.waits("13800138000");
    story.phoneRings("s1").after(19);
    assertThat(live.position()).isEqualTo(1);
    story.after(1);
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.NO_ANSWER);
    assertThat(story.told(Instruction.Play.class).stream().flatMap(it -> it.prompts().stream()))
        .contains("agent-no-answer");
    // the only seat is rung again, and for him: his loss was earlier than the other's call
    assertThat(state()).isEqualTo("OFFERED");
    assertThat(live.state()).isEqualTo("QUEUED");
    story.answers("s1");
    assertThat(state()).isEqualTo("TALKING");
    story.hears(new Fact.LegGone(CITIZEN, 16));
    assertThat(end()).isEqualTo(AttemptEnd.CONNECTED);
    assertThat(story.happened(CallEvent.Lost.class)).isEmpty();
  }

  @Test
  void who_hangs_up_before_an_agent_comes_has_an_outcome_and_is_no_lost_caller() {
    answered("s1");
    story.phoneRings("s1").after(3).hears(new Fact.LegGone(CITIZEN, 16));
    assertThat(end()).isEqualTo(AttemptEnd.ABANDONED);
    assertThat(story.happened(CallEvent.AttemptOver.class).getFirst().dialledAt()).isNotNull();
    assertThat(story.happened(CallEvent.Ended.class).getFirst().summary().lossType()).isNull();
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void who_hangs_up_while_he_waits_for_the_next_seat_has_the_same_outcome() {
    answered("s1");
    story.asks(new FloorCommand.SignOut(Story.seat("s1"), true));
    assertThat(state()).isEqualTo("QUEUED");
    story.after(10).hears(new Fact.LegGone(CITIZEN, 16));
    assertThat(end()).isEqualTo(AttemptEnd.ABANDONED);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void where_nobody_comes_he_is_told_so_after_as_long_as_a_caller_waits() {
    answered("s1");
    story.asks(new FloorCommand.SignOut(Story.seat("s1"), true));
    story.after(Duration.ofMinutes(5));
    assertThat(state()).isEqualTo("FAREWELL");
    Instruction.Play told = story.told(Instruction.Play.class).getLast();
    assertThat(told.prompts()).containsExactly("all-busy-callback");
    story.hears(new Fact.PlayEnded(told.play(), true));
    assertThat(end()).isEqualTo(AttemptEnd.NO_AGENT);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void a_seat_that_leaves_while_his_phone_rings_lets_it_stop() {
    fetching("s1");
    story.asks(new FloorCommand.SignOut(Story.seat("s1"), true));
    assertThat(end()).isEqualTo(AttemptEnd.AGENT_LEFT);
    assertThat(story.told(Instruction.HangUp.class).stream().map(Instruction.HangUp::leg))
        .contains(CITIZEN);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void a_citizen_who_calls_us_meanwhile_is_not_rung() {
    fetching("s1");
    story.arrives(NUMBER.value());
    assertThat(end()).isEqualTo(AttemptEnd.WITHDRAWN);
    assertThat(story.told(Instruction.HangUp.class).stream().map(Instruction.HangUp::leg))
        .contains(CITIZEN);
  }

  @Test
  void whether_it_rang_while_the_link_was_cut_is_left_to_the_fence() {
    fetching("s1");
    story.linkIsLost();
    story.linkIsBack(List.of(), "s1");
    assertThat(dialled(Destination.Citizen.class)).hasSize(2);
    story.hears(new Fact.LegGone(CITIZEN, 101));
    assertThat(end()).isEqualTo(AttemptEnd.FENCED);
    nobodyIsLostAndNothingIsLeft("s1");
  }

  @Test
  void an_answer_in_a_cut_of_the_link_is_taken_up_when_it_is_back_through_a_restart_too() {
    fetching("s1");
    story.linkIsLost();
    story.restarts();
    Snapshot.Leg there = new Snapshot.Leg(CITIZEN, false, true, PhoneNumber.WITHHELD, "", "");
    story.linkIsBack(List.of(there), "s1");
    assertThat(state()).isEqualTo("OFFERED");
    story.answers("s1");
    assertThat(state()).isEqualTo("TALKING");
  }

  @Test
  void where_he_was_gone_when_the_link_came_back_the_attempt_has_failed() {
    answered("s1");
    story.linkIsLost();
    story.linkIsBack(List.of(), "s1");
    assertThat(end()).isEqualTo(AttemptEnd.FAILED);
    assertThat(story.happened(CallEvent.Lost.class)).isEmpty();
  }
}
