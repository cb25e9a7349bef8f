package linekeeper.recording.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Hashed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Look;
import linekeeper.recording.model.Custody.Missing;
import linekeeper.recording.model.Custody.Probed;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Custody.Unheard;
import linekeeper.recording.model.Custody.Uploading;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ParameterizedClass
@EnumSource(Postgres.class)
class RecordingStoreTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final RecordingId ID = new RecordingId("r1");
  private static final CallId CALL = new CallId("c1");
  private static final Audio AUDIO = new Audio(96_044, 3000, 2, 8000, 96_002, 2);
  private static final Place PLACE = new Place("recordings", "recordings/r1.wav");
  private static final PurgeOrder ORDER =
      new PurgeOrder("security1", "over", T0, LocalDate.of(2028, 11, 22), "rule");
  private final JdbcClient jdbc;
  private final RecordingStore store;

  RecordingStoreTest(Postgres postgres) {
    DataSource pool = postgres.pooled();
    jdbc = JdbcClient.create(pool);
    store = new RecordingStore(jdbc, new DataSourceTransactionManager(pool));
  }

  @Test
  void every_state_is_read_back_as_it_was_written() {
    Uploading uploading = new Uploading(AUDIO, "ab", PLACE, 2);
    Stored stored = new Stored(AUDIO, "ab", PLACE, T0, null);
    store.begin(ID, CALL, T0);
    for (Custody custody :
        List.of(
            new Recording(T0, null, T0),
            new Recording(T0, new Look(12, T0.plusSeconds(1)), T0.plusSeconds(2)),
            new Recording(T0, new Look(12, T0), T0.plusSeconds(60), T0.plusSeconds(600)),
            new FailedRetryable(
                new Recording(T0, null, T0.plusSeconds(60), T0.plusSeconds(600)),
                1,
                T0.plusSeconds(60),
                "away"),
            new FileClosed(),
            new Probed(AUDIO),
            new Hashed(AUDIO, "ab"),
            uploading,
            new Stored(AUDIO, "ab", PLACE, T0, T0.plusSeconds(60)),
            stored,
            new Linked(stored, "order:1"),
            new Custody.Purging(stored, null, ORDER, T0.plusSeconds(60), null),
            new Custody.Purging(stored, null, ORDER, T0.plusSeconds(60), "the store keeps it"),
            new Custody.Purged(stored, "order:1", ORDER, T0.plusSeconds(61)),
            new FailedRetryable(uploading, 7, T0.plusSeconds(60), "away"),
            new Missing("no file"),
            new Unheard("empty file"),
            new Corrupt(uploading, "different"))) {
      store.change(ID, it -> it.with(custody));
      assertThat(store.find(ID).orElseThrow().custody()).isEqualTo(custody);
    }
  }

  @Test
  void beginning_twice_is_beginning_once() {
    store.begin(ID, CALL, T0);
    store.talks(ID, new AgentId("agent1"));
    store.begin(ID, CALL, T0.plusSeconds(9));
    store.heard(ID, T0.plusSeconds(1));
    store.heard(ID, T0.plusSeconds(9));
    store.talks(ID, new AgentId("agent1"));
    store.talks(ID, new AgentId("agent2"));
    assertThat(store.ofCall(CALL))
        .containsExactly(
            new TakenRecording(
                ID,
                CALL,
                RecordingKind.ORDINARY,
                Set.of(new AgentId("agent1"), new AgentId("agent2")),
                null,
                T0,
                T0.plusSeconds(1),
                null,
                Recording.BEGUN));
  }

  @Test
  void what_is_due_is_found_the_newest_first_and_nothing_else() {
    Object[][] rows = {
      {"oldest", new FileClosed()},
      {"newest", new FailedRetryable(new FileClosed(), 1, T0, "away")},
      {"later", new FailedRetryable(new FileClosed(), 1, T0.plusSeconds(9), "away")},
      {"talking", Recording.BEGUN},
      {"arrived", new Stored(AUDIO, "ab", PLACE, T0, null)},
      {"missing", new Missing("no file")}
    };
    for (int i = 0; i < rows.length; i++) {
      Object[] row = rows[i];
      RecordingId id = new RecordingId((String) row[0]);
      store.begin(id, CALL, T0.plusMillis(i));
      store.change(id, it -> it.with((Custody) row[1]));
    }
    assertThat(store.due(T0, 10))
        .extracting(RecordingId::value)
        .containsExactly("newest", "oldest");
    assertThat(store.due(T0, 1)).extracting(RecordingId::value).containsExactly("newest");
    assertThat(store.unfinished())
        .containsEntry("FAILED_RETRYABLE", 2L)
        .containsEntry("MISSING", 1L)
        .doesNotContainKey("STORED");
    assertThat(store.states(List.of(new RecordingId("missing"), new RecordingId("unheard-of"))))
        .containsOnlyKeys(new RecordingId("missing"));
  }

  @Test
  void only_what_can_be_worked_out_again_of_its_file_is_not_waited_for() {
    jdbc.sql(
            """
            create table committed (state text, waits text);
            create function note() returns trigger language plpgsql as $$
              begin
                -- the tests' server waits for no commit at all, so it counts who said so
                insert into committed select new.state,
                    case source when 'session' then setting else 'as configured' end
                  from pg_settings where name = 'synchronous_commit';
                return null;
              end $$;
            create constraint trigger note after update on recording
              deferrable initially deferred for each row execute function note();
            """)
        .update();
    store.begin(ID, CALL, T0);
    Stored stored = new Stored(AUDIO, "ab", PLACE, T0, T0);
    for (Custody custody :
        List.of(
            new FileClosed(),
            new Uploading(AUDIO, "ab", PLACE, 0),
            new FailedRetryable(new FileClosed(), 1, T0, "away"),
            stored,
            new Linked(stored, "order:1"),
            new Custody.Purging(stored, null, ORDER, T0, null),
            new Corrupt(new FileClosed(), "no audio"))) {
      store.change(ID, it -> it.with(custody));
    }
    assertThat(
            jdbc.sql("select state from committed where waits = 'off'").query(String.class).list())
        .containsExactlyInAnyOrder("FILE_CLOSED", "UPLOADING", "FAILED_RETRYABLE");
    assertThat(
            jdbc.sql("select state from committed where waits <> 'off'").query(String.class).list())
        .containsExactlyInAnyOrder("STORED", "LINKED", "PURGING", "CORRUPT");
  }

  @Test
  void nobody_changes_what_is_not_there() {
    assertThat(store.change(ID, it -> it.with(new FileClosed()))).isEmpty();
    assertThat(store.find(ID)).isEmpty();
  }
}
