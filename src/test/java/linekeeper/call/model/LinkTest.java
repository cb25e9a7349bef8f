package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.LossType;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import org.junit.jupiter.api.Test;

/** The link to the switch is lost in every phase, and what is true afterwards is made to hold. */
class LinkTest {
  private static final String NUMBER = "13800138000";
  private final Story story = Story.begins();

  private Snapshot.Leg caller(Caller caller) {
    return Story.inbound(caller.leg, NUMBER);
  }

  private Snapshot.Leg phone(String seat) {
    return Story.dialled(story.leg(seat));
  }

  @Test
  void a_waiting_caller_who_is_gone_was_lost_to_the_system_and_it_is_said_that_this_is_inferred() {
    Caller caller = story.waits(NUMBER);
    story.linkIsLost().after(7).linkIsBack(List.of());
    assertThat(caller.loss()).isEqualTo(LossType.SYSTEM_BREAK);
    assertThat(caller.ended().inferred()).isTrue();
    assertThat(story.told).doesNotContain(new Instruction.HangUp(caller.leg, Cause.NORMAL));
    assertThat(caller.state()).isEqualTo("gone");
  }

  @Test
  void a_caller_gone_during_the_greeting_is_still_no_request() {
    Caller caller = story.arrives(NUMBER).isUp();
    story.linkIsLost().linkIsBack(List.of());
    assertThat(caller.loss()).isEqualTo(LossType.GREETING_ABANDON);
  }

  @Test
  void he_who_was_hearing_the_farewell_stays_lost_for_its_reason() {
    Caller caller = story.waits(NUMBER);
    story.after(300).linkIsLost().linkIsBack(List.of());
    assertThat(caller.loss()).isEqualTo(LossType.QUEUE_TIMEOUT);
  }

  @Test
  void a_waiting_caller_who_is_still_there_keeps_his_place_and_hears_music_again() {
    Caller first = story.waits(NUMBER);
    story.after(1);
    Caller second = story.waits("13900139000");
    story.after(29).fromHereOn();
    story.linkIsLost().linkIsBack(List.of(caller(second), caller(first)));
    assertThat(first.position()).isEqualTo(1);
    assertThat(second.position()).isEqualTo(2);
    assertThat(story.told)
        .contains(new Instruction.StartMusic(first.leg), new Instruction.StartMusic(second.leg));
    assertThat(story.told(Instruction.StopPlay.class)).hasSize(1);
  }

  @Test
  void a_caller_whose_answer_went_unheard_is_greeted() {
    Caller caller = story.arrives(NUMBER);
    story.linkIsLost().linkIsBack(List.of(caller(caller)));
    assertThat(caller.state()).isEqualTo("GREETING");
    caller.hearsTheGreeting();
    assertThat(caller.state()).isEqualTo("QUEUED");
  }

  @Test
  void a_caller_who_was_not_answered_yet_is_told_to_be_answered_again() {
    Caller caller = story.arrives(NUMBER);
    story.linkIsLost().fromHereOn();
    story.linkIsBack(
        List.of(
            new Snapshot.Leg(
                caller.leg, true, false, PhoneNumber.heard(NUMBER), "", Plans.NUMBER)));
    assertThat(story.told).containsExactly(new Instruction.Answer(caller.leg));
  }

  @Test
  void a_greeting_that_was_cut_is_heard_again_because_the_notice_of_recording_is_owed() {
    Caller caller = story.arrives(NUMBER).isUp();
    Instruction.Play cut = caller.plays().getLast();
    story.linkIsLost().fromHereOn();
    story.linkIsBack(List.of(caller(caller)));
    assertThat(caller.state()).isEqualTo("GREETING");
    assertThat(story.told).startsWith(new Instruction.StopPlay(cut.play()));
    assertThat(caller.plays().getLast().prompts()).contains("recorded");
  }

  @Test
  void a_phone_that_rang_and_is_gone_is_not_held_against_its_seat_and_the_caller_rings_again() {
    story.ready("s1");
    Caller caller = story.waits(NUMBER);
    story.phoneRings("s1").linkIsLost().linkIsBack(List.of(caller(caller)), "s1");
    assertThat(caller.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.WITHDRAWN);
    assertThat(java.util.Objects.requireNonNull(story.seatOf("s1").session()).missed()).isZero();
    assertThat(caller.state()).isEqualTo("OFFERED");
  }

