package linekeeper.callback.store;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.OPENING;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.Reason;
import linekeeper.callback.model.Result;
import linekeeper.callback.model.Rulings;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ParameterizedClass
@EnumSource(Postgres.class)
class CallbacksTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final SeatId SEAT = new SeatId("s01");
  private static final CallbackId C1 = new CallbackId("c1");
  private static final Map<Postgres, DataSource> DATABASES = new EnumMap<>(Postgres.class);
  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private final Callbacks callbacks;
  private final Ledger ledger;
  private Instant now = MORNING.plusSeconds(60);

  CallbacksTest(Postgres postgres) {
    DataSource database = DATABASES.computeIfAbsent(postgres, CallbacksTest::pooled);
    JdbcClient client = JdbcClient.create(database);
    client
        .sql("truncate callback_task, callback_loss, callback_attempt, callback_promise")
        .update();
    callbacks = new Callbacks(client, new DataSourceTransactionManager(database));
    ledger = new Ledger(client);
  }

  private static DataSource pooled(Postgres postgres) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(postgres.migrated());
    pool.setMaximumPoolSize(8);
    return pool;
  }

  private void takes(CallEvent.Lost event) {
    var _ =
        callbacks.lost(
            event,
            task -> machine.step(task, CallbackInput.LostAgain.of(event), now),
            OPENING.open(event));
  }

  private Step<Callback, CallbackEffect> hears(CallbackInput input) {
    return callbacks.change(C1, task -> machine.step(task, input, now)).orElseThrow();
  }

  private AttemptId dials() {
    callbacks.dial(C1, SEAT, now, task -> machine.step(task, new CallbackInput.Dial(ANNA), now));
    return ((Phase.Dialing) task().phase()).attempt();
  }

  private Callback task() {
    return callbacks.find(C1).orElseThrow();
  }

  static List<Phase> phases() {
    AttemptId attempt = new AttemptId("c1-1");
    CallId call = new CallId("out");
    return List.of(
        new Phase.Pending(MORNING),
        new Phase.Assigned(MORNING, ANNA),
        new Phase.Assigned(MORNING, ANNA, new AgentId("leader")),
        new Phase.Dialing(MORNING, ANNA, attempt),
        new Phase.Connected(MORNING, ANNA, attempt, call, null),
        new Phase.Connected(MORNING, ANNA, attempt, call, Result.DECLINED),
        new Phase.WaitRetry(MORNING, MORNING.plusSeconds(600)),
        new Phase.Done(MORNING, ANNA, Result.ORDER_CREATED),
        new Phase.Unreachable(MORNING, Reason.MAX_ATTEMPTS),
        new Phase.ResolvedByRecall(MORNING, call),
        new Phase.Cancelled(MORNING, Reason.NO_NUMBER));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void every_state_is_read_back_as_it_was_written(Phase phase) {
    takes(lost("c1", "13800138000", MORNING));
    Callback fresh = task();
    Callback kept =
        new Callback(
            C1,
            fresh.citizen(),
            fresh.line(),
            fresh.lossType(),
            MORNING,
            MORNING.plusSeconds(1),
            2,
            MORNING.minusSeconds(300),
            fresh.dueAt(),
            MORNING.plusSeconds(7),
            MORNING.plusSeconds(61),
            3,
            2,
            MORNING.plusSeconds(99),
            new CallId("again"),
            phase);
    callbacks.change(C1, _ -> Step.to(kept));
    assertThat(task()).isEqualTo(kept);
  }

  @Test
  void a_loss_that_is_heard_twice_counts_once() {
    takes(lost("c1", "13800138000", MORNING));
    takes(lost("c1", "13800138000", MORNING));
    assertThat(task().lostCount()).isEqualTo(1);
  }

  @Test
  void losses_of_one_caller_make_one_task_however_his_number_is_written() {
    takes(lost("c1", "13800138000", MORNING));
    takes(lost("c2", "+8613800138000", MORNING.plusSeconds(30)));
    takes(lost("c3", "013800138000", MORNING.plusSeconds(60)));
    takes(lost("c2", "+8613800138000", MORNING.plusSeconds(30)));
    assertThat(callbacks.list(false, 10)).containsExactly(task());
    assertThat(task().lostCount()).isEqualTo(3);
    assertThat(task().dueAt()).isEqualTo(MORNING.plusSeconds(900));
  }

  @Test
  void who_kept_his_place_comes_before_those_who_were_lost_earlier_and_had_a_later_one() {
    takes(lost("c1", "13800138000", MORNING));
    Instant asked = MORNING.plusSeconds(30);
    takes(Rulings.asked("c2", "13900139000", asked, MORNING.minusSeconds(90)));
    takes(Rulings.asked("c2", "13900139000", asked, MORNING.minusSeconds(90)));
    assertThat(callbacks.due(now, null, 10).stream().map(Callback::id))
        .containsExactly(new CallbackId("c2"), C1);
    Callback first = callbacks.due(now, null, 1).getFirst();
    assertThat(callbacks.due(now, first, 10).stream().map(Callback::id)).containsExactly(C1);
    assertThat(callbacks.list(false, 10)).isEqualTo(callbacks.due(now, null, 10));
  }

  @Test
  void who_was_served_and_is_lost_again_is_owed_again_and_old_news_do_not_pay_it() {
    takes(lost("c1", "13800138000", MORNING));
    CallbackInput served = new CallbackInput.CallerServed(new CallId("c2"), MORNING.plusSeconds(9));
    hears(served);
    takes(lost("c3", "13800138000", MORNING.plusSeconds(20)));
    takes(lost("c1", "13800138000", MORNING));
    callbacks.changeOpen(new PhoneNumber("13800138000"), task -> machine.step(task, served, now));
    assertThat(callbacks.list(false, 10))
        .singleElement()
        .satisfies(task -> {
          assertThat(task.id()).isEqualTo(new CallbackId("c3"));
          assertThat(task.phase()).isInstanceOf(Phase.Pending.class);
        });
    assertThat(task().phase()).isInstanceOf(Phase.ResolvedByRecall.class);
  }

  @Test
  void callers_without_a_number_are_each_accounted_for() {
    takes(lost("c1", null, MORNING, 5_000));
    takes(lost("c2", null, MORNING, 5_000));
    assertThat(callbacks.list(false, 10)).isEmpty();
    assertThat(callbacks.list(true, 10)).hasSize(2);
    Ledger.Counts counts = ledger.counts(MORNING, now);
    assertThat(counts.lost()).isEqualTo(2);
    assertThat(counts.eligible()).isZero();
    assertThat(counts.excluded()).containsEntry("NO_NUMBER", 2);
  }

  @Test
  void of_many_agents_who_claim_at_once_one_has_it() throws InterruptedException {
    takes(lost("c1", "13800138000", MORNING));
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> claims = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      CallbackInput claim = new CallbackInput.Claim(new AgentId("agent" + i));
      claims.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return hears(claim).refusal() == null;
              },
              task -> Thread.ofPlatform().daemon().start(task)));
    }
    go.countDown();
    assertThat(claims.stream().filter(CompletableFuture::join)).hasSize(1);
  }

  @Test
  void an_attempt_is_there_before_anybody_is_told_and_has_its_outcome_after() {
    takes(lost("c1", "13800138000", MORNING));
    AttemptId attempt = dials();
    assertThat(callbacks.openAttempts(now.plusSeconds(1)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.id()).isEqualTo(attempt);
          assertThat(it.begunAt()).isNull();
        });
    CallEvent.AttemptOver over =
        new CallEvent.AttemptOver(
            new CallId("out"), now.plusSeconds(9), attempt, AttemptEnd.BUSY, now, 0);
    CallbackInput input = new CallbackInput.AttemptOver(attempt, AttemptEnd.BUSY, now, 0);
    callbacks.over(over, task -> machine.step(task, input, now));
    callbacks.over(over, task -> machine.step(task, input, now));
    assertThat(task().attempts()).isEqualTo(1);
    assertThat(callbacks.attempts(C1).getFirst().outcome()).isEqualTo("BUSY");
    assertThat(callbacks.openAttempts(now.plusSeconds(99))).isEmpty();
    assertThat(callbacks.attemptsSince(now.minusSeconds(1), ANNA)).isEqualTo(1);
    assertThat(callbacks.attemptsSince(now.minusSeconds(1), new AgentId("ben"))).isZero();
  }

  @Test
  void what_the_floor_tells_of_an_attempts_end_is_true_whatever_was_thought_of_it_before() {
    takes(lost("c1", "13800138000", MORNING));
    AttemptId attempt = dials();
    refused(callbacks.attempt(attempt).orElseThrow());
    CallEvent.AttemptOver over =
        new CallEvent.AttemptOver(
            new CallId("out"), now.plusSeconds(9), attempt, AttemptEnd.NO_ANSWER, now, 0);
    callbacks.over(over, Step::same);
    Attempt kept = callbacks.attempt(attempt).orElseThrow();
    assertThat(kept.outcome()).isEqualTo("NO_ANSWER");
    assertThat(kept.dialledAt()).isEqualTo(now);
    assertThat(kept.endedAt()).isEqualTo(now.plusSeconds(9));
  }

  @Test
  void the_fence_may_forget_only_what_was_begun_and_is_over_for_long() {
    takes(lost("c1", "13800138000", MORNING));
    AttemptId attempt = dials();
    refused(callbacks.attempt(attempt).orElseThrow());
    assertThat(fencedLater()).as("never begun, its number may be used again").isEmpty();
    now = now.plusSeconds(5);
    assertThat(dials()).isEqualTo(attempt);
    CallId call = new CallId("out");
    CallEvent.CalledOut begun =
        new CallEvent.CalledOut(
            call, now, attempt, Rulings.LINE, new PhoneNumber("13800138000"), "12345", SEAT, ANNA);
    callbacks.begun(begun, Step::same);
    assertThat(fencedLater()).as("under way").isEmpty();
    callbacks.over(
        new CallEvent.AttemptOver(call, now, attempt, AttemptEnd.BUSY, now, 0), Step::same);
    assertThat(callbacks.fenced(now, 9)).as("just over").isEmpty();
    assertThat(fencedLater()).containsExactly(attempt);
    callbacks.unfenced(attempt);
    assertThat(fencedLater()).isEmpty();
  }

  private List<AttemptId> fencedLater() {
    return callbacks.fenced(now.plus(Duration.ofDays(2)), 9);
  }

  @Test
  void an_attempt_that_was_refused_is_intended_anew_and_old_news_do_not_end_it() {
    takes(lost("c1", "13800138000", MORNING));
    AttemptId id = dials();
    Attempt first = callbacks.attempt(id).orElseThrow();
    refused(first);
    refused(first);
    assertThat(callbacks.attempt(id).orElseThrow().outcome()).isEqualTo("NOT_BEGUN");
    now = now.plusSeconds(5);
    assertThat(dials()).isEqualTo(id);
    Attempt again = callbacks.attempt(id).orElseThrow();
    assertThat(again.outcome()).isNull();
    assertThat(again.intendedAt()).isEqualTo(now);
    refused(first);
    assertThat(task().phase()).as("what was said of the first").isInstanceOf(Phase.Dialing.class);
    assertThat(callbacks.attempts(C1)).containsExactly(again);
    assertThat(callbacks.attemptsSince(MORNING)).isEqualTo(1);
  }

  private void refused(Attempt attempt) {
    callbacks.settle(
        attempt,
        "NOT_BEGUN",
        "floor.full",
        now,
        task -> machine.step(task, new CallbackInput.AttemptRefused(attempt.id(), false), now));
  }

  @Test
  void time_finds_those_that_it_changes_and_no_others() {
    takes(lost("c1", "13800138000", MORNING));
    assertThat(ripe()).isEmpty();
    hears(new CallbackInput.Claim(ANNA));
    assertThat(ripe()).isEmpty();
    now = now.plus(Duration.ofMinutes(10));
    assertThat(ripe()).containsExactly(C1);
    hears(new CallbackInput.TimePassed());
    assertThat(ripe()).isEmpty();
    now = now.plus(Duration.ofDays(3));
    assertThat(ripe()).containsExactly(C1);
  }

  @Test
  void what_was_promised_waits_for_its_time_and_is_told_of_when_that_comes_near() {
    takes(lost("c1", "13800138000", MORNING));
    takes(lost("c2", "13900139000", MORNING.plusSeconds(60)));
    assertThat(ledger.warn(MORNING.plus(Duration.ofMinutes(12)))).isEqualTo(2);
    String before = ledger.revision();
    Instant tomorrow = MORNING.plus(Duration.ofDays(1));
    now = MORNING.plus(Duration.ofMinutes(13));
    hears(new CallbackInput.Schedule(ANNA, false, tomorrow, null));
    assertThat(ledger.revision()).isNotEqualTo(before);
    assertThat(callbacks.due(now, null, 10).stream().map(Callback::id))
        .containsExactly(new CallbackId("c2"));
    assertThat(callbacks.list(false, 10).stream().map(Callback::id))
        .as("in the order in which they are called")
        .containsExactly(new CallbackId("c2"), C1);
    assertThat(task().scheduledFor()).isEqualTo(tomorrow);
    now = MORNING.plus(Duration.ofDays(3));
    assertThat(ripe()).as("open for three days from its time on").isEmpty();
    now = tomorrow.plus(Duration.ofMinutes(11));
    assertThat(ledger.warn(now)).as("once more, for its own time").isEqualTo(1);
    assertThat(ledger.backlog(now).dueSoon()).isEqualTo(1);
    assertThat(ledger.backlog(tomorrow.plusSeconds(901)).overdue()).isEqualTo(2);
  }

  @Test
  void what_falls_due_next_is_known_to_the_moment() {
    Instant evening = MORNING.plus(Duration.ofHours(12));
    assertThat(callbacks.next(MORNING, evening)).isEmpty();
    takes(lost("c1", "13800138000", MORNING));
    takes(lost("c2", "13900139000", MORNING.plusSeconds(30)));
    Instant first = task().notBefore();
    Instant second = first.plusSeconds(30);
    assertThat(callbacks.next(MORNING, evening)).contains(first);
    assertThat(callbacks.next(MORNING, first.minusMillis(1))).isEmpty();
    assertThat(callbacks.next(first, evening)).as("what is due is not to come").contains(second);
    now = first;
    AttemptId attempt = dials();
    hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.BUSY, now, 0));
    assertThat(task().phase()).isInstanceOf(Phase.WaitRetry.class);
    Instant again = ((Phase.WaitRetry) task().phase()).until();
    assertThat(callbacks.next(first, evening)).contains(second);
    assertThat(callbacks.next(second, evening)).as("a retry too").contains(again);
  }

  private List<CallbackId> ripe() {
    return callbacks.ripe(now, now.minus(Rulings.T10.claim()), now.minus(Rulings.T10.giveUp()));
  }

  @Test
  void the_figures_count_what_became_of_each() {
    takes(lost("c1", "13800138000", MORNING));
    takes(lost("c2", "13900139000", MORNING));
    takes(lost("c3", null, MORNING, 5_000));
    Ledger.Backlog backlog = ledger.backlog(MORNING.plusSeconds(899));
    assertThat(backlog.open()).isEqualTo(2);
    assertThat(backlog.dueSoon()).isEqualTo(2);
    assertThat(backlog.overdue()).isZero();
    assertThat(backlog.oldestLostAt()).isEqualTo(MORNING);
    assertThat(ledger.backlog(MORNING.plusSeconds(901)).overdue()).isEqualTo(2);
    AttemptId attempt = dials();
    hears(new CallbackInput.AttemptAnswered(attempt, ANNA, new CallId("out")));
    hears(new CallbackInput.AttemptOver(attempt, AttemptEnd.CONNECTED, now, 9_000));
    Ledger.Counts counts = ledger.counts(MORNING, MORNING.plusSeconds(1));
    assertThat(counts)
        .isEqualTo(new Ledger.Counts(3, java.util.Map.of("NO_NUMBER", 1), 2, 1, 1, 1, 1, 0, 1));
  }
}
