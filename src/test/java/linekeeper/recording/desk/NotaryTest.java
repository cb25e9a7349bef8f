package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Place;
import linekeeper.recording.proof.DigestKind;
import linekeeper.recording.proof.Manifest;
import linekeeper.recording.proof.Scheme;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.ObjectStock;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What is signed for, and what is not, on a real database. */
class NotaryTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.migrated();
  private static final RecordingId FIRST = new RecordingId("r-1");
  private static final RecordingId SECOND = new RecordingId("r-2");

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final DataSourceTransactionManager transactions =
      new DataSourceTransactionManager(DATABASE);
  private final RecordingStore rows = new RecordingStore(jdbc, transactions);
  private final EvidenceStore evidence = new EvidenceStore(jdbc, transactions);
  private final ObjectStock stock = new ObjectStock(jdbc);
  private final FakeStore objects = new FakeStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CustodyMeter meter = new CustodyMeter(registry);
  @TempDir private Path home;

  @BeforeEach
  void two_recordings_are_stored() {
    jdbc.sql("truncate recording, evidence_manifest, evidence_seal cascade").update();
    stored(FIRST);
    stored(SECOND);
  }

  @Test
  void what_is_not_what_was_recorded_is_told_is_not_signed_for_and_holds_up_no_other() {
    objects.kept(key(FIRST))[50] ^= 1;
    notary().round();
    assertThat(evidence.of(FIRST)).isEmpty();
    assertThat(stock.gone(10)).containsExactly(FIRST);
    assertThat(alarms()).isEqualTo(1);
    Map<String, String> digests =
        Manifest.read(evidence.of(SECOND).orElseThrow().signed().body()).digests();
    assertThat(digests).containsEntry("SM3", DigestKind.SM3.of(objects.kept(key(SECOND))));

    notary().round();
    assertThat(alarms()).as("told once").isEqualTo(1);
    objects.kept(key(FIRST))[50] ^= 1;
    jdbc.sql("update recording set object_differs_at = null").update();
    notary().round();
    assertThat(evidence.of(FIRST)).as("restored, and forgiven by people").isPresent();
  }

  @Test
  void what_is_found_to_be_changed_half_way_is_told_too() {
    objects.changedFrom = 60;
    notary().round();
    assertThat(stock.gone(10)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(evidence.of(FIRST)).isEmpty();
    assertThat(alarms()).isEqualTo(2);
  }

  @Test
  void a_store_that_is_away_has_nothing_that_differs() {
    objects.away = true;
    notary().round();
    assertThat(stock.gone(10)).isEmpty();
    objects.away = false;
    notary().round();
    assertThat(evidence.of(FIRST)).isPresent();
  }

  private void stored(RecordingId id) {
    byte[] content = new byte[100];
    Arrays.fill(content, (byte) id.value().charAt(2));
    objects.objects.put(key(id), content);
    Custody.Stored stored =
        new Custody.Stored(
            new Audio(100, 1, 2, 8000, 56, 0),
            FakeStore.sha256(content),
            Place.of("recordings", id, T0),
            T0,
            null);
    rows.begin(id, new CallId("c-" + id), T0);
    rows.change(id, it -> it.with(new Custody.Recording(T0, null, T0)));
    rows.change(id, it -> it.with(stored));
  }

  private static String key(RecordingId id) {
    return Place.of("recordings", id, T0).key();
  }

  private Notary notary() {
    EvidenceProperties properties =
        new EvidenceProperties(
            home.resolve("evidence.key"),
            Scheme.ED25519,
            true,
            ZoneId.of("Asia/Shanghai"),
            Duration.ofMinutes(10),
            Duration.ofHours(24));
    Quarantine quarantine = new Quarantine(stock, meter, () -> T0);
    return new Notary(
        evidence,
        new PauseStore(jdbc),
        new Digests(objects, properties, quarantine),
        properties,
        meter,
        new Signatures(evidence, properties, () -> T0));
  }

  private double alarms() {
    return registry.get("linekeeper.recording.alarms").tag("kind", "DIFFERS").counter().count();
  }
}
