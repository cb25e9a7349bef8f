package linekeeper.callback.store;

import static linekeeper.callback.model.Rulings.MORNING;
import static linekeeper.callback.model.Rulings.OPENING;
import static linekeeper.callback.model.Rulings.lost;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import linekeeper.call.event.CallEvent;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect.Promise;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.model.CallbackMachine;
import linekeeper.callback.model.Rulings;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What a citizen was owed before. */
@ParameterizedClass
@EnumSource(Postgres.class)
class PastCallbacksTest {
  private static final AgentId ANNA = new AgentId("anna");
  private static final SeatId SEAT = new SeatId("s01");
  private static final PhoneNumber CITIZEN = new PhoneNumber("13800138000");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final CallbackMachine machine = new CallbackMachine(Rulings.T10, Rulings.ZONE);
  private final Callbacks callbacks;
  private final Ledger ledger;
  private Instant now = MORNING;

  PastCallbacksTest(Postgres postgres) {
    DataSource database = postgres.migrated();
    JdbcClient client = JdbcClient.create(database);
    callbacks = new Callbacks(client, new DataSourceTransactionManager(database));
    ledger = new Ledger(client);
  }

  /** What a loss leaves us owing. */
  private CallbackId owed(CallEvent.Lost event) {
    callbacks.lost(
        event,
        task -> machine.step(task, CallbackInput.LostAgain.of(event), now),
        OPENING.open(event));
    return new CallbackId(event.call().value());
  }

  /** A loss at that moment, and the end of what it left us owing. */
  private CallbackId lostAndServed(String call, String caller, Instant at) {
    CallbackId id = owed(lost(call, caller, at));
    hears(id, new CallbackInput.CallerServed(new CallId(call + "-again"), at.plusSeconds(9)));
    return id;
  }

  private void hears(CallbackId id, CallbackInput input) {
    assertThat(callbacks.change(id, task -> machine.step(task, input, now)).orElseThrow().refusal())
        .isNull();
  }

  @Test
  void pages_hold_each_task_of_his_once_and_nobody_elses() {
    List<CallbackId> his = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // two of them in the same instant
      Instant at = MORNING.plus(Duration.ofHours(i / 2));
      his.addFirst(lostAndServed("c" + i, "13800138000", at));
      lostAndServed("d" + i, "13900139000", at);
    }
    List<CallbackId> found = new ArrayList<>();
    Instant at = LAST;
    String id = "";
    for (List<PastCallback> page = page(at, id); !page.isEmpty(); page = page(at, id)) {
      page.forEach(it -> found.add(it.task().id()));
      at = page.getLast().task().firstLostAt();
      id = page.getLast().task().id().value();
    }
    assertThat(found).containsExactlyElementsOf(his);
  }

  private List<PastCallback> page(Instant beforeAt, String beforeId) {
    return callbacks.past(CITIZEN, beforeAt, beforeId, 2);
  }

  @Test
  void who_withheld_his_number_is_nobody_we_know() {
    owed(lost("c1", null, MORNING, 5_000));
    assertThat(callbacks.past(PhoneNumber.WITHHELD, LAST, "", 9)).isEmpty();
  }

  @Test
  void each_time_that_was_promised_is_remembered_also_when_it_has_come() {
    CallbackId id = owed(lost("c1", "13800138000", MORNING));
    now = MORNING.plusSeconds(60);
    Instant first = MORNING.plus(Duration.ofHours(1));
    Instant second = MORNING.plus(Duration.ofHours(2));
    hears(id, new CallbackInput.Schedule(ANNA, false, first, first.plusSeconds(600)));
    now = now.plusSeconds(60);
    hears(id, new CallbackInput.Schedule(ANNA, false, second, null));
    // what is refused is no promise
    callbacks.change(
        id,
        task -> machine.step(task, new CallbackInput.Schedule(ANNA, false, MORNING, null), now));
    now = second;
    callbacks.dial(id, SEAT, now, task -> machine.step(task, new CallbackInput.Dial(ANNA), now));
    PastCallback past = callbacks.past(CITIZEN, LAST, "", 9).getFirst();
    assertThat(past.promises())
        .containsExactly(
            new Promise(ANNA, MORNING.plusSeconds(120), second, second.plusSeconds(900)),
            new Promise(ANNA, MORNING.plusSeconds(60), first, first.plusSeconds(600)));
    assertThat(past.attempts()).extracting(Attempt::id).containsExactly(new AttemptId("c1-1"));
    assertThat(past.task()).extracting(Callback::id).isEqualTo(id);
  }

  @Test
  void of_a_long_story_the_end_is_told() {
    CallbackId id = owed(lost("c1", "13800138000", MORNING));
    for (int i = 1; i <= 25; i++) {
      now = MORNING.plusSeconds(i);
      hears(id, new CallbackInput.Schedule(ANNA, false, MORNING.plusSeconds(3_600 + i), null));
    }
    List<Promise> promises = callbacks.past(CITIZEN, LAST, "", 9).getFirst().promises();
    assertThat(promises).hasSize(20);
    assertThat(promises.getFirst().from()).isEqualTo(MORNING.plusSeconds(3_625));
  }

  @Test
  void what_somebody_was_given_is_told_until_he_has_taken_note() {
    CallbackId id = owed(lost("c1", "13800138000", MORNING));
    now = MORNING.plusSeconds(60);
    AgentId leader = new AgentId("leader");
    hears(id, new CallbackInput.HandOver(leader, true, leader));
    assertThat(callbacks.handed(9)).as("he knows himself").isEmpty();
    String before = ledger.revision();
    hears(id, new CallbackInput.HandOver(leader, true, ANNA));
    assertThat(callbacks.handed(9)).containsExactly(callbacks.find(id).orElseThrow());
    assertThat(ledger.revision()).isNotEqualTo(before);
    before = ledger.revision();
    hears(id, new CallbackInput.Claim(ANNA));
    assertThat(callbacks.handed(9)).isEmpty();
    assertThat(ledger.revision()).isNotEqualTo(before);
    hears(id, new CallbackInput.HandOver(leader, true, ANNA));
    callbacks.dial(id, SEAT, now, task -> machine.step(task, new CallbackInput.Dial(ANNA), now));
    assertThat(callbacks.handed(9)).as("he has begun with it").isEmpty();
  }
}
