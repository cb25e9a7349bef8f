package linekeeper.queue.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import org.junit.jupiter.api.Test;

class QueueMachineTest {
  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
  private static final QueueId ID = new QueueId("hotline");

  private final QueueMachine machine = new QueueMachine(rules(3, Set.of()));
  private Queue queue = Queue.empty(ID);

  private static QueueRules rules(int most, Set<String> skills, Preference... strategy) {
    return new QueueRules(
        ID,
        "hotline",
        skills,
        List.of(strategy),
        most,
        Duration.ofMinutes(5),
        Duration.ofSeconds(20),
        Duration.ZERO,
        0);
  }

  private static CallId call(String id) {
    return new CallId(id);
  }

  private static QueueInput.Join join(String id, int second, int priority) {
    return new QueueInput.Join(call(id), NOON.plusSeconds(second), priority, Set.of(), false, null);
  }

  private static Candidate seat(String id, int freeFor, int missed, String... skills) {
    return new Candidate(new SeatId(id), Set.of(skills), NOON.minusSeconds(freeFor), missed);
  }

  private Step<Queue, QueueEffect> take(QueueInput input) {
    Step<Queue, QueueEffect> step = machine.step(queue, input);
    queue = step.state();
    return step;
  }

  private List<String> order() {
    return queue.waiting().stream().map(it -> it.call().value()).toList();
  }

  @Test
  void callers_stand_by_priority_then_by_when_their_place_counts_from() {
    take(join("b", 2, 0));
    take(join("a", 1, 0));
    take(join("c", 3, 1));
    assertThat(order()).containsExactly("c", "a", "b");
    assertThat(queue.position(call("b"), false)).isEqualTo(3);
    assertThat(queue.position(call("nobody"), false)).isZero();
  }

  @Test
  void callers_of_the_same_moment_stand_as_they_came() {
    take(join("b", 1, 0));
    take(join("a", 1, 0));
    assertThat(order()).containsExactly("b", "a");
  }

  @Test
  void as_many_wait_as_may_and_the_next_is_refused() {
    take(join("a", 1, 0));
    take(join("b", 2, 0));
    take(join("c", 3, 0));
    Step<Queue, QueueEffect> step = take(join("d", 4, 0));
    assertThat(step.refusal()).isNotNull();
    assertThat(order()).containsExactly("a", "b", "c");
  }

