package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.OfferEnd;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;

/** "Press 1, keep your place": who waits may be called back in his turn instead. */
class InvitingTest {
  static final Invitation INVITATION =
      new Invitation(
          Duration.ofSeconds(40), Duration.ofSeconds(45), (number, _, _) -> !number.withheld());
  private final Story story = Story.begins(it -> Plans.inviting(it, INVITATION));

  /** He has waited long enough to be told. */
  private Caller told() {
    Caller caller = story.waits("13800138000");
    story.after(30);
    caller.hearsTheEnd();
    story.after(10);
    return caller;
  }

  private static Instant keptPlace(Caller caller) {
    return Objects.requireNonNull(
        caller.happened(CallEvent.Lost.class).getFirst().placeAt(), "he kept no place");
  }

  @Test
  void who_has_waited_for_a_while_is_told_that_he_may_be_called_back_and_told_again() {
    Caller caller = story.waits("13800138000");
    story.after(30);
    caller.hearsTheEnd();
    story.after(Duration.ofMillis(9_999));
    assertThat(caller.hears()).containsExactly("position-next");
    story.fromHereOn().after(Duration.ofMillis(1));
    assertThat(caller.hears()).containsExactly("callback-invite");
    assertThat(story.told).contains(new Instruction.StopMusic(caller.leg));
    story.fromHereOn();
    story.hears(new Fact.PlayEnded(playing(caller), true));
    assertThat(story.told).containsExactly(new Instruction.StartMusic(caller.leg));
    story.after(20);
    story.hears(new Fact.PlayEnded(playing(caller), true));
    story.after(25);
    assertThat(caller.hears()).containsExactly("callback-invite");
  }

  private static linekeeper.kernel.PlayId playing(Caller caller) {
    return Objects.requireNonNull(((Call.Phase.Queued) caller.call().phase()).play());
  }

  @Test
  void who_hears_his_place_just_then_is_told_a_little_later() {
    Caller caller = story.waits("13800138000");
    story.after(40);
    assertThat(caller.hears()).containsExactly("position-next");
    caller.hearsTheEnd();
    story.after(5);
    assertThat(caller.hears()).containsExactly("callback-invite");
  }

  @Test
  void who_presses_1_hears_that_his_place_is_kept_and_is_lost_as_one_who_asked_for_a_callback() {
    Caller caller = told();
    Instant queuedAt = Objects.requireNonNull(caller.call().ledger().queuedAt());
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("FAREWELL");
    assertThat(caller.hears()).containsExactly("callback-kept");
    assertThat(story.floor().queues().values()).allMatch(it -> it.waiting().isEmpty());
    caller.hearsTheEnd();
    assertThat(caller.loss()).isEqualTo(LossType.CALLBACK_REQUESTED);
    assertThat(keptPlace(caller)).isEqualTo(queuedAt);
    assertThat(story.told).contains(new Instruction.HangUp(caller.leg, Instruction.Cause.NORMAL));
    story.hears(new Fact.LegGone(caller.leg, 16));
    assertThat(caller.state()).isEqualTo("gone");
    assertThat(story.floor().alarms()).isEmpty();
  }

  @Test
  void he_is_a_lost_request_and_has_not_abandoned_anything() {
    told().presses('1').hearsTheEnd();
    Tally tally = story.floor().tally();
    assertThat(tally.today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(tally.today(Measure.LOST_CALLBACK_REQUESTED)).isEqualTo(1);
    assertThat(tally.today(Measure.LOST_QUEUE_ABANDON)).isZero();
    assertThat(LossType.CALLBACK_REQUESTED.request()).isTrue();
  }

  @Test
  void who_asks_to_be_called_back_has_waited_as_long_as_he_waited() {
    Caller caller = told().presses('1').hearsTheEnd();
    CallEvent.Lost lost = caller.happened(CallEvent.Lost.class).getFirst();
    assertThat(lost.waitMillis())
        .isPositive()
        .isEqualTo(Duration.between(keptPlace(caller), lost.at()).toMillis());
  }

  @Test
  void the_announcement_gives_way_to_his_key() {
    Caller caller = told();
    Instruction.Play invitation = caller.plays().getLast();
    caller.presses('1');
    assertThat(story.told).contains(new Instruction.StopPlay(invitation.play()));
  }

  @Test
  void pressed_twice_it_counts_once() {
    Caller caller = told().presses('1').presses('1');
    assertThat(caller.plays().stream().filter(it -> it.prompts().contains("callback-kept")))
        .hasSize(1);
    caller.hearsTheEnd().presses('1');
    assertThat(caller.happened(CallEvent.Lost.class)).hasSize(1);
  }

  @Test
  void who_hangs_up_in_the_middle_of_the_confirmation_has_asked_for_it_all_the_same() {
    Caller caller = told().presses('1').hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.CALLBACK_REQUESTED);
    assertThat(keptPlace(caller)).isBefore(story.now());
  }

  @Test
  void a_lost_link_in_the_middle_of_the_confirmation_changes_nothing_of_it() {
    Caller caller = told().presses('1');
    story.linkIsLost().after(5).linkIsBack(List.of());
    assertThat(caller.loss()).isEqualTo(LossType.CALLBACK_REQUESTED);
  }

  @Test
  void a_key_too_early_or_another_key_or_anothers_key_says_nothing() {
    Caller caller = story.waits("13800138000");
    story.after(Duration.ofMillis(39_999));
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.after(1);
    caller.presses('2').presses('#');
    assertThat(caller.state()).isEqualTo("QUEUED");
    story.ready("s1");
    story.hears(new Fact.DigitPressed(story.leg("s1"), '1'));
    assertThat(caller.call().ledger().keptPlace()).isNull();
  }