  @Test
  void a_phone_that_was_answered_meanwhile_talks() {
    story.ready("s1");
    Caller caller = story.waits(NUMBER);
    story.phoneRings("s1").linkIsLost().linkIsBack(List.of(caller(caller), phone("s1")), "s1");
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void those_who_talked_are_in_one_bridge_again_whatever_was_not_heard() {
    Caller caller = story.talksWith("s1");
    BridgeId bridge = caller.call().card().bridge();
    story.after(5).linkIsLost().fromHereOn();
    story.linkIsBack(List.of(caller(caller), phone("s1")), "s1");
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.OpenBridge(bridge),
            new Instruction.StopMusic(caller.leg),
            new Instruction.Join(bridge, List.of(caller.leg, story.leg("s1"))));
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void those_who_were_seen_together_are_not_put_together_again_and_one_seen_alone_is() {
    Caller caller = story.talksWith("s1");
    BridgeId bridge = caller.call().card().bridge();
    story.after(5).linkIsLost().fromHereOn();
    story.linkIsBack(List.of(in(bridge, caller(caller)), in(bridge, phone("s1"))), "s1");
    assertThat(story.told)
        .doesNotHaveAnyElementsOfTypes(
            Instruction.OpenBridge.class, Instruction.StopMusic.class, Instruction.Join.class);
    story.linkIsLost().fromHereOn();
    story.linkIsBack(List.of(caller(caller), in(bridge, phone("s1"))), "s1");
    assertThat(story.told(Instruction.Join.class)).hasSize(1);
    assertThat(caller.state()).isEqualTo("TALKING");
  }

  @Test
  void who_waits_and_is_seen_in_the_bridge_comes_out_of_it_whatever_is_on_record() {
    Caller caller = story.waits(NUMBER);
    BridgeId bridge = caller.call().card().bridge();
    story.linkIsLost().fromHereOn();
    story.linkIsBack(List.of(in(bridge, caller(caller))));
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.Leave(bridge, caller.leg), new Instruction.StartMusic(caller.leg));
    assertThat(caller.state()).isEqualTo("QUEUED");
  }

  private static Snapshot.Leg in(BridgeId bridge, Snapshot.Leg it) {
    return new Snapshot.Leg(
        it.leg(), it.inbound(), it.up(), it.caller(), it.callerName(), it.dialled(), bridge);
  }