  @Test
  void he_who_joins_twice_waits_once() {
    take(join("a", 1, 0));
    take(join("a", 5, 3));
    assertThat(queue.waiting()).hasSize(1);
    assertThat(queue.waiting().getFirst().placeAt()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void each_preference_decides_in_its_turn_and_the_seats_id_settles_the_rest() {
    List<Candidate> seats =
        List.of(seat("s3", 10, 0, "x"), seat("s2", 10, 0), seat("s1", 10, 1), seat("s4", 99, 1));
    assertThat(best(seats, Preference.FEWEST_MISSED)).isEqualTo("s2");
    assertThat(best(seats, Preference.FEWEST_MISSED, Preference.LONGEST_IDLE)).isEqualTo("s2");
    assertThat(best(seats, Preference.LONGEST_IDLE)).isEqualTo("s4");
    assertThat(best(seats, Preference.LEAST_SKILLED, Preference.FEWEST_MISSED)).isEqualTo("s2");
    assertThat(best(seats)).isEqualTo("s1");
  }

  private static String best(List<Candidate> seats, Preference... strategy) {
    QueueMachine machine = new QueueMachine(rules(9, Set.of(), strategy));
    Queue queue = machine.step(Queue.empty(ID), join("a", 1, 0)).state();
    QueueEffect.Offer offer =
        (QueueEffect.Offer)
            machine.step(queue, new QueueInput.Offer(call("a"), seats)).effects().getFirst();
    return offer.seat().value();
  }

  @Test
  void he_who_left_is_not_offered() {
    take(join("a", 1, 0));
    take(new QueueInput.Leave(call("a")));
    assertThat(take(new QueueInput.Offer(call("a"), List.of(seat("s1", 1, 0)))).effects())
        .isEmpty();
  }

  @Test
  void a_seat_that_was_tried_comes_again_only_after_the_others() {
    take(join("a", 1, 0));
    List<Candidate> both = List.of(seat("s1", 9, 0), seat("s2", 1, 0));
    List<String> rung = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      QueueEffect.Offer offer =
          (QueueEffect.Offer) take(new QueueInput.Offer(call("a"), both)).effects().getFirst();
      rung.add(offer.seat().value());
      take(new QueueInput.OfferOver(call("a"), true));
    }
    assertThat(rung).containsExactly("s1", "s2", "s1", "s2");
  }

  // the law of order, over many queues

  @Test
  void no_caller_is_offered_while_an_earlier_one_whom_a_free_seat_could_serve_waits() {
    for (long seed = 1; seed <= 500; seed++) {
      everyDispatch(seed, QueueMachineTest::keepsTheOrder, it -> it);
    }
  }

  @Test
  void the_law_of_order_bites_where_the_last_is_served_first() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 500; seed++) {
                everyDispatch(seed, QueueMachineTest::keepsTheOrder, QueueMachineTest::reversed);
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  private static Queue reversed(Queue queue) {
    return new Queue(queue.id(), queue.waiting().reversed());
  }

  private interface Check {
    void dispatched(Queue before, List<Candidate> free, Step<Queue, QueueEffect> step);
  }

  private static void everyDispatch(long seed, Check check, UnaryOperator<Queue> falsify) {
    SplittableRandom chance = new SplittableRandom(seed);
    QueueMachine machine =
        new QueueMachine(rules(30, Set.of(), Preference.FEWEST_MISSED, Preference.LONGEST_IDLE));
    Queue queue = Queue.empty(ID);
    for (int i = 0; i < 60; i++) {
      CallId some = call("c" + chance.nextInt(20));
      switch (chance.nextInt(5)) {
        case 0, 1 ->
            queue =
                machine
                    .step(
                        queue,
                        new QueueInput.Join(
                            some,
                            NOON.plusSeconds(chance.nextInt(100)),
                            chance.nextInt(3),
                            skills(chance),
                            chance.nextBoolean(),
                            null))
                    .state();
        case 2 -> queue = machine.step(queue, new QueueInput.Leave(some)).state();
        case 3 ->
            queue =
                machine.step(queue, new QueueInput.OfferOver(some, chance.nextBoolean())).state();
        default -> {
          List<Candidate> free = free(chance, queue);
          Step<Queue, QueueEffect> step = dispatch(machine, falsify.apply(queue), free);
          check.dispatched(queue, free, step);
          queue = step.state();
        }
      }
    }
  }

  /** One offer after the other, as the floor does it. */
  private static Step<Queue, QueueEffect> dispatch(
      QueueMachine machine, Queue before, List<Candidate> free) {
    Queue queue = before;
    List<Candidate> left = new ArrayList<>(free);
    List<QueueEffect> offers = new ArrayList<>();
    for (Waiting next = machine.first(queue, left, Waiting::live);
        next != null;
        next = machine.first(queue, left, Waiting::live)) {
      Step<Queue, QueueEffect> step = machine.step(queue, new QueueInput.Offer(next.call(), left));
      queue = step.state();
      QueueEffect.Offer offer = (QueueEffect.Offer) step.effects().getFirst();
      offers.add(offer);
      left.removeIf(it -> it.seat().equals(offer.seat()));
    }
    return Step.to(queue, offers);
  }

  private static Set<String> skills(SplittableRandom chance) {
    return chance.nextInt(3) == 0 ? Set.of("x") : Set.of();
  }

  /** Seats at which nobody rings now. */
  private static List<Candidate> free(SplittableRandom chance, Queue queue) {
    List<Candidate> free = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SeatId id = new SeatId("s" + i);
      boolean rings = queue.waiting().stream().anyMatch(it -> id.equals(it.offeredTo()));
      if (!rings && chance.nextBoolean()) {
        free.add(
            new Candidate(
                id, skills(chance), NOON.minusSeconds(chance.nextInt(50)), chance.nextInt(3)));
      }
    }
    return free;
  }

  private static void keepsTheOrder(
      Queue before, List<Candidate> free, Step<Queue, QueueEffect> step) {
    Set<SeatId> left = new HashSet<>();
    free.forEach(it -> left.add(it.seat()));
    Set<CallId> offered = new HashSet<>();
    for (QueueEffect effect : step.effects()) {
      QueueEffect.Offer offer = (QueueEffect.Offer) effect;
      assertThat(offered.add(offer.call())).as("a call has one offer").isTrue();
      assertThat(left.remove(offer.seat())).as("a seat has one call").isTrue();
    }
    // in order: who was passed over could not be served by any seat that a later one was given
    List<Waiting> order = before.waiting();
    for (int i = 0; i < order.size(); i++) {
      Waiting earlier = order.get(i);
      if (earlier.offeredTo() != null || offered.contains(earlier.call())) {
        continue;
      }
      for (QueueEffect effect : step.effects()) {
        QueueEffect.Offer offer = (QueueEffect.Offer) effect;
        boolean later = before.position(offer.call(), false) > i + 1;
        assertThat(later && able(free, offer.seat(), earlier))
            .as("%s passed over", earlier)
            .isFalse();
      }
      assertThat(left.stream().anyMatch(it -> able(free, it, earlier))).isFalse();
    }
  }

  private static boolean able(List<Candidate> free, SeatId seat, Waiting caller) {
    return free.stream()
        .filter(it -> it.seat().equals(seat))
        .anyMatch(it -> it.skills().containsAll(caller.skills()));
  }
}
