package linekeeper.evidence.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.evidence.model.Scan;
import linekeeper.evidence.store.ItemHolds;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.retention.Hold;
import linekeeper.recording.EvidenceChain;
import linekeeper.recording.desk.FakeStore;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Signed;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Other evidence is deleted no sooner than it may be, wholly, and not in silence. */
class ItemPurgeTest {
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
  private final List<ItemManifest> said = new ArrayList<>();
  @TempDir private Path home;
  private Instant now = LAWFUL.plusSeconds(60);

  @BeforeEach
  void an_item_is_stored_and_signed_for() throws Exception {
    jdbc.sql("truncate evidence_item cascade").update();
    store.objects.put(item(ID).objectKey(), new byte[3]);
    rows.add(item(ID));
    rows.keep(ID, new Keeping.Stored(T0));
    keeper().round();
    assertThat(said).hasSize(1);
  }

  @Test
  void it_is_refused_before_its_day_under_a_hold_under_the_stores_lock_and_unsigned() {
    now = LAWFUL.minusSeconds(1);
    assertThat(purge()).isEqualTo("evidence.too-early");
    now = LAWFUL;
    UUID hold = UUID.randomUUID();
    holds.add(ID, new Hold(hold, "appeal", "leader1", T0, null));
    assertThat(purge()).isEqualTo("evidence.on-hold");
    holds.lift(ID, hold, new Hold.Lifted("settled", "leader1", now));
    jdbc.sql("update evidence_item set lock_until = now() + interval '1000 years'").update();
    assertThat(purge()).isEqualTo("evidence.locked");
    jdbc.sql("update evidence_item set lock_until = null, manifest = null").update();
    assertThat(purge()).isEqualTo("evidence.not-signed");
    assertThat(rows.find(ID).orElseThrow().keeping()).isInstanceOf(Keeping.Stored.class);
    rows.keep(ID, new Keeping.Held());
    assertThat(purge()).isEqualTo("evidence.not-stored");
    assertThat(code(retention().purge(new EvidenceItemId("none"), "s", "w")))
        .isEqualTo("evidence.unknown");
  }

  @Test
  void what_was_ordered_is_gone_from_the_store_and_the_disk_and_the_chain_says_by_whom()
      throws Exception {
    Path held = Files.createDirectories(home.resolve("held")).resolve(ID.value());
    Files.write(held, new byte[3]);
    assertThat(purge()).isEmpty();
    assertThat(purge()).as("ordered again it is the first order").isEmpty();
    assertThat(code(retention().hold(ID, UUID.randomUUID(), "leader1", "late")))
        .isEqualTo("evidence.gone");
    keeper().round();
    assertThat(store.objects).isEmpty();
    assertThat(held).doesNotExist();
    assertThat(rows.find(ID).orElseThrow().keeping())
        .isInstanceOfSatisfying(
            Keeping.Purged.class, it -> assertThat(it.order().by()).isEqualTo("security1"));
    assertThat(said)
        .last()
        .extracting(ItemManifest::purged)
        .isEqualTo(
            new ItemManifest.Purged(
                LocalDate.of(2028, 11, 21), "rule", "security1", "over", now, now));
    int before = said.size();
    keeper().round();
    assertThat(said).as("said once").hasSize(before);
    assertThat(rows.add(item(new EvidenceItemId("e-2"))))
        .as("the same file may be sent again")
        .isEqualTo(ItemStore.Added.YES);
  }

  @Test
  void a_store_that_keeps_it_or_is_away_leaves_it_open_says_why_and_is_asked_again() {
    assertThat(purge()).isEmpty();
    store.locks = true;
    store.held.add(item(ID).objectKey());
    keeper().round();
    assertThat(refusal()).contains("keeps");
    now = now.plus(Duration.ofSeconds(61));
    store.away = true;
    keeper().round();
    assertThat(refusal()).contains("away");
    store.away = false;
    store.held.clear();
    keeper().round();
    assertThat(refusal()).as("not asked before its time").contains("away");
    now = now.plus(Duration.ofSeconds(61));
    keeper().round();
    assertThat(rows.find(ID).orElseThrow().keeping()).isInstanceOf(Keeping.Purged.class);
  }

  @Test
  void killed_after_it_was_removed_it_is_finished_by_whoever_comes_next() {
    assertThat(purge()).isEmpty();
    store.objects.clear();
    keeper().round();
    assertThat(rows.find(ID).orElseThrow().keeping()).isInstanceOf(Keeping.Purged.class);
    assertThat(said).last().satisfies(it -> assertThat(it.purged()).isNotNull());
  }

  private String purge() {
    return code(retention().purge(ID, "security1", "over"));
  }

  private static String code(@Nullable Refusal refusal) {
    return refusal == null ? "" : refusal.code();
  }

  private String refusal() {
    return rows.find(ID).orElseThrow().keeping() instanceof Keeping.Purging it
        ? String.valueOf(it.refusal())
        : "";
  }

  private ItemRetention retention() {
    return new ItemRetention(rows, holds, Items.in(home, 24), () -> now);
  }

  private Keeper keeper() {
    return new Keeper(
        rows,
        new Shelf(Items.in(home, 24), () -> now),
        store,
        new Chain(),
        new KeepingMeter(new SimpleMeterRegistry()),
        () -> now);
  }

  /** Says each thing once, as the real one does. */
  private final class Chain implements EvidenceChain {
    @Override
    public long add(ItemManifest manifest) {
      boolean known =
          said.stream()
              .anyMatch(it ->
                  it.item().equals(manifest.item())
                      && (it.purged() == null) == (manifest.purged() == null));
      if (!known) {
        said.add(manifest);
      }
      return said.size();
    }

    @Override
    public Optional<Signed> purgeOf(String item) {
      return Optional.empty();
    }
  }

  private static EvidenceItem item(EvidenceItemId id) {
    return new EvidenceItem(
        id,
        new EvidenceItem.Told(new CallId("c-1"), EvidenceKind.PHOTO, "a.jpg", "", null, null, null),
        new EvidenceItem.Content("image/jpeg", 3, "ab", null, new Scan.NotScanned()),
        "agent1",
        T0,
        new Keeping.Held(),
        null);
  }
}
