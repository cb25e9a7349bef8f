package linekeeper.call.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.queue.model.Queue;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each law is seen to bite: a story that keeps them all is told again with one thing falsified. */
class LawsTest {
  private final List<Seen> steps = new ArrayList<>();

  /** Two callers, one answered and held, one lost; a wrap-up; a refused command. */
  @BeforeEach
  void a_story_that_keeps_the_laws() {
    Story story = Story.begins();
    story.observe(steps::add);
    Caller first = story.talksWith("s1");
    story.after(35).asks(new FloorCommand.Hold(first.id(), Story.seat("s1")));
    story.asksInVain(new FloorCommand.Hold(first.id(), Story.seat("s1")));
    Caller second = story.waits("13900139000");
    story.after(31);
    second.hangsUp();
    story.asks(new FloorCommand.Resume(first.id(), Story.seat("s1"))).after(10);
    first.hangsUp().isClearedAway();
    story.after(60);
  }

  private void watched(UnaryOperator<Seen> falsified) {
    FloorLaws laws = new FloorLaws(Plans.PLAIN, new FloorModel(Plans.PLAIN, Story.MORNING));
    steps.forEach(step -> laws.check(falsified.apply(step)));
  }

  private void bites(String law, UnaryOperator<Seen> falsified) {
    assertThatThrownBy(() -> watched(falsified))
        .isInstanceOf(Law.Broken.class)
        .hasMessageStartingWith(law);
  }

  @Test
  void the_story_as_it_was_keeps_them() {
    assertThatCode(() -> watched(it -> it)).doesNotThrowAnyException();
  }

  @Test
  void a_refused_command_that_tells_the_switch_something() {
    bites(
        "a refused command changes nothing",
        it -> it.refusal() == null ? it : told(it, new Instruction.StopPlay(new PlayId("p"))));
  }

  @Test
  void a_refused_command_that_changes_a_seat() {
    bites(
        "a refused command changes nothing",
        it ->
            it.refusal() == null
                ? it
                : seats(
                    it,
                    seat ->
                        seat.equals(it.standing().seats().getLast())
                            ? Seat.empty(seat.id(), Instant.EPOCH)
                            : seat));
  }

  @Test
  void an_instruction_about_a_leg_that_nobody_knows() {
    bites(
        "every instruction's ids are ours",
        it -> told(it, new Instruction.Answer(new LegId("somebody-else"))));
  }

  @Test
  void a_call_that_ends_twice() {
    bites("a call's events come in their order", twice(CallEvent.Completed.class));
    bites("a call ends once", twice(CallEvent.Ended.class));
    bites("a call is lost once at most", twice(CallEvent.Lost.class));
    bites("a call's events come in their order", twice(CallEvent.Queued.class));
    bites("a call never has two offers", twice(CallEvent.Offered.class));
    bites("a recording stops once", twice(CallEvent.RecordingStopped.class));
  }

  @Test
  void a_request_that_ends_without_an_outcome() {
    bites(
        "each request ends answered or with a loss type",
        it -> events(it, event -> event instanceof CallEvent.Lost ? null : event));
  }

  @Test
  void a_call_that_vanishes() {
    bites(
        "no call vanishes",
        it -> events(it, event -> event instanceof CallEvent.Completed ? null : event));
  }

  @Test
  void a_loss_of_somebody_who_never_asked_for_anything() {
    bites(
        "only a human request is a lost request",
        it ->
            events(
                it,
                event ->
                    event instanceof CallEvent.Queued queued && queued.at().isAfter(Story.MORNING)
                        ? null
                        : event));
  }

  @Test
  void a_seat_that_holds_what_no_call_says() {
    bites(
        "a seat and its call agree",
        it ->
            seats(
                it,
                seat ->
                    seat.phase() instanceof Seat.Phase.OnCall on
                        ? new Seat(
                            seat.id(), true, null, new Seat.Phase.Idle(on.session(), on.since()))
                        : seat));
  }

  @Test
  void two_calls_at_one_seat() {
    bites(
        "a seat never holds two calls",
        it ->
            calls(
                it,
                call ->
                    call.phase() instanceof Call.Phase.Queued && it.standing().calls().size() > 1
                        ? call.in(it.standing().calls().getFirst().phase())
                        : call));
  }

