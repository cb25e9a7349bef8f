package linekeeper.queue.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import org.junit.jupiter.api.Test;

/** The law of fairness between live callers and callbacks. */
class TurnsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
  private static final int MANY = 2_000;

  private static Waiting live(String id, int second) {
    return waiting(id, second, null);
  }

  private static Waiting owed(String id, int second) {
    return waiting(id, second, new Owed(0));
  }

  private static Waiting waiting(
      String id, int second, @org.jspecify.annotations.Nullable Owed owed) {
    return new Waiting(new CallId(id), NOON.plusSeconds(second), 0, Set.of(), Set.of(), null, owed);
  }

  private static String served(Waiting... waiting) {
    List<Waiting> sorted = new ArrayList<>(List.of(waiting));
    sorted.sort(Turns.order());
    return String.join(
        " ", Turns.served(sorted, false).stream().map(it -> it.call().value()).toList());
  }

  @Test
  void a_callback_stands_where_its_caller_stood() {
    assertThat(served(live("a", 1), owed("b", 2), live("c", 3))).isEqualTo("a b c");
  }

  @Test
  void after_a_callback_comes_a_live_caller() {
    assertThat(served(owed("x", 1), owed("y", 2), owed("z", 3), live("a", 100), live("b", 101)))
        .isEqualTo("x a y b z");
  }

  @Test
  void live_callers_alone_and_callbacks_alone_go_by_their_place() {
    assertThat(served(live("b", 2), live("a", 1))).isEqualTo("a b");
    assertThat(served(owed("y", 2), owed("x", 1))).isEqualTo("x y");
  }

  @Test
  void a_higher_priority_comes_first_whoever_it_is() {
    Waiting urgent =
        new Waiting(
            new CallId("u"), NOON.plusSeconds(99), 1, Set.of(), Set.of(), null, new Owed(0));
    assertThat(Turns.owedFirst(live("a", 1), urgent, true)).isTrue();
  }

  @Test
  void one_seat_may_always_call_and_beyond_that_the_live_callers_keep_theirs() {
    assertThat(new Owed(2).may(1, 0)).isTrue();
    assertThat(new Owed(2).may(1, 1)).isFalse();
    assertThat(new Owed(2).may(5, 2)).isTrue();
    assertThat(new Owed(2).may(5, 3)).isFalse();
    assertThat(new Owed(0).may(3, 2)).isTrue();
  }

  @Test
  void the_place_that_a_caller_is_told_counts_the_callbacks_before_him() {
    Queue queue = new Queue(new QueueId("q"), List.of(owed("x", 1), owed("y", 2), live("a", 3)));
    assertThat(queue.position(new CallId("a"), false)).isEqualTo(2);
    assertThat(queue.live()).hasSize(1);
  }

  @Test
  void where_a_callback_had_the_last_turn_the_next_is_a_live_callers_and_he_is_told_so() {
    Queue queue = new Queue(new QueueId("q"), List.of(owed("x", 1), owed("y", 2), live("a", 3)));
    assertThat(queue.position(new CallId("a"), true)).isEqualTo(1);
    Queue ringing =
        new Queue(
            new QueueId("q"),
            List.of(owed("x", 1).ringingAt(new SeatId("s1")), owed("y", 2), live("a", 3)));
    assertThat(ringing.position(new CallId("a"), true)).as("x rings, then he").isEqualTo(2);
    assertThat(ringing.position(new CallId("y"), true)).isEqualTo(3);
  }

  @Test
  void neither_starves() {
    for (long seed = 1; seed <= MANY; seed++) {
      neitherStarves(seed, it -> Turns.served(it, false));
      neitherStarves(seed, it -> Turns.served(it, true));
    }
  }

  @Test
  void the_law_bites_where_all_go_by_their_place_alone() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= MANY; seed++) {
                neitherStarves(seed, it -> it);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("callbacks before a live caller");
  }

  @Test
  void the_law_bites_where_live_callers_always_come_first() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= MANY; seed++) {
                neitherStarves(seed, TurnsTest::liveFirst);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("later live callers before a callback");
  }

  private static List<Waiting> liveFirst(List<Waiting> waiting) {
    List<Waiting> order = new ArrayList<>(waiting.stream().filter(Waiting::live).toList());
    waiting.stream().filter(it -> !it.live()).forEach(order::add);
    return order;
  }

  private static void neitherStarves(long seed, UnaryOperator<List<Waiting>> order) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<Waiting> waiting = new ArrayList<>();
    int most = 1 + chance.nextInt(30);
    for (int i = 0; i < most; i++) {
      int second = chance.nextInt(60);
      waiting.add(
          chance.nextInt(seed % 2 == 0 ? 5 : 2) == 0
              ? live("l" + i, second)
              : owed("o" + i, second));
    }
    waiting.sort(Turns.order());
    List<Waiting> served = order.apply(waiting);
    assertThat(served).containsExactlyInAnyOrderElementsOf(waiting);
    for (int i = 0; i < served.size(); i++) {
      Waiting who = served.get(i);
      List<Waiting> before = served.subList(0, i);
      long live = before.stream().filter(Waiting::live).count();
      long owed = before.size() - live;
      if (who.live()) {
        assertThat(owed).as("callbacks before a live caller").isLessThanOrEqualTo(live + 1);
      } else {
        long later =
            before.stream()
                .filter(it -> it.live() && !it.placeAt().isBefore(who.placeAt()))
                .filter(it -> it.placeAt().isAfter(who.placeAt()))
                .count();
        assertThat(later).as("later live callers before a callback").isLessThanOrEqualTo(owed + 1);
      }
    }
  }
}
