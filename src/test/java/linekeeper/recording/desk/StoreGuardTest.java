package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.retention.WrittenRule;
import linekeeper.platform.status.Part;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.RetentionProperties;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.HoldStore;
import linekeeper.recording.store.LockStore;
import linekeeper.recording.store.MarkStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What the store is told to keep, on a real database, with a store that locks as S3 does. */
class StoreGuardTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant LAWFUL = Instant.parse("2028-11-20T16:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.migrated();
  private static final RecordingId ID = new RecordingId("r-1");

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final FakeStore objects = new FakeStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CustodyMeter meter = new CustodyMeter(registry);
  private final HoldStore holds = new HoldStore(jdbc);
  private final LockStore locks = new LockStore(jdbc);
  private final DataSourceTransactionManager transactions =
      new DataSourceTransactionManager(DATABASE);
  private final RecordingStore rows = new RecordingStore(jdbc, transactions);
  private final Path home;
  private final Spool spool;
  private Instant now = T0.plusSeconds(60);

  StoreGuardTest(@TempDir Path home) {
    this.home = home;
    this.spool = new Spool(properties(), Disks.AMPLE);
  }

  @BeforeEach
  void stored() throws Exception {
    jdbc.sql("truncate recording cascade").update();
    objects.locks = true;
    stored(ID);
  }

  private void stored(RecordingId id) {
    Custody.Stored stored =
        new Custody.Stored(
            new Audio(48, 1, 2, 8000, 4, 0), "ab", Place.of("recordings", id, T0), T0, null);
    rows.begin(id, new CallId("c-" + id), T0);
    rows.change(id, it -> it.with(new Custody.Recording(T0, null, T0)));
    rows.change(id, it -> it.with(stored));
    objects.objects.put(stored.place().key(), new byte[48]);
  }

  private StoreGuard guard(int months) {
    return new StoreGuard(locks, objects, meter, rules(months), () -> now);
  }

  private static RetentionProperties rules(int months) {
    return new RetentionProperties(
        ZoneId.of("Asia/Shanghai"),
        List.of(new WrittenRule("*", "2026-01-01T00:00:00Z", "rule", Period.ofMonths(months))));
  }

  private String key() {
    return Place.of("recordings", ID, T0).key();
  }

  @Test
  void what_is_stored_is_kept_by_the_store_until_its_lawful_day() {
    guard(24).round();
    assertThat(objects.retained).containsEntry(key(), LAWFUL);
    assertThat(holds.lockOf(ID)).isEqualTo(new StoreLock(LAWFUL, false, null));
  }

  @Test
  void a_longer_rule_extends_and_a_shorter_one_changes_nothing() {
    guard(24).round();
    now = now.plus(Duration.ofDays(2));
    guard(25).round();
    assertThat(objects.retained).containsEntry(key(), Instant.parse("2028-12-20T16:00:00Z"));
    now = now.plus(Duration.ofDays(2));
    guard(3).round();
    assertThat(holds.lockOf(ID).until()).isEqualTo(Instant.parse("2028-12-20T16:00:00Z"));
  }

  @Test
  void what_may_be_deleted_already_is_not_kept_longer() {
    now = LAWFUL.plusSeconds(1);
    guard(24).round();
    assertThat(objects.retained).isEmpty();
    assertThat(holds.lockOf(ID)).isEqualTo(new StoreLock(null, false, null));
  }

  @Test
  void a_hold_is_set_in_the_store_and_lifted_when_the_last_one_is() {
    guard(24).round();
    UUID first = hold();
    UUID second = hold();
    guard(24).round();
    assertThat(objects.held).containsExactly(key());
    lift(first);
    guard(24).round();
    assertThat(objects.held).as("the second holds").containsExactly(key());
    lift(second);
    guard(24).round();
    assertThat(objects.held).isEmpty();
    assertThat(holds.lockOf(ID).held()).isFalse();
  }

  @Test
  void a_hold_that_was_set_when_we_were_killed_reaches_the_store_afterwards() {
    guard(24).round();
    hold();
    assertThat(objects.held).as("killed before the store heard of it").isEmpty();
    guard(24).round();
    assertThat(objects.held).containsExactly(key());
  }

  @Test
  void a_hold_that_reached_the_store_before_we_were_killed_is_lifted_all_the_same()
      throws Exception {
    guard(24).round();
    UUID hold = hold();
    objects.hold(key(), true); // and nobody wrote it down
    lift(hold);
    guard(24).round();
    assertThat(objects.held).isEmpty();
  }

  @Test
  void a_hold_set_while_the_store_is_told_of_another_is_not_forgotten() {
    hold();
    LockStore.Item item = locks.due(now, now, 10).getFirst();
    hold();
    locks.confirmed(ID, item.wanted(), new StoreLock(LAWFUL, false, null), now);
    guard(24).round();
    assertThat(objects.held).containsExactly(key());
  }

  @Test
  void an_object_lock_that_is_refused_is_said_shown_and_tried_again() {
    objects.refusesLocks = true;
    guard(24).round();
    guard(24).round();
    assertThat(alarms()).as("said once").isEqualTo(1);
    assertThat(holds.lockOf(ID).refusal()).contains("no lock for you");
    assertThat(meter.state()).isEqualTo(Part.State.DEGRADED);
    assertThat(meter.detail()).contains("1 not locked");

    objects.refusesLocks = false;
    now = now.plus(Duration.ofMinutes(2));
    guard(24).round();
    assertThat(holds.lockOf(ID)).isEqualTo(new StoreLock(LAWFUL, false, null));
    assertThat(meter.state()).isEqualTo(Part.State.UP);
  }

  @Test
  void one_that_cannot_be_locked_does_not_keep_the_others_from_it() {
    RecordingId other = new RecordingId("r-2");
    objects.objects.clear();
    stored(other);
    guard(24).round();
    assertThat(holds.lockOf(ID).refusal()).isNotNull();
    assertThat(holds.lockOf(other).until()).isEqualTo(LAWFUL);
  }

  @Test
  void a_store_without_locks_is_asked_for_nothing_and_given_all_when_it_has_them() {
    objects.locks = false;
    assertThat(guard(24).round()).isEqualTo(Duration.ofSeconds(5));
    assertThat(objects.retained).isEmpty();
    assertThat(holds.lockOf(ID).until()).isNull();
    objects.locks = true;
    guard(24).round();
    assertThat(objects.retained).containsKey(key());
  }

  @Test
  void a_purge_is_refused_while_the_store_keeps_it_longer_than_the_rule() {
    guard(24).round();
    now = LAWFUL.minus(Duration.ofDays(300));
    assertThat(retention(12).purge(ID, "security1", "over"))
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo("recording.locked");
          assertThat(refusal.message()).contains(LAWFUL.toString());
        });
  }

  @Test
  void a_purge_that_the_store_refuses_stays_open_and_says_why() {
    objects.retained.put(key(), LAWFUL);
    PurgeOrder order = new PurgeOrder("security1", "over", T0, LocalDate.EPOCH, "rule");
    Custodian custodian = custodian();
    custodian.hear(ID, new CustodyInput.PurgeOrdered(order));
    custodian.hear(ID, handiwork().perform(Task.PURGE, rows.find(ID).orElseThrow()));
    assertThat(rows.find(ID).orElseThrow().custody())
        .isInstanceOfSatisfying(
            Custody.Purging.class,
            purging -> {
              assertThat(purging.refusal()).contains("the store keeps");
              assertThat(purging.dueAt()).isEqualTo(now.plus(Duration.ofMinutes(1)));
            });
    assertThat(objects.objects).containsKey(key());
  }

  @Test
  void a_hold_lifted_just_before_the_purge_is_lifted_in_the_store_too() {
    UUID hold = hold();
    guard(24).round();
    lift(hold);
    PurgeOrder order = new PurgeOrder("security1", "over", T0, LocalDate.EPOCH, "rule");
    custodian().hear(ID, new CustodyInput.PurgeOrdered(order));
    guard(24).round();
    assertThat(objects.held).isEmpty();
  }

  private UUID hold() {
    UUID id = UUID.randomUUID();
    holds.add(ID, new Hold(id, "appeal", "leader1", T0, null));
    return id;
  }

  private void lift(UUID hold) {
    holds.lift(ID, hold, new Hold.Lifted("settled", "leader1", T0));
  }

  private double alarms() {
    return registry
        .get("linekeeper.recording.alarms")
        .tag("kind", "LOCK_REFUSED")
        .counter()
        .count();
  }

  private Retention retention(int months) {
    EvidenceStore evidence = new EvidenceStore(jdbc, transactions);
    return new Retention(rows, holds, evidence, custodian(), rules(months), () -> now);
  }

  private Custodian custodian() {
    return new Custodian(rows, spool, handiwork(), meter, () -> now, properties());
  }

  private Handiwork handiwork() {
    return new Handiwork(
        spool,
        objects,
        new SecondOpinion(properties()),
        Copies.of(objects, home.resolve("listening"), () -> now),
        new MarkStore(jdbc),
        meter);
  }

  private RecordingProperties properties() {
    return Spools.in(home);
  }
}