  @Test
  void a_hold_asked_for_while_the_link_was_lost_holds_when_it_is_back() {
    Caller caller = story.talksWith("s1");
    story.after(5).linkIsLost();
    story.asks(new FloorCommand.Hold(caller.id(), Story.seat("s1"))).fromHereOn();
    story.linkIsBack(List.of(caller(caller), phone("s1")), "s1");
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.Leave(caller.call().card().bridge(), caller.leg),
            new Instruction.StartMusic(caller.leg));
    assertThat(caller.state()).isEqualTo("HELD");
  }

  @Test
  void a_consultation_goes_on_and_so_do_three_together() {
    Caller caller = story.talksWith("s1");
    BridgeId bridge = caller.call().card().bridge();
    story.ready("s2").after(5);
    story.asks(
        new FloorCommand.Consult(
            caller.id(), Story.seat("s1"), new Target.ToSeat(Story.seat("s2"))));
    story.answers("s2").linkIsLost().fromHereOn();
    story.linkIsBack(List.of(caller(caller), phone("s1"), phone("s2")), "s1", "s2");
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.Join(bridge, List.of(story.leg("s1"), story.leg("s2"))),
            new Instruction.Leave(bridge, caller.leg),
            new Instruction.StartMusic(caller.leg));
    story.asks(new FloorCommand.ThreeWay(caller.id(), Story.seat("s1"))).linkIsLost().fromHereOn();
    story.linkIsBack(List.of(caller(caller), phone("s1"), phone("s2")), "s1", "s2");
    assertThat(story.told)
        .contains(
            new Instruction.Join(bridge, List.of(caller.leg, story.leg("s1"), story.leg("s2"))));
  }

  @Test
  void the_switch_began_anew_and_every_call_ends_once() {
    Caller talking = story.talksWith("s1");
    story.ready("s2");
    Caller ringing = story.waits("13900139000");
    Caller waiting = story.waits("13700137000");
    Caller greeted = story.arrives("13600136000").isUp();
    story.after(5).linkIsLost().linkIsBack(List.of());
    assertThat(talking.loss()).isNull();
    assertThat(talking.ended().inferred()).isTrue();
    assertThat(ringing.loss()).isEqualTo(LossType.SYSTEM_BREAK);
    assertThat(waiting.loss()).isEqualTo(LossType.SYSTEM_BREAK);
    assertThat(greeted.loss()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(story.told).contains(new Instruction.CloseBridge(talking.call().card().bridge()));
    story.after(60);
    assertThat(story.floor().calls()).isEmpty();
    assertThat(story.floor().lookups()).isZero();
  }

  @Test
  void the_seats_phone_died_and_the_end_is_said_to_be_inferred() {
    Caller caller = story.talksWith("s1");
    story.after(5).linkIsLost().linkIsBack(List.of(caller(caller)), "s1");
    assertThat(caller.ended().inferred()).isTrue();
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Cause.NORMAL));
  }

  @Test
  void a_caller_who_came_meanwhile_is_answered() {
    LegId leg = new LegId("came-meanwhile");
    story
        .linkIsLost()
        .linkIsBack(
            List.of(
                new Snapshot.Leg(leg, true, false, PhoneNumber.heard(NUMBER), "", Plans.NUMBER)));
    assertThat(story.told).containsExactly(new Instruction.Answer(leg));
    assertThat(story.floor().calls()).hasSize(1);
  }

  @Test
  void a_leg_of_ours_that_belongs_to_no_call_is_ended_and_so_is_such_a_bridge() {
    LegId orphan = new LegId("lk-orphan");
    BridgeId bridge = new BridgeId("orphan");
    story.linkIsLost();
    story.hears(
        new Fact.Synced(new Snapshot(List.of(Story.dialled(orphan)), Set.of(bridge), Set.of())));
    assertThat(story.told)
        .containsExactly(
            new Instruction.HangUp(orphan, Cause.NORMAL), new Instruction.CloseBridge(bridge));
    assertThat(story.oddities).containsExactly("orphan-leg", "orphan-bridge");
  }

  @Test
  void a_hang_up_asked_for_while_the_link_was_lost_is_told_again_when_it_is_back() {
    Caller caller = story.talksWith("s1");
    story.after(5).linkIsLost();
    story.asks(new FloorCommand.HangUp(caller.id(), Story.seat("s1"))).after(120);
    assertThat(caller.isOnTheFloor()).isTrue();
    story.fromHereOn().linkIsBack(List.of(caller(caller), phone("s1")), "s1");
    assertThat(story.told)
        .contains(
            new Instruction.HangUp(caller.leg, Cause.NORMAL),
            new Instruction.HangUp(story.leg("s1"), Cause.NORMAL),
            new Instruction.CloseBridge(caller.call().card().bridge()));
    assertThat(story.floor().calls()).hasSize(1);
    story.hears(new Fact.LegGone(caller.leg, 16));
    story.phoneEnds("s1", 16).after(10);
    assertThat(story.floor().calls()).isEmpty();
  }

  @Test
  void a_transfer_asked_for_while_the_link_was_lost_leaves_the_caller_alone_with_the_music() {
    Caller caller = story.talksWith("s1");
    story.after(5).linkIsLost();
    story
        .asks(
            new FloorCommand.BlindTransfer(
                caller.id(), Story.seat("s1"), new Target.ToQueue(Plans.HOTLINE)))
        .fromHereOn();
    story.linkIsBack(List.of(caller(caller)));
    assertThat(story.told)
        .containsSubsequence(
            new Instruction.Leave(caller.call().card().bridge(), caller.leg),
            new Instruction.StartMusic(caller.leg));
  }

  @Test
  void the_phones_that_can_be_rung_are_taken_from_what_is_true() {
    story.ready("s1").ready("s2");
    story.linkIsLost().linkIsBack(List.of(), "s2");
    Caller caller = story.waits(NUMBER);
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    assertThat(story.seatOf("s1").phoneReachable()).isFalse();
    assertThat(caller.call().seat()).isEqualTo(Story.seat("s2"));
  }

  @Test
  void nothing_is_offered_between_the_snapshot_and_the_link_being_up() {
    story.ready("s1").linkIsLost();
    Caller caller = story.waits(NUMBER);
    story.link(LinkState.SYNCING);
    story.hears(
        new Fact.Synced(new Snapshot(List.of(caller(caller)), Set.of(), Set.of(Story.seat("s1")))));
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.link(LinkState.UP);
    assertThat(caller.state()).isEqualTo("OFFERED");
  }
}
