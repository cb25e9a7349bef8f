package linekeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At least 10,000 calls: fixed seeds, every seed that ever failed, and one that is new each time.
 */
class FloorSimulation {
  private static final int CALLS = 1_000;

  static LongStream fixed() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void the_laws_hold_for_a_fixed_seed(long seed) {
    holds(Simulation.run(seed, CALLS));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void whoever_is_lost_is_owed_one_outcome(long seed) {
    Simulation.Result result = Simulation.callingBack(seed, CALLS);
    holds(result);
    ModelCallbacks.Outcome called = java.util.Objects.requireNonNull(result.callbacks());
    // a simulation in which nobody is called back proves nothing
    assertThat(called.attempts()).isGreaterThan(20);
    assertThat(called.states().getOrDefault("DONE", 0)).isGreaterThan(5);
    assertThat(called.promised()).as("times that were promised").isGreaterThan(5);
    assertThat(called.asked()).as("who asked to be called back").isPositive();
    // a machine answered; and one who was rung before an agent was hung up before one came
    assertThat(called.ends()).containsKeys(AttemptEnd.VOICEMAIL, AttemptEnd.ABANDONED);
  }

  @Test
  void whoever_is_lost_is_owed_one_outcome_for_a_seed_that_is_new_each_time() {
    Long asked = Long.getLong("linekeeper.simulation.seed");
    long seed = asked != null ? asked : new SplittableRandom().nextLong(1_000_000_000L);
    System.out.println("simulation: fresh seed, calling back, " + seed);
    holdsOrSaysWhy(seed, Simulation::callingBack);
  }

  /** Of a seed that nobody has seen only the laws can be asked, and that it is no empty story. */
  private static void holdsOrSaysWhy(long seed, Shortest.Run run) {
    try {
      Simulation.Result result = run.of(seed, CALLS);
      assertThat(result.requests()).isEqualTo(result.answered() + result.lost());
      assertThat(result.answered()).isGreaterThan(result.calls() / 20);
    } catch (Simulation.Failed _) {
      throw Shortest.of(seed, CALLS, run);
    }
  }

  @Test
  void a_story_is_told_as_short_as_it_still_fails() {
    Shortest.Run failsFromFortyOn =
        (seed, calls) -> {
          if (calls >= 40) {
            throw new Simulation.Failed("with " + calls, new AssertionError());
          }
          return Simulation.run(seed, calls);
        };
    assertThat(Shortest.of(3, 200, failsFromFortyOn)).hasMessage("with 40");
  }

  /** The laws of callbacks are seen to bite: one kind of event is never heard. */
  static Stream<Arguments> unheard() {
    return Stream.of(
        Arguments.of(CallEvent.Lost.class, "every lost request has exactly one task"),
        Arguments.of(CallEvent.AttemptOver.class, "each attempt has an outcome"));
  }

  @ParameterizedTest
  @MethodSource("unheard")
  void who_does_not_hear_of_everything_is_found_out(Class<? extends CallEvent> kind, String law) {
    assertThatThrownBy(() ->
            Simulation.callingBackDeaf(
                1, 200, it -> Optional.of(it).filter(event -> !kind.isInstance(event))))
        .isInstanceOf(Simulation.Failed.class)
        .hasMessageContaining(law);
  }

  @Test
  void who_puts_those_who_asked_for_a_callback_at_the_end_is_found_out() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 5; seed++) {
                Simulation.callingBackDeaf(seed, 500, FloorSimulation::withoutPlace);
              }
            })
        .isInstanceOf(Simulation.Failed.class)
        .hasMessageContaining("who asked for a callback keeps his place");
  }

  private static Optional<CallEvent> withoutPlace(CallEvent event) {
    return Optional.of(
        event instanceof CallEvent.Lost it
            ? new CallEvent.Lost(
                it.call(), it.at(), it.lossType(), it.caller(), it.line(), it.waitMillis(), null)
            : event);
  }

  @Test
  void callers_whom_nobody_heard_of_are_found_out_where_the_ledger_is_not_read() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 5; seed++) {
                Simulation.ledgerUnread(seed, 500);
              }
            })
        .isInstanceOf(Simulation.Failed.class)
        .hasMessageContaining("each caller is on record");
  }

  static List<String> remembered() {
    try (InputStream in = FloorSimulation.class.getResourceAsStream("/failed-seeds.txt")) {
      return new String(
              java.util.Objects.requireNonNull(in, "failed-seeds.txt").readAllBytes(),
              StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("remembered")
  void the_laws_hold_for_a_seed_that_once_failed(String seedAndCalls) {
    String[] parts = seedAndCalls.split(" ", 3);
    long seed = Long.parseLong(parts[0]);
    int callers = Integer.parseInt(parts[1]);
    addsUp(Simulation.run(seed, callers));
    addsUp(Simulation.callingBack(seed, callers));
  }

  @Test
  void the_laws_hold_for_a_seed_that_is_new_each_time() {
    Long asked = Long.getLong("linekeeper.simulation.seed");
    long seed = asked != null ? asked : new SplittableRandom().nextLong(1_000_000_000L);
    System.out.println("simulation: fresh seed " + seed);
    holdsOrSaysWhy(seed, Simulation::run);
  }

  @Test
  void the_same_seed_tells_the_same_story() {
    assertThat(Simulation.run(42, 150)).isEqualTo(Simulation.run(42, 150));
  }

  /** The laws are seen to bite: one kind of instruction never reaches the switch. */
  static Stream<Arguments> forgotten() {
    return Stream.of(
        Arguments.of(Instruction.Join.class, "those who talk are in one bridge"),
        Arguments.of(Instruction.OpenBridge.class, "those who talk are in one bridge"),
        Arguments.of(Instruction.Leave.class, "hears music"),
        Arguments.of(Instruction.StartMusic.class, "hears music"),
        Arguments.of(Instruction.StopMusic.class, "who talks hears no music"),
        Arguments.of(Instruction.StartRecording.class, "who talks is recorded"),
        Arguments.of(Instruction.PauseRecording.class, "silence is recorded where it is wanted"),
        Arguments.of(Instruction.CloseBridge.class, "no bridge is left on the switch"),
        Arguments.of(Instruction.HangUp.class, ""));
  }

  @ParameterizedTest
  @MethodSource("forgotten")
  void an_application_that_forgets_to_tell_the_switch_something_is_found_out(
      Class<? extends Instruction> kind, String law) {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 5; seed++) {
                Simulation.falsified(
                    seed, 100, told -> told.stream().filter(it -> !kind.isInstance(it)).toList());
              }
            })
        .isInstanceOf(Simulation.Failed.class)
        .hasMessageContaining(law)
        .hasMessageContaining("linekeeper sim --seed");
  }

  private static void addsUp(Simulation.Result result) {
    assertThat(result.requests()).isEqualTo(result.answered() + result.lost());
  }

  private static void holds(Simulation.Result result) {
    addsUp(result);
    // a simulation in which nothing happens proves nothing
    assertThat(result.answered()).isGreaterThan(result.calls() / 4);
    assertThat(result.lost()).isGreaterThan(result.calls() / 20);
  }
}
