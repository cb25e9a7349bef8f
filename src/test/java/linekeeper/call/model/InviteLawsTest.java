package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.PlayId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each law of "press 1, keep your place" is seen to bite. */
class InviteLawsTest {
  private final List<Seen> steps = new ArrayList<>();
  private FloorPlan plan = Plans.PLAIN;

  /**
   * He is told, presses 1, hears the confirmation, and is gone; another one withholds his number.
   */
  @BeforeEach
  void a_story_that_keeps_the_laws() {
    Story story = Story.begins(it -> Plans.inviting(it, InvitingTest.INVITATION));
    plan = story.plan();
    story.observe(steps::add);
    Caller caller = story.waits("13800138000");
    story.waits("");
    story.after(30);
    caller.hearsTheEnd();
    story.after(11);
    caller.presses('1').hearsTheEnd();
    story.hears(new Fact.LegGone(caller.leg, 16));
  }

  private void watched(UnaryOperator<Seen> falsified) {
    InviteLaws laws = new InviteLaws(plan);
    Seen.Standing before = Seen.Standing.of(new FloorModel(plan, Story.MORNING));
    for (Seen step : steps) {
      Seen seen = falsified.apply(step);
      laws.check(before, seen);
      before = seen.standing();
    }
  }

  private void bites(String law, UnaryOperator<Seen> falsified) {
    assertThatThrownBy(() -> watched(falsified))
        .isInstanceOf(Law.Broken.class)
        .hasMessageStartingWith(law);
  }

  private static boolean asked(Call call) {
    return call.ledger().keptPlace() != null;
  }

  @Test
  void the_story_as_it_was_keeps_them() {
    assertThatCode(() -> watched(it -> it)).doesNotThrowAnyException();
  }

  @Test
  void who_asked_and_waits_on() {
    bites(
        "who asked for a callback does not wait on",
        step ->
            LawsTest.calls(
                step,
                it -> asked(it) ? it.in(new Call.Phase.Queued(it.phase().since(), null)) : it));
  }

  @Test
  void who_asked_and_stands_at_the_end() {
    bites(
        "who asked keeps the place he had",
        step ->
            LawsTest.calls(
                step,
                it ->
                    asked(it)
                        ? it.with(Ledger.EMPTY.queued(Story.MORNING).keeping(step.entry().at()))
                        : it));
  }

  @Test
  void who_is_said_to_have_asked_and_pressed_nothing() {
    bites(
        "nobody asks for a callback without a key",
        step ->
            LawsTest.calls(
                step, it -> it.with(it.ledger().queued(Story.MORNING).keeping(Story.MORNING))));
  }

  @Test
  void a_loss_that_forgets_the_place() {
    bites(
        "who asked for a callback keeps his place",
        step ->
            LawsTest.events(
                step,
                event ->
                    event instanceof CallEvent.Lost it
                        ? new CallEvent.Lost(
                            it.call(),
                            it.at(),
                            it.lossType(),
                            it.caller(),
                            it.line(),
                            it.waitMillis(),
                            it.at())
                        : event));
  }

  @Test
  void who_has_no_number_and_is_told_to_press_a_key() {
    bites(
        "who cannot be called back is not told that he may",
        step ->
            step.standing().calls().stream()
                .filter(it -> it.card().caller().withheld())
                .findFirst()
                .map(it ->
                    LawsTest.told(
                        step,
                        new Instruction.Play(
                            new PlayId("p"), it.card().callerLeg(), List.of("callback-invite"))))
                .orElse(step));
  }
}