  @Test
  void who_withholds_his_number_is_not_told_and_cannot_ask() {
    Caller caller = story.waits("");
    story.after(30);
    caller.hearsTheEnd();
    story.after(15).after(45);
    assertThat(caller.plays()).noneMatch(it -> it.prompts().contains("callback-invite"));
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("QUEUED");
  }

  @Test
  void a_line_that_does_not_offer_it_knows_no_keys() {
    Story plain = Story.begins();
    Caller caller = plain.waits("13800138000");
    plain.after(120);
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.plays()).noneMatch(it -> it.prompts().contains("callback-invite"));
  }

  @Test
  void while_a_phone_rings_for_him_his_wish_is_kept_and_the_answer_is_better() {
    Caller caller = told();
    story.ready("s1").phoneRings("s1");
    caller.presses('1').presses('1');
    assertThat(caller.state()).isEqualTo("OFFERED");
    story.answers("s1");
    assertThat(caller.state()).isEqualTo("TALKING");
    story.after(20);
    caller.hangsUp().isClearedAway();
    assertThat(caller.loss()).isNull();
    assertThat(caller.happened(CallEvent.Lost.class)).isEmpty();
  }

  @Test
  void where_nobody_answers_his_wish_is_carried_out() {
    Caller caller = told();
    story.ready("s1").phoneRings("s1");
    caller.presses('1');
    story.after(20);
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.NO_ANSWER);
    assertThat(caller.state()).isEqualTo("FAREWELL");
    assertThat(caller.hears()).containsExactly("callback-kept");
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
    caller.hearsTheEnd();
    assertThat(caller.loss()).isEqualTo(LossType.CALLBACK_REQUESTED);
  }

  @Test
  void who_presses_1_while_a_phone_rings_and_hangs_up_has_asked_for_it() {
    Caller caller = told();
    story.ready("s1").phoneRings("s1");
    caller.presses('1').hangsUp();
    assertThat(caller.loss()).isEqualTo(LossType.CALLBACK_REQUESTED);
    assertThat(story.happened(CallEvent.OfferEnded.class).getFirst().end())
        .isEqualTo(OfferEnd.WITHDRAWN);
  }

  @Test
  void a_key_in_the_instant_after_the_answer_means_nothing() {
    Caller caller = told();
    story.ready("s1").answers("s1");
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("TALKING");
    assertThat(caller.call().ledger().keptPlace()).isNull();
  }

  @Test
  void who_was_talked_to_and_waits_again_is_not_asked() {
    Caller caller = told();
    story.ready("s1").answers("s1");
    story.asks(
        new FloorCommand.BlindTransfer(
            caller.id(), Story.seat("s1"), new FloorCommand.Target.ToQueue(Plans.HOTLINE)));
    story.asks(new FloorCommand.GoBusy(Story.seat("s1"), "tea")).fromHereOn().after(120);
    caller.presses('1');
    assertThat(caller.state()).isEqualTo("QUEUED");
    assertThat(caller.plays()).noneMatch(it -> it.prompts().contains("callback-invite"));
  }

  @Test
  void called_back_he_stands_where_he_stood() {
    Caller first = told();
    Caller second = story.waits("13900139000");
    first.presses('1').hearsTheEnd();
    story.hears(new Fact.LegGone(first.leg, 16));
    story.asks(
        new FloorCommand.QueueCallback(
            new AttemptId("c1-1"),
            new PhoneNumber("13800138000"),
            Objects.requireNonNull(Plans.PLAIN.lines().get(Plans.NUMBER)).id(),
            keptPlace(first),
            story.now().plus(Duration.ofHours(4)),
            0,
            Manner.PLAIN));
    assertThat(second.position()).isEqualTo(2);
    story.ready("s1");
    assertThat(story.happened(CallEvent.CalledOut.class)).hasSize(1);
    assertThat(second.state()).isEqualTo("QUEUED");
  }

  @Test
  void who_rings_back_himself_stands_where_he_stood_through_a_restart_too() {
    Caller first = told();
    Caller second = story.waits("13900139000");
    first.presses('1').hearsTheEnd();
    story.hears(new Fact.LegGone(first.leg, 16));
    story.restarts().after(5);
    Caller again = story.waits("13800138000");
    assertThat(again.position()).isEqualTo(1);
    assertThat(second.position()).isEqualTo(2);
  }

  @Test
  void the_place_that_he_keeps_is_the_best_he_had() {
    Caller lost = story.waits("13800138000");
    story.after(1);
    Instant lostAt = story.now();
    lost.hangsUp();
    story.after(100);
    Caller again = told();
    again.presses('1').hearsTheEnd();
    assertThat(keptPlace(again)).isEqualTo(lostAt);
  }

  @Test
  void an_invitation_that_comes_once_comes_once() {
    Invitation once = new Invitation(Duration.ofSeconds(40), Duration.ZERO, INVITATION.to());
    Instant since = Story.MORNING;
    assertThat(once.next(since, since)).isEqualTo(Duration.ofSeconds(40));
    assertThat(once.next(since, since.plusSeconds(40))).isNull();
    assertThat(INVITATION.next(since, since.plusSeconds(40))).isEqualTo(Duration.ofSeconds(45));
    assertThat(INVITATION.next(since, since.plusSeconds(84))).isEqualTo(Duration.ofSeconds(1));
    assertThat(INVITATION.next(since, since.plusSeconds(85))).isEqualTo(Duration.ofSeconds(45));
  }
}
