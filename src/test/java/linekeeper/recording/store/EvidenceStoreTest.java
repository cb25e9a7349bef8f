package linekeeper.recording.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Place;
import linekeeper.recording.proof.Chain;
import linekeeper.recording.proof.Scheme;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.proof.Verifier;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ParameterizedClass
@EnumSource(Postgres.class)
class EvidenceStoreTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Instant T0 = Instant.parse("2026-11-21T04:00:00Z");
  private static final Verifier KEY = new Verifier("k", Scheme.ED25519, "not looked at");

  private final RecordingStore recordings;
  private final EvidenceStore evidence;

  EvidenceStoreTest(Postgres postgres) {
    DataSource pool = postgres.pooled();
    var transactions = new DataSourceTransactionManager(pool);
    recordings = new RecordingStore(JdbcClient.create(pool), transactions);
    evidence = new EvidenceStore(JdbcClient.create(pool), transactions);
    evidence.keep(KEY, T0);
  }

  @Test
  void what_is_stored_waits_to_be_signed_for_and_is_signed_for_once() {
    RecordingId stored = stored(1);
    recordings.begin(new RecordingId("r-talking"), new CallId("c-2"), T0);
    assertThat(evidence.unsigned(9)).extracting(it -> it.id()).containsExactly(stored);
    evidence.add(stored, DAY, EvidenceStoreTest::write);
    evidence.add(stored, DAY, EvidenceStoreTest::write);
    assertThat(evidence.unsigned(9)).isEmpty();
    assertThat(evidence.end().number()).isEqualTo(1);
    assertThat(evidence.ofCall(new CallId("c-1"))).hasSize(1);
    assertThat(evidence.of(stored).orElseThrow().signed().body()).isEqualTo("manifest 1");
  }

  @Test
  void many_at_once_make_one_chain_without_a_gap() {
    List<RecordingId> ids = IntStream.rangeClosed(1, 40).mapToObj(this::stored).toList();
    List<CompletableFuture<Void>> added = new ArrayList<>();
    for (RecordingId id : ids) {
      added.add(CompletableFuture.runAsync(() -> evidence.add(id, DAY, EvidenceStoreTest::write)));
    }
    added.forEach(CompletableFuture::join);
    List<EvidenceStore.Link> links = evidence.ofDay(DAY, 0, 100);
    assertThat(links)
        .extracting(EvidenceStore.Link::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(Chain.head(Chain.START, evidence.digests(DAY))).isEqualTo(links.getLast().link());
  }

  @Test
  void a_sealed_day_gets_nothing_more_whatever_the_clock_says() {
    evidence.add(stored(1), DAY, EvidenceStoreTest::write);
    evidence.seal(DAY, new Signed("seal", "signature", KEY.id()));
    evidence.seal(DAY, new Signed("another", "signature", KEY.id()));
    assertThat(evidence.sealOf(DAY).orElseThrow().body()).isEqualTo("seal");
    evidence.add(stored(2), DAY, EvidenceStoreTest::write);
    evidence.add(stored(3), DAY.minusDays(3), EvidenceStoreTest::write);
    assertThat(evidence.digests(DAY)).hasSize(1);
    assertThat(evidence.digests(DAY.plusDays(1))).hasSize(2);
    assertThat(evidence.endBefore(DAY.plusDays(1)).number()).isEqualTo(1);
    assertThat(evidence.lastSealed()).contains(DAY);
    assertThat(evidence.firstDay()).contains(DAY);
  }

  private static Signed write(long number) {
    return new Signed("manifest " + number, "signature", KEY.id());
  }

  private RecordingId stored(int number) {
    RecordingId id = new RecordingId("r-" + number);
    recordings.begin(id, new CallId("c-" + number), T0);
    Audio audio = new Audio(96_044, 3000, 2, 8000, 96_000, 0);
    Place place = new Place("recordings", id + ".wav");
    recordings.change(
        id, it -> it.with(new Custody.Stored(audio, "ab", place, T0.plusSeconds(number), null)));
    return id;
  }
}
