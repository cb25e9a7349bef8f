package linekeeper.recording.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.PurgeBatch;
import linekeeper.recording.model.PurgeBatch.Decided;
import linekeeper.recording.model.PurgeBatch.State;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ParameterizedClass
@EnumSource(Postgres.class)
class PurgeBatchStoreTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final UUID ID = UUID.fromString("6f0fd6a5-36b9-4f2e-9c0b-6c8a3f6f0001");
  private static final PurgeBatch BATCH = new PurgeBatch(ID, "over", "security1", T0, null);
  private final PurgeBatchStore store;
  private final RecordingStore recordings;

  PurgeBatchStoreTest(Postgres postgres) {
    DataSource pool = postgres.pooled();
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
    store = new PurgeBatchStore(JdbcClient.create(pool), transactions);
    recordings = new RecordingStore(JdbcClient.create(pool), transactions);
  }

  @Test
  void nothing_has_its_turn_before_it_is_confirmed_and_then_each_has_it_once() {
    proposed("r1", "r2", "r3");
    assertThat(store.find(ID)).contains(BATCH);
    assertThat(store.turns(10)).isEmpty();
    assertThat(store.decide(ID, new Decided("leader1", T0.plusSeconds(9), true))).isTrue();
    assertThat(store.decide(ID, new Decided("leader2", T0.plusSeconds(9), false))).isFalse();

    PurgeBatchStore.Turn turn = store.turns(1).getFirst();
    assertThat(turn.batch().by()).isEqualTo("security1, leader1");
    store.outcome(turn, "ORDERED", null);
    store.outcome(turn, "recording.on-hold", "told once more after a crash");
    assertThat(store.turns(10))
        .as("whoever goes on from here knows what is left")
        .extracting(it -> it.recording().value())
        .containsExactly("r2", "r3");
    store.outcome(store.turns(1).getFirst(), "recording.on-hold", "held");
    PurgeBatch.Tally tally = store.tally(ID);
    assertThat(tally).isEqualTo(new PurgeBatch.Tally(3, 1, 1, 1, 0));
    assertThat(store.find(ID).orElseThrow().state(tally)).isEqualTo(State.RUNNING);
    assertThat(store.items(ID, "r1", 10))
        .extracting(PurgeBatchStore.Item::outcome)
        .containsExactly("recording.on-hold", null);
  }

  @Test
  void what_was_withdrawn_has_no_turn() {
    proposed("r1");
    assertThat(store.decide(ID, new Decided("security1", T0, false))).isTrue();
    assertThat(store.turns(10)).isEmpty();
    assertThat(store.newest(10).getFirst().state(store.tally(ID))).isEqualTo(State.WITHDRAWN);
  }

  private void proposed(String... ids) {
    for (String id : ids) {
      recordings.begin(new RecordingId(id), new CallId("c-" + id), T0);
    }
    store.propose(BATCH, List.of(ids).stream().map(RecordingId::new).toList());
  }
}
