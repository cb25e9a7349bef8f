package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.call.event.FloorEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerCall.End;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LedgerPlace.Mark;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who came while the floor was away, and the time in which it was. */
class MeanwhileTest {
  private static final Instant THEN = Story.MORNING.minusSeconds(600);
  private final Story story = Story.begins();

  private static LedgerPlace place(long offset) {
    return new LedgerPlace(new Mark("f", offset), new Mark("f", offset), THEN);
  }

  private static LedgerCall lost(String leg, End end) {
    boolean fallback = end != End.UNHEARD;
    boolean queued = fallback && end != End.GREETING;
    return new LedgerCall(
        new LegId(leg),
        new PhoneNumber("13900139000"),
        Plans.NUMBER,
        fallback,
        THEN,
        queued ? THEN.plusSeconds(5) : null,
        null,
        0,
        null,
        null,
        fallback ? THEN.plusSeconds(1) : null,
        THEN.plusSeconds(25),
        end);
  }

  private static LedgerCall answered(String leg, int talkSeconds) {
    Instant answeredAt = THEN.plusSeconds(12);
    return new LedgerCall(
        new LegId(leg),
        new PhoneNumber("13900139000"),
        Plans.NUMBER,
        true,
        THEN,
        THEN.plusSeconds(5),
        THEN.plusSeconds(6),
        1,
        answeredAt,
        Story.seat("s1"),
        THEN.plusSeconds(1),
        answeredAt.plusSeconds(talkSeconds),
        End.UNANSWERED);
  }

  private void missed(LedgerCall call) {
    story.hears(new Fact.CallMissed(call, place(1)));
  }

  private CallSummary summary() {
    return story.happened(CallEvent.Ended.class).getLast().summary();
  }

  private long today(Measure measure) {
    return story.floor().tally().today(measure);
  }

  private List<String> names() {
    return story.events.stream().map(it -> it.getClass().getSimpleName()).toList();
  }

  @Test
  void a_call_that_the_fallback_answered_is_on_record_like_any_other_and_marked_as_inferred() {
    story.ready("s1").fromHereOn();
    missed(answered("c-1", 30));
    assertThat(names())
        .containsExactly(
            "Arrived",
            "Queued",
            "RecordingStarted",
            "Answered",
            "RecordingStopped",
            "Ended",
            "Completed");
    assertThat(summary().inferred()).isTrue();
    assertThat(summary().waitMillis()).isEqualTo(7_000);
    assertThat(summary().ringMillis()).isEqualTo(6_000);
    assertThat(summary().talkMillis()).isEqualTo(30_000);
    assertThat(summary().recordingIds()).containsExactly(new RecordingId("fallback-c-1"));
    assertThat(summary().lossType()).isNull();
    assertThat(story.floor().calls()).isEmpty();
    assertThat(story.told).as("the switch is told nothing").isEmpty();
    assertThat(story.stateOf("s1")).isEqualTo("IDLE");
  }

  @Test
  void it_counts_for_the_minute_in_which_it_came() {
    missed(answered("c-1", 30));
    missed(lost("c-2", End.WAITING));
    assertThat(today(Measure.REQUESTS)).isEqualTo(2);
    assertThat(today(Measure.ANSWERED)).isEqualTo(1);
    assertThat(today(Measure.WITHIN_15S)).isEqualTo(1);
    assertThat(today(Measure.TALK)).isEqualTo(30_000);
    assertThat(today(Measure.LOST_QUEUE_ABANDON)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "UNHEARD, SYSTEM_BREAK, 25000",
    "BREAK, SYSTEM_BREAK, 20000",
    "WAITING, QUEUE_ABANDON, 20000",
    "RINGING, RING_ABANDON, 20000",
    "UNANSWERED, AGENT_NO_ANSWER, 20000",
    "TIMEOUT, QUEUE_TIMEOUT, 20000",
    "NOBODY, NO_AGENT, 20000",
    "FULL, QUEUE_FULL, 20000"
  })
  void who_was_lost_is_a_lost_request_of_its_kind(End end, LossType loss, long waitMillis) {
    missed(lost("c-1", end));
    CallEvent.Lost lost = story.happened(CallEvent.Lost.class).getFirst();
    assertThat(lost.lossType()).isEqualTo(loss);
    assertThat(lost.waitMillis()).isEqualTo(waitMillis);
    assertThat(lost.at()).isEqualTo(THEN.plusSeconds(25));
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(today(Measure.of(loss))).isEqualTo(1);
    assertThat(summary().recordingIds()).hasSize(end == End.UNHEARD ? 0 : 1);
  }

  @Test
  void who_hung_up_during_the_greeting_is_no_request() {
    missed(lost("c-1", End.GREETING));
    assertThat(summary().lossType()).isEqualTo(LossType.GREETING_ABANDON);
    assertThat(today(Measure.REQUESTS)).isZero();
  }

  @Test
  void an_answer_without_talk_is_lost() {
    missed(answered("c-1", 0));
    assertThat(summary().lossType()).isEqualTo(LossType.ZERO_TALK);
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
    assertThat(today(Measure.ANSWERED)).isZero();
  }

  @Test
  void told_of_twice_a_call_is_counted_once_also_after_a_restart() {
    missed(lost("c-1", End.WAITING));
    missed(lost("c-1", End.WAITING));
    story.restarts();
    missed(lost("c-1", End.WAITING));
    assertThat(story.happened(CallEvent.Lost.class)).hasSize(1);
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
  }

