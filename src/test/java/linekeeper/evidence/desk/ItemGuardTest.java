package linekeeper.evidence.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.evidence.model.Scan;
import linekeeper.evidence.store.ItemHolds;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.retention.WrittenRule;
import linekeeper.platform.status.Part.State;
import linekeeper.recording.desk.FakeStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What the store is told to keep of other evidence, with a store that locks as S3 does. */
class ItemGuardTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant LAWFUL = Instant.parse("2028-11-20T16:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.migrated();
  private static final EvidenceItemId ID = new EvidenceItemId("e-1");

  private final DataSourceTransactionManager transactions =
      new DataSourceTransactionManager(DATABASE);
  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final ItemStore rows = new ItemStore(jdbc, transactions);
  private final ItemHolds holds = new ItemHolds(jdbc, transactions);
  private final FakeStore store = new FakeStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KeepingMeter meter = new KeepingMeter(registry);
  private final EvidenceItem item = item();
  @TempDir private Path home;
  private Instant now = T0.plusSeconds(60);

  @BeforeEach
  void an_item_is_stored() {
    jdbc.sql("truncate evidence_item cascade").update();
    store.locks = true;
    store.objects.put(item.objectKey(), new byte[3]);
    rows.add(item);
    rows.keep(ID, new Keeping.Stored(T0));
  }

  @Test
  void what_is_stored_is_kept_by_the_store_until_its_lawful_day_and_never_shorter() {
    guard(24).round();
    assertThat(store.retained).containsEntry(item.objectKey(), LAWFUL);
    assertThat(holds.lockOf(ID)).isEqualTo(new StoreLock(LAWFUL, false, null));
    assertThat(retention(24).of(ID).orElseThrow().lawfulFrom())
        .isEqualTo(LocalDate.of(2028, 11, 21));
    now = now.plusSeconds(2 * 86_400);
    guard(12).round();
    assertThat(store.retained).containsEntry(item.objectKey(), LAWFUL);
    now = now.plusSeconds(2 * 86_400);
    guard(60).round();
    assertThat(holds.lockOf(ID).until()).isAfter(LAWFUL);
  }

  @Test
  void what_is_not_in_the_store_yet_is_locked_when_it_is() {
    rows.keep(ID, new Keeping.Held());
    guard(24).round();
    assertThat(store.retained).isEmpty();
    rows.keep(ID, new Keeping.Stored(T0));
    guard(24).round();
    assertThat(store.retained).containsKey(item.objectKey());
  }

  @Test
  void a_hold_reaches_the_store_and_so_does_its_end_and_both_stay_on_record() {
    UUID hold = UUID.randomUUID();
    assertThat(retention(24).hold(ID, hold, "leader1", "appeal")).isNull();
    guard(24).round();
    assertThat(store.held).contains(item.objectKey());
    assertThat(holds.lockOf(ID).held()).isTrue();
    assertThat(retention(24).lift(ID, hold, "leader1", "settled")).isNull();
    assertThat(retention(24).lift(ID, hold, "leader1", "again"))
        .extracting(it -> it == null ? "" : it.code())
        .isEqualTo("hold.unknown");
    guard(24).round();
    assertThat(store.held).isEmpty();
    assertThat(holds.of(ID)).singleElement().satisfies(it -> assertThat(it.lifted()).isNotNull());
  }

  @Test
  void a_lock_that_is_refused_is_said_once_shown_and_tried_again() {
    store.refusesLocks = true;
    guard(24).round();
    now = now.plusSeconds(90);
    guard(24).round();
    assertThat(alarms("LOCK_REFUSED")).isEqualTo(1);
    assertThat(meter.state()).isEqualTo(State.DEGRADED);
    assertThat(meter.detail()).contains("1 not locked");
    store.refusesLocks = false;
    now = now.plusSeconds(90);
    guard(24).round();
    assertThat(store.retained).containsKey(item.objectKey());
    assertThat(meter.state()).isEqualTo(State.UP);
  }

  @Test
  void what_somebody_finds_to_differ_is_told_once() {
    ItemQuarantine quarantine = new ItemQuarantine(rows, meter, () -> now);
    quarantine.differs(ID.value());
    quarantine.differs(ID);
    assertThat(alarms("DIFFERS")).isEqualTo(1);
    assertThat(rows.differing()).isEqualTo(1);
    meter.differing(rows.differing());
    assertThat(meter.state()).isEqualTo(State.DEGRADED);
  }

  @Test
  void a_rule_of_a_kind_that_there_is_not_stops_the_start() {
    EvidenceItemsProperties properties = Items.in(home, 24);
    List<WrittenRule> rules =
        List.of(
            properties.retention().getFirst(),
            new WrittenRule("ORDINARY", "2026-01-01T00:00:00Z", "rule", Period.ofMonths(1)));
    assertThatThrownBy(() ->
            new EvidenceItemsProperties(
                    home,
                    properties.keepFree(),
                    1,
                    properties.within(),
                    "",
                    properties.scanWithin(),
                    properties.zone(),
                    properties.kinds(),
                    List.of(),
                    rules)
                .book())
        .hasMessageContaining("no kind ORDINARY");
  }

  private ItemGuard guard(int months) {
    return new ItemGuard(holds, store, meter, Items.in(home, months), () -> now);
  }

  private ItemRetention retention(int months) {
    return new ItemRetention(rows, holds, Items.in(home, months), () -> now);
  }

  private double alarms(String kind) {
    return registry.get("linekeeper.evidence.alarms").tag("kind", kind).counter().count();
  }

  private static EvidenceItem item() {
    return new EvidenceItem(
        ID,
        new EvidenceItem.Told(new CallId("c-1"), EvidenceKind.PHOTO, "a.jpg", "", null, null, null),
        new EvidenceItem.Content("image/jpeg", 3, "ab", null, new Scan.NotScanned()),
        "agent1",
        T0,
        new Keeping.Held(),
        null);
  }
}
