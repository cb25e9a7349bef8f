package linekeeper.evidence.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.evidence.Samples;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Told;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.recording.EvidenceChain;
import linekeeper.recording.desk.FakeStore;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Signed;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Intake and keeper on a real database and a real disk, with a store that can be made to fail. */
class KeeperTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.pooled();

  private final Path home;
  private final FakeStore store = new FakeStore();
  private final List<ItemManifest> said = new ArrayList<>();
  private final ItemStore rows =
      new ItemStore(JdbcClient.create(DATABASE), new DataSourceTransactionManager(DATABASE));
  private final KeepingMeter meter = new KeepingMeter(new SimpleMeterRegistry());
  private final Shelf shelf;
  private final Intake intake;
  private final Keeper keeper;
  private volatile Instant now = T0;

  KeeperTest(@TempDir Path home) {
    this.home = home;
    JdbcClient.create(DATABASE).sql("truncate evidence_item cascade").update();
    EvidenceItemsProperties properties = Items.in(home, 24);
    InstantSource clock = () -> now;
    shelf = new Shelf(properties, clock);
    intake = new Intake(rows, shelf, Scanner.NONE, properties, clock);
    keeper = new Keeper(rows, shelf, store, new Chain(), meter, clock);
  }

  /** Remembers what is said. */
  private final class Chain implements EvidenceChain {
    @Override
    public long add(ItemManifest manifest) {
      said.add(manifest);
      return said.size();
    }

    @Override
    public Optional<Signed> purgeOf(String item) {
      return Optional.empty();
    }
  }

  @Test
  void what_was_taken_in_is_soon_in_the_store_signed_and_gone_from_the_disk() throws Exception {
    EvidenceItem item = taken(1);
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Stored.class);
    assertThat(store.objects.get(item.objectKey())).isEqualTo(Samples.jpeg(1));
    assertThat(said).extracting(ItemManifest::item).containsExactly(item.id().value());
    assertThat(files()).isEmpty();
    keeper.round();
    assertThat(said).as("said once").hasSize(1);
  }

  @Test
  void while_the_store_is_away_it_is_taken_in_and_waits_and_arrives_afterwards() throws Exception {
    store.away = true;
    EvidenceItem item = taken(2);
    keeper.round();
    now = now.plus(Duration.ofDays(3));
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Held.class);
    assertThat(meter.state()).isEqualTo(linekeeper.platform.status.Part.State.DEGRADED);
    assertThat(files()).hasSize(1);
    store.away = false;
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Stored.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_store_that_damages_what_it_is_given_gets_no_local_file_removed() throws Exception {
    store.damages = true;
    EvidenceItem item = taken(3);
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Held.class);
    assertThat(files()).hasSize(1);
    assertThat(said).isEmpty();
    store.damages = false;
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Stored.class);
  }

  @Test
  void killed_between_any_two_steps_it_still_arrives_once_and_whole() throws Exception {
    EvidenceItem sent = taken(4);
    store.objects.put(sent.objectKey(), Samples.jpeg(4)); // sent, and nobody wrote it down
    keeper.round();
    assertThat(keeping(sent)).isInstanceOf(Keeping.Stored.class);
    assertThat(store.puts).as("not sent again").hasValue(0);

    EvidenceItem written = taken(5);
    rows.keep(written.id(), new Keeping.Stored(T0)); // written down, its file not yet removed
    store.objects.put(written.objectKey(), Samples.jpeg(5));
    assertThat(files()).hasSize(1);
    age();
    keeper.round();
    assertThat(files()).isEmpty();
    assertThat(said).extracting(ItemManifest::item).contains(written.id().value());
  }

  @Test
  void what_a_kill_left_of_an_upload_that_nobody_was_told_of_is_cleared_away() throws Exception {
    Files.createDirectories(home.resolve("incoming"));
    Files.createDirectories(home.resolve("held"));
    Files.write(home.resolve("incoming/half"), new byte[100]);
    Files.write(home.resolve("held/untold"), Samples.jpeg(6));
    EvidenceItem waiting = taken(7);
    store.away = true;
    keeper.round();
    assertThat(files()).as("it may still be coming in").hasSize(3);
    store.away = false;
    store.damages = true; // so that what waits goes on waiting
    age();
    keeper.round();
    store.damages = false;
    assertThat(files()).contains(home.resolve("held/" + waiting.id()));
    keeper.round();
    assertThat(files()).isEmpty();
    assertThat(keeping(waiting)).isInstanceOf(Keeping.Stored.class);
  }

  @Test
  void what_was_spoilt_on_the_disk_is_told_kept_and_may_be_sent_again() throws Exception {
    EvidenceItem item = taken(8);
    Files.write(shelf.held(item.id()), new byte[] {1, 2, 3});
    keeper.round();
    assertThat(keeping(item)).isInstanceOf(Keeping.Spoilt.class);
    assertThat(store.objects).isEmpty();
    keeper.round();
    assertThat(meter.state()).isEqualTo(linekeeper.platform.status.Part.State.DEGRADED);
    EvidenceItem again = taken(8);
    assertThat(again.id()).isNotEqualTo(item.id());
    keeper.round();
    assertThat(keeping(again)).isInstanceOf(Keeping.Stored.class);
  }

  @Test
  void a_correction_that_comes_while_the_first_waits_says_both_in_their_order() throws Exception {
    EvidenceItem wrong = taken(9);
    EvidenceItem right = Objects.requireNonNull(took(10, wrong.id()));
    keeper.round();
    assertThat(said)
        .extracting(ItemManifest::item, it -> it.withdrawn() != null)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(wrong.id().value(), false),
            org.assertj.core.groups.Tuple.tuple(wrong.id().value(), true),
            org.assertj.core.groups.Tuple.tuple(right.id().value(), false));
  }

  @Test
  void who_sends_too_slowly_is_turned_away_and_nothing_stays() throws Exception {
    InputStream slow =
        new ByteArrayInputStream(Samples.jpeg(11)) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            now = now.plus(Duration.ofMinutes(3));
            return super.read(target, from, Math.min(length, 50));
          }
        };
    Intake.Outcome outcome = intake.take(upload(slow, null));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Intake.Turned.class,
            it -> assertThat(it.refusal().code()).isEqualTo("upload.too-slow"));
    assertThat(files()).isEmpty();
  }

  private EvidenceItem taken(int colour) throws IOException {
    return Objects.requireNonNull(took(colour, null));
  }

  private @Nullable EvidenceItem took(int colour, @Nullable EvidenceItemId replaces)
      throws IOException {
    Intake.Outcome outcome =
        intake.take(upload(new ByteArrayInputStream(Samples.jpeg(colour)), replaces));
    return outcome instanceof Intake.Taken it ? it.item() : null;
  }

  private static Intake.Upload upload(InputStream content, @Nullable EvidenceItemId replaces) {
    Told told = new Told(new CallId("c-1"), EvidenceKind.PHOTO, "a.jpg", "", null, null, replaces);
    return new Intake.Upload(told, "agent1", -1, "image/jpeg", "", content);
  }

  private Keeping keeping(EvidenceItem item) {
    return rows.find(item.id()).orElseThrow().keeping();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** An hour later. */
  private void age() throws IOException {
    now = now.plus(Duration.ofHours(1));
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.from(T0));
    }
  }
}