  @Test
  void a_call_that_comes_back_after_its_end() {
    List<Call> ended = new ArrayList<>();
    bites(
        "Ended stays ended",
        it ->
            calls(
                it,
                call -> {
                  if (!(call.phase() instanceof Call.Phase.Ended)) {
                    return call;
                  }
                  ended.add(call);
                  return ended.size() < 2
                      ? call
                      : call.in(
                          new Call.Phase.Talking(
                              call.phase().since(),
                              Party.outside(call.card().callerLeg(), call.card().caller())));
                }));
  }

  @Test
  void an_alarm_that_was_not_told() {
    bites("every alarm is told", it -> alarms(it, Map.of()));
  }

  @Test
  void a_caller_who_waits_and_is_in_no_queue() {
    bites(
        "a queue holds who waits",
        it -> queues(it, it.standing().queues().stream().map(q -> Queue.empty(q.id())).toList()));
  }

  @Test
  void a_caller_who_waits_beside_a_free_seat() {
    bites(
        "nobody waits beside a free seat",
        it -> {
          Seat free = it.standing().seats().get(1);
          return free.session() != null || it.standing().seats().getFirst().session() == null
              ? it
              : seats(it, seat -> seat.equals(free) ? idle(it, seat) : seat);
        });
  }

  private static Seat idle(Seen it, Seat seat) {
    linekeeper.seat.model.Session session =
        java.util.Objects.requireNonNull(it.standing().seats().getFirst().session());
    linekeeper.seat.model.Session other =
        new linekeeper.seat.model.Session(
            new linekeeper.kernel.AgentId("other"),
            session.skills(),
            session.signedInAt(),
            0,
            session.lastFreeAt(),
            null);
    return new Seat(seat.id(), true, null, new Seat.Phase.Idle(other, session.signedInAt()));
  }

  // falsifying

  private static <E> UnaryOperator<Seen> twice(Class<E> kind) {
    return it -> {
      List<Object> events = new ArrayList<>();
      for (Object event : it.events()) {
        events.add(event);
        if (kind.isInstance(event)) {
          events.add(event);
        }
      }
      return with(it, it.instructions(), events, it.standing());
    };
  }

  static Seen events(Seen it, java.util.function.Function<Object, @Nullable Object> map) {
    List<Object> events = new ArrayList<>();
    for (Object event : it.events()) {
      Object mapped = map.apply(event);
      if (mapped != null) {
        events.add(mapped);
      }
    }
    return with(it, it.instructions(), events, it.standing());
  }

  static Seen told(Seen it, Instruction instruction) {
    List<Instruction> told = new ArrayList<>(it.instructions());
    told.add(instruction);
    return with(it, told, it.events(), it.standing());
  }

  private static Seen alarms(Seen it, Map<AlarmKey, @Nullable Instant> changes) {
    return new Seen(
        it.entry(),
        it.instructions(),
        it.events(),
        new LinkedHashMap<>(changes),
        it.refusal(),
        it.standing());
  }

  static Seen calls(Seen it, UnaryOperator<Call> map) {
    Seen.Standing now = it.standing();
    return with(
        it,
        it.instructions(),
        it.events(),
        new Seen.Standing(
            now.link(),
            now.calls().stream().map(map).toList(),
            now.seats(),
            now.queues(),
            now.alarms()));
  }

  private static Seen seats(Seen it, UnaryOperator<Seat> map) {
    Seen.Standing now = it.standing();
    return with(
        it,
        it.instructions(),
        it.events(),
        new Seen.Standing(
            now.link(),
            now.calls(),
            now.seats().stream().map(map).toList(),
            now.queues(),
            now.alarms()));
  }

  private static Seen queues(Seen it, List<Queue> queues) {
    Seen.Standing now = it.standing();
    return with(
        it,
        it.instructions(),
        it.events(),
        new Seen.Standing(now.link(), now.calls(), now.seats(), queues, now.alarms()));
  }

  private static Seen with(
      Seen it, List<Instruction> told, List<Object> events, Seen.Standing standing) {
    return new Seen(it.entry(), told, events, it.alarmChanges(), it.refusal(), standing);
  }
}