  @Test
  void a_call_that_was_on_the_floor_is_not_counted_twice() {
    Caller talking = story.talksWith("s1");
    missed(lost(talking.leg.value(), End.UNHEARD));
    assertThat(talking.state()).isEqualTo("TALKING");
    story.after(20).linkIsLost().linkIsBack(List.of(), "s1");
    story.after(60);
    missed(lost(talking.leg.value(), End.UNHEARD));
    assertThat(story.happened(CallEvent.Lost.class)).isEmpty();
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
  }

  @Test
  void a_call_of_which_only_the_wrap_up_is_left_is_not_counted_twice() {
    Caller talking = story.talksWith("s1");
    story.after(20);
    talking.hangsUp().isClearedAway();
    assertThat(story.stateOf("s1")).isEqualTo("WRAP_UP");
    story.restarts();
    missed(lost(talking.leg.value(), End.UNHEARD));
    story.hears(new Fact.LegArrived(talking.leg, new PhoneNumber("13900139000"), "", Plans.NUMBER));
    assertThat(story.happened(CallEvent.Arrived.class)).hasSize(1);
    assertThat(story.oddities).contains("arrived-after-its-end");
    assertThat(today(Measure.REQUESTS)).isEqualTo(1);
  }

  @Test
  void a_late_arrival_of_a_call_that_was_missed_is_no_new_caller() {
    missed(lost("c-1", End.UNHEARD));
    story.hears(
        new Fact.LegArrived(new LegId("c-1"), new PhoneNumber("13900139000"), "", Plans.NUMBER));
    assertThat(story.happened(CallEvent.Arrived.class)).hasSize(1);
    assertThat(story.floor().calls()).isEmpty();
  }

  @Test
  void it_is_the_agents_who_sat_there_then() {
    agentSits("early", THEN.minusSeconds(3600));
    missed(answered("c-1", 30));
    assertThat(summary().agentId()).isEqualTo(new AgentId("early"));
    story.asks(new FloorCommand.SignOut(Story.seat("s1"), false));
    missed(answered("c-2", 30));
    assertThat(summary().agentId()).as("who left since").isEqualTo(new AgentId("early"));
    agentSits("late", Story.MORNING);
    story.restarts();
    missed(answered("c-3", 30));
    assertThat(summary().agentId()).as("not who came since").isEqualTo(new AgentId("early"));
  }

  @Test
  void where_nobody_sat_it_is_an_unknown_agents() {
    missed(answered("c-1", 30));
    assertThat(summary().agentId()).isEqualTo(new AgentId("unknown"));
  }

  private void agentSits(String agent, Instant since) {
    story.clockIsSetTo(since);
    story.asks(new FloorCommand.SignIn(Story.seat("s1"), new AgentId(agent), java.util.Set.of()));
    story.clockIsSetTo(Story.MORNING);
  }

  @Test
  void a_number_that_is_no_line_of_ours_is_odd() {
    LedgerCall call = lost("c-1", End.WAITING);
    missed(
        new LedgerCall(
            call.leg(),
            call.caller(),
            "99",
            true,
            THEN,
            null,
            null,
            0,
            null,
            null,
            null,
            THEN,
            End.WAITING));
    assertThat(story.events).isEmpty();
    assertThat(story.oddities).containsExactly("number-unknown");
  }

  @Test
  void the_place_that_was_reached_is_remembered_with_the_call() {
    assertThat(ledger()).isNull();
    story.hears(new Fact.CallMissed(lost("c-1", End.WAITING), place(7)));
    assertThat(ledger()).isEqualTo(place(7));
    story.hears(new Fact.LedgerRead(place(9)));
    story.restarts();
    assertThat(ledger()).isEqualTo(place(9));
  }

  private @Nullable LedgerPlace ledger() {
    return story.floor().ledger();
  }

  // the time

  @Test
  void a_gap_of_the_link_is_on_record_from_its_loss_to_its_return() {
    story.linkIsLost();
    Instant lost = story.now();
    story.after(7);
    story.link(LinkState.DIALLING).linkIsBack(List.of());
    assertThat(story.happened(FloorEvent.WasAway.class))
        .containsExactly(new FloorEvent.WasAway(lost, story.now(), "story"));
  }

  @Test
  void who_ended_without_a_word_was_away_since_his_last_word() {
    story.after(10).hears(new Fact.LedgerRead(place(1)));
    Instant last = story.now();
    story.after(90).restarts();
    String opening = Fact.LinkChanged.OPENING;
    story.hears(new Fact.LinkChanged(LinkState.DOWN, opening));
    story.after(3).linkIsBack(List.of());
    assertThat(story.happened(FloorEvent.WasAway.class))
        .containsExactly(new FloorEvent.WasAway(last, story.now(), opening));
  }

  @Test
  void who_was_stopped_was_away_since_then_whatever_came_after() {
    String closing = Fact.LinkChanged.CLOSING;
    story.hears(new Fact.LinkChanged(LinkState.DOWN, closing));
    Instant stopped = story.now();
    story.after(30).link(LinkState.DRAINING).link(LinkState.DOWN).restarts();
    story.hears(new Fact.LinkChanged(LinkState.DOWN, Fact.LinkChanged.OPENING));
    story.after(3).linkIsBack(List.of());
    assertThat(story.happened(FloorEvent.WasAway.class))
        .containsExactly(new FloorEvent.WasAway(stopped, story.now(), closing));
  }
}
