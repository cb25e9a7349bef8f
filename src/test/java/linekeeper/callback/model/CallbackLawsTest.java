package linekeeper.callback.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.model.Law;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, and in whatever order, the laws hold; and each law is seen to bite. */
class CallbackLawsTest {
  private static final int TASKS = 2_000;
  private static final int INPUTS = 60;
  private static final List<AttemptEnd> ENDS = List.of(AttemptEnd.values());
  private static final List<AgentId> AGENTS = List.of(new AgentId("anna"), new AgentId("ben"));
  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);

  interface Falsified extends UnaryOperator<Step<Callback, CallbackEffect>> {}

  @Test
  void the_laws_hold_whatever_comes() {
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (int seed = 0; seed < TASKS; seed++) {
      Callback end = lived(seed, step -> step);
      seen.merge(Outcome.of(end), 1, Integer::sum);
    }
    // a test in which one kind of end never comes proves nothing about it
    assertThat(seen.keySet()).containsExactlyInAnyOrder(Outcome.values());
  }

  @Test
  void the_same_inputs_give_the_same_task() {
    for (int seed = 0; seed < 50; seed++) {
      assertThat(lived(seed, step -> step)).isEqualTo(lived(seed, step -> step));
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            "the oldest loss keeps its place",
            (Falsified)
                step ->
                    step.state().lostCount() < 3
                        ? step
                        : Step.to(later(step.state()), step.effects())),
        Arguments.of("an outcome stays", new Reopening()),
        Arguments.of(
            "nobody is called before he may be",
            (Falsified)
                step ->
                    step.effects().isEmpty()
                        ? step
                        : Step.to(step.state().notBefore(Instant.MAX), step.effects())),
        Arguments.of("a promise stays until it is kept", new Forgetting()),
        Arguments.of(
            "an attempt rings once", (Falsified) step -> Step.to(step.state(), twice(step))),
        Arguments.of(
            "who is being dialled was rung for",
            (Falsified) step -> Step.to(step.state(), List.of())),
        Arguments.of(
            "a refusal changes nothing",
            (Falsified)
                step ->
                    step.refusal() == null
                        ? step
                        : new Step<>(step.state().asking(), List.of(), step.refusal())),
        Arguments.of(
            "nobody is rung more often",
            (Falsified)
                step ->
                    step.state().phase() instanceof Phase.Unreachable it
                            && it.reason() == Reason.MAX_ATTEMPTS
                        ? Step.to(step.state().dialled(Instant.EPOCH))
                        : step));
  }

  /** Lets a task end, and opens it again at the next best moment. */
  private static final class Reopening implements Falsified {
    private boolean closed;

    @Override
    public Step<Callback, CallbackEffect> apply(Step<Callback, CallbackEffect> step) {
      boolean before = closed;
      closed = step.state().closed();
      return before && closed ? Step.to(step.state().in(new Phase.Pending(Instant.EPOCH))) : step;
    }
  }

  /** Forgets a promise at the step after the one in which it was made. */
  private static final class Forgetting implements Falsified {
    private boolean promised;

    @Override
    public Step<Callback, CallbackEffect> apply(Step<Callback, CallbackEffect> step) {
      Callback it = step.state();
      boolean before = promised;
      promised = it.scheduledFor() != null;
      return before && promised
          ? Step.to(
              it.lostAgain(it.lastLostAt(), it.placeAt(), it.notBefore(), it.dueAt()),
              step.effects())
          : step;
    }
  }

  private static List<CallbackEffect> twice(Step<Callback, CallbackEffect> step) {
    return Stream.concat(step.effects().stream(), step.effects().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_machine_that_breaks_a_law_is_found_out(String law, Falsified falsified) {
    assertThatThrownBy(
            () -> {
              for (int seed = 0; seed < TASKS; seed++) {
                lived(seed, falsified);
              }
            })
        .isInstanceOf(Law.Broken.class)
        .hasMessageStartingWith(law);
  }

  private static Callback later(Callback it) {
    return new Callback(
        it.id(),
        it.citizen(),
        it.line(),
        it.lossType(),
        it.firstLostAt(),
        it.lastLostAt(),
        it.lostCount(),
        it.placeAt(),
        it.dueAt().plusSeconds(1),
        it.scheduledFor(),
        it.notBefore(),
        it.asked(),
        it.attempts(),
        it.firstAttemptAt(),
        it.onLine(),
        it.phase());
  }

  private Callback lived(int seed, Falsified falsified) {
    SplittableRandom chance = new SplittableRandom(seed);
    CallbackLaws laws = new CallbackLaws(Rulings.T10.attempts());
    Instant now = Rulings.MORNING;
    Callback task = Rulings.OPENING.open(Rulings.lost("c1", "13800138000", now));
    for (int i = 0; i < INPUTS; i++) {
      now = now.plus(Duration.ofSeconds(chance.nextInt(chance.nextInt(20) == 0 ? 40_000 : 400)));
      CallbackInput input = any(chance, task, now);
      Step<Callback, CallbackEffect> step = falsified.apply(machine.step(task, input, now));
      laws.check(task, input, step, now);
      task = step.state();
    }
    return task;
  }

  private static CallbackInput any(SplittableRandom chance, Callback task, Instant now) {
    AgentId agent = AGENTS.get(chance.nextInt(AGENTS.size()));
    AttemptId attempt = task.id().attempt(Math.max(1, task.asked() - chance.nextInt(2)));
    CallId call = new CallId("again" + chance.nextInt(3));
    AttemptEnd end = ENDS.get(chance.nextInt(ENDS.size()));
    return switch (chance.nextInt(28)) {
      case 0 ->
          new CallbackInput.LostAgain(
              call, now, now.minusSeconds(chance.nextInt(600)), chance.nextBoolean());
      case 1 -> new CallbackInput.CallerBack(call, now);
      case 2 ->
          chance.nextInt(4) == 0
              ? new CallbackInput.CallerServed(call, now)
              : new CallbackInput.CallerLeft(call);
      case 3, 4 -> new CallbackInput.CallerLeft(call);
      case 5, 6 -> new CallbackInput.Claim(agent);
      case 7 -> new CallbackInput.Release(agent, chance.nextBoolean());
      case 8, 9, 10, 11, 12 -> new CallbackInput.Dial(agent);
      case 13 -> new CallbackInput.AttemptRefused(attempt, chance.nextInt(4) == 0);
      case 14 -> new CallbackInput.AttemptAnswered(attempt, agent, new CallId("out"));
      case 15, 16, 17 ->
          new CallbackInput.AttemptOver(
              attempt, end, chance.nextInt(4) == 0 ? null : now, chance.nextInt(2) * 9_000L);
      case 22, 23 -> new CallbackInput.TakePlace();
      case 24 -> new CallbackInput.AttemptWaits(attempt);
      case 25 -> new CallbackInput.AttemptOffered(attempt, agent);
      case 27 -> new CallbackInput.HandOver(agent, chance.nextBoolean(), AGENTS.getLast());
      case 26 ->
          new CallbackInput.Schedule(
              agent,
              chance.nextBoolean(),
              now.plusSeconds(chance.nextInt(20_000)),
              chance.nextBoolean() ? null : now.plusSeconds(chance.nextInt(30_000)));
      case 18 -> new CallbackInput.Finish(agent, Result.DECLINED);
      case 19 ->
          chance.nextInt(20) == 0 ? new CallbackInput.Cancel() : new CallbackInput.TimePassed();
      default -> new CallbackInput.TimePassed();
    };
  }

  private enum Outcome {
    OPEN,
    DONE,
    UNREACHABLE,
    RESOLVED,
    CANCELLED;

    static Outcome of(Callback task) {
      return switch (task.phase()) {
        case Phase.Done _ -> DONE;
        case Phase.Unreachable _ -> UNREACHABLE;
        case Phase.ResolvedByRecall _ -> RESOLVED;
        case Phase.Cancelled _ -> CANCELLED;
        case Phase.Pending _,
            Phase.Queued _,
            Phase.Assigned _,
            Phase.Dialing _,
            Phase.Connected _,
            Phase.WaitRetry _ ->
            OPEN;
      };
    }
  }
}
