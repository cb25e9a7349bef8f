package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.status.Part;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.Told;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.PurgeOrder;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.MarkStore;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Custody at work on a real database and a real spool, with a store that can be made to fail. */
class CustodianTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.pooled();

  private final Path spoolHome;
  private final FakeStore objects = new FakeStore();
  private volatile Instant now = T0;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CustodyMeter meter = new CustodyMeter(registry);
  private final RecordingStore rows =
      new RecordingStore(JdbcClient.create(DATABASE), new DataSourceTransactionManager(DATABASE));
  private final Handiwork handiwork;
  private final Custodian custodian;
  private final CustodyFeed feed;
  private int calls;

  CustodianTest(@TempDir Path spoolHome) {
    this.spoolHome = spoolHome;
    JdbcClient.create(DATABASE).sql("truncate recording cascade").update();
    // without a second opinion, as on a machine that has none
    RecordingProperties properties =
        new RecordingProperties(
            spoolHome, 2, "no-such-program", Duration.ofSeconds(20), Duration.ZERO);
    Spool spool = new Spool(properties, Disks.AMPLE);
    InstantSource clock = () -> now;
    ListeningCopies copies = Copies.of(objects, spoolHome.resolve("listening"), clock);
    MarkStore marks = new MarkStore(JdbcClient.create(DATABASE));
    handiwork = new Handiwork(spool, objects, new SecondOpinion(properties), copies, marks, meter);
    custodian = new Custodian(rows, spool, handiwork, meter, clock, properties);
    feed = new CustodyFeed(rows, new PauseStore(JdbcClient.create(DATABASE)), custodian);
  }

  @AfterEach
  void stop() {
    custodian.stop();
  }

  @Test
  void a_call_that_ended_is_soon_in_the_store_and_gone_from_the_spool() throws Exception {
    custodian.start();
    byte[] heard = Tones.raw(440, 1000, 2000);
    RecordingId id = recorded(heard);
    Custody.Stored stored = arrived(id);

    byte[] kept = objects.kept("recordings/2026/11/20/" + id + ".wav");
    assertThat(Arrays.copyOfRange(kept, 44, kept.length)).isEqualTo(heard);
    assertThat(stored.digest()).isEqualTo(FakeStore.sha256(kept));
    assertThat(stored.audio().size()).isEqualTo(kept.length);
    assertThat(stored.audio().durationMillis()).isEqualTo(2000);
    assertThat(spooled()).isEmpty();
    assertThat(rows.find(id).orElseThrow().agents()).containsExactly(new AgentId("agent1"));
  }

  @Test
  void while_the_store_is_away_nothing_is_lost_and_when_it_is_back_everything_arrives()
      throws Exception {
    objects.away = true;
    custodian.start();
    List<RecordingId> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(recorded(Tones.raw(300 + i, 1000, 100)));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          pass(Duration.ofMillis(500));
          assertThat(ids).allMatch(id -> custody(id) instanceof Custody.FailedRetryable);
          assertThat(meter.state()).isEqualTo(Part.State.DEGRADED);
        });
    assertThat(ids).allSatisfy(id -> assertThat(raw(id)).exists());
    objects.away = false;
    ids.forEach(this::arrived);
    assertThat(objects.puts.get()).as("each was sent once").isEqualTo(10);
    assertThat(spooled()).isEmpty();
    await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.UP));
  }

  @Test
  void a_store_that_damages_what_it_is_given_gets_no_local_file_removed() throws Exception {
    objects.damages = true;
    custodian.start();
    RecordingId id = recorded(Tones.raw(440, 1000, 200));
    until(id, Custody.Corrupt.class);
    assertThat(raw(id)).exists();
    assertThat(alarms("CORRUPT")).isEqualTo(1);
    assertThat(objects.puts.get()).as("never overwritten").isEqualTo(1);
  }

  @Test
  void a_call_without_a_file_or_with_an_empty_one_is_missing_and_raises_an_alarm()
      throws Exception {
    custodian.start();
    RecordingId none = answered();
    pass(Duration.ofSeconds(3));
    stopped(none);
    RecordingId empty = recorded(new byte[0]);
    until(none, Custody.Missing.class);
    until(empty, Custody.Missing.class);
    assertThat(alarms("MISSING")).isEqualTo(2);
    await().until(() -> !Files.exists(spoolHome.resolve(empty + ".raw")));
  }

  @Test
  void who_was_answered_and_hung_up_before_a_sound_raises_no_alarm() throws Exception {
    custodian.start();
    RecordingId none = answered();
    stopped(none);
    RecordingId empty = answered();
    Files.write(raw(empty), new byte[0]);
    stopped(empty);
    until(none, Custody.Unheard.class);
    until(empty, Custody.Unheard.class);
    assertThat(alarms("MISSING")).isZero();
    await().until(() -> !Files.exists(raw(empty)));
  }

  @Test
  void a_call_that_the_switch_would_not_record_is_missed_when_it_is_over() {
    custodian.start();
    RecordingId refused = answered();
    pass(Duration.ofSeconds(30));
    feed.on(calls, Told.ended("c" + calls, T0, now, List.of()));
    until(refused, Custody.Missing.class);
    assertThat(alarms("MISSING")).isEqualTo(1);
  }

  @Test
  void a_file_torn_by_a_kill_is_kept_to_its_last_whole_frame() throws Exception {
    custodian.start();
    byte[] heard = Tones.raw(440, 1000, 500);
    Custody.Stored stored = arrived(recorded(Arrays.copyOf(heard, heard.length + 3)));
    assertThat(stored.audio().cutBytes()).isEqualTo(3);
    assertThat(stored.audio().durationMillis()).isEqualTo(500);
  }

  @Test
  void a_file_that_grew_after_it_was_taken_is_stored_and_kept() throws Exception {
    RecordingId id = recorded(Tones.raw(440, 1000, 200));
    work(id, Task.REMOVE_LOCAL);
    Files.write(raw(id), new byte[1000]);
    custodian.start();
    await()
        .untilAsserted(() ->
            assertThat(custody(id))
                .isInstanceOfSatisfying(
                    Custody.Stored.class, it -> assertThat(it.removeAt()).isNull()));
    assertThat(raw(id)).exists();
    assertThat(alarms("LOCAL_KEPT")).isEqualTo(1);
  }

  @Test
  void a_spool_that_is_not_there_is_no_missing_recording() throws Exception {
    RecordingId id = recorded(Tones.raw(440, 1000, 200));
    Path away = spoolHome.resolveSibling(spoolHome.getFileName() + "-away");
    Files.move(spoolHome, away);
    try {
      custodian.start();
      await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.DOWN));
      pass(Duration.ofMinutes(5));
      Thread.sleep(3000);
      assertThat(custody(id)).isNotInstanceOf(Custody.Missing.class);
    } finally {
      Files.move(away, spoolHome);
    }
    arrived(id);
  }

  @Test
  void while_another_application_has_the_spool_nothing_of_it_is_touched_and_the_status_says_why()
      throws Exception {
    try (SpoolHolder other = SpoolHolder.on(spoolHome)) {
      custodian.start();
      RecordingId id = recorded(Tones.raw(440, 1000, 200));
      await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.DOWN));
      assertThat(meter.detail()).contains("linekeeper.recording.spool", "process " + other.pid());
      Custody before = custody(id);
      pass(Duration.ofMinutes(5));
      Thread.sleep(3000);
      assertThat(custody(id)).isEqualTo(before);
      assertThat(spooled()).containsExactly(id + ".raw");
      other.kill();
      arrived(id);
    }
    await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.UP));
    assertThat(meter.detail()).doesNotContain("linekeeper.recording.spool");
  }

  @Test
  void a_purge_that_was_killed_half_way_is_finished_by_whoever_comes_next() throws Exception {
    custodian.start();
    RecordingId id = recorded(Tones.raw(440, 1000, 200));
    arrived(id);
    custodian.stop();
    PurgeOrder order = new PurgeOrder("security1", "over", T0, LocalDate.EPOCH, "rule");
    custodian.hear(id, new CustodyInput.PurgeOrdered(order));
    handiwork.perform(Task.PURGE, rows.find(id).orElseThrow());
    assertThat(objects.objects).as("removed, and nobody wrote it down").isEmpty();
    assertThat(custody(id)).isInstanceOf(Custody.Purging.class);

    objects.away = true;
    double retries = alarms("RETRY");
    custodian.start();
    await().until(() -> alarms("RETRY") > retries);
    assertThat(custody(id)).as("not purged until it is seen").isInstanceOf(Custody.Purging.class);
    objects.away = false;
    pass(Duration.ofMinutes(2));
    until(id, Custody.Purged.class);
    assertThat(((Custody.Purged) custody(id)).order()).isEqualTo(order);
  }

  @Test
  void files_of_unknown_calls_are_counted_and_kept() throws Exception {
    Path stray = Files.write(spoolHome.resolve("who-knows.raw"), Tones.raw(440, 1000, 100));
    custodian.start();
    await()
        .untilAsserted(() ->
            assertThat(registry.get("linekeeper.recording.orphans").gauge().value()).isEqualTo(1));
    assertThat(stray).exists();
  }

  @Test
  void a_renamed_file_is_missed_and_listed_as_nobodys_and_taken_when_it_has_its_name_again()
      throws Exception {
    RecordingId id = answered();
    Path renamed = Files.write(spoolHome.resolve("renamed.raw"), Tones.raw(440, 1000, 200));
    pass(Duration.ofSeconds(10));
    stopped(id);
    custodian.start();
    until(id, Custody.Missing.class);
    assertThat(alarms("MISSING")).isEqualTo(1);
    await().until(() -> registry.get("linekeeper.recording.orphans").gauge().value() == 1);
    Files.move(renamed, raw(id));
    until(id, Custody.Stored.class);
  }

  @Test
  void events_told_twice_and_late_make_one_recording() throws Exception {
    custodian.start();
    RecordingId id = recorded(Tones.raw(440, 1000, 200));
    Custody.Stored stored = arrived(id);
    for (int i = 0; i < 2; i++) {
      feed.on(1, answer(id, new CallId("c" + calls)));
      feed.on(2, new CallEvent.RecordingStarted(new CallId("c" + calls), T0, id, new LegId("l")));
      stopped(id);
    }
    assertThat(custody(id)).isEqualTo(stored);
    assertThat(objects.puts.get()).isEqualTo(1);
  }

  /**
   * Killed at any point, before, within or after a task, and started again from the rows: it always
   * arrives, is sent at most twice, and a whole copy exists at every moment.
   */
  @Test
  void killed_at_every_step_it_still_arrives_whole() throws Exception {
    byte[] heard = Tones.raw(440, 1000, 60);
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      RecordingId id = recorded(heard);
      for (int i = 0; i < 400 && !done(id); i++) {
        pass(Duration.ofMillis(300));
        Task.Due due = Task.next(custody(id)).orElseThrow();
        if (due.at().isAfter(now)) {
          continue;
        }
        objects.away = random.nextInt(5) == 0;
        CustodyInput result = handiwork.perform(due.task(), rows.find(id).orElseThrow());
        litter(id, random);
        if (random.nextInt(3) != 0) {
          custodian.hear(id, result);
        }
        assertThat(Files.exists(raw(id)) || whole(id, heard)).as("seed %s", seed).isTrue();
      }
      assertThat(done(id)).as("seed %s: %s", seed, custody(id)).isTrue();
      assertThat(whole(id, heard)).isTrue();
      assertThat(raw(id)).doesNotExist();
    }
  }

  /** What a kill in the middle of writing leaves behind. */
  private void litter(RecordingId id, Random random) throws IOException {
    if (random.nextInt(4) == 0) {
      Files.writeString(spoolHome.resolve(id + ".wav.part"), "half a header");
    }
  }

  private boolean whole(RecordingId id, byte[] heard) {
    byte[] kept = objects.objects.get("recordings/2026/11/20/" + id + ".wav");
    return kept != null && Arrays.equals(Arrays.copyOfRange(kept, 44, kept.length), heard);
  }

  private boolean done(RecordingId id) {
    return custody(id) instanceof Custody.Stored stored && stored.removeAt() == null;
  }

  /** Does everything up to this task, as the workers would. */
  private void work(RecordingId id, Task until) {
    for (int i = 0; i < 100; i++) {
      TakenRecording recording = rows.find(id).orElseThrow();
      Task.Due due = Task.next(recording.custody()).orElseThrow();
      if (due.task() == until) {
        return;
      }
      custodian.hear(id, handiwork.perform(due.task(), recording));
      pass(Duration.ofMillis(600));
    }
    throw new AssertionError("never came to " + until);
  }

  private Custody custody(RecordingId id) {
    return rows.find(id).orElseThrow().custody();
  }

  /** What lies there, but for the lock. */
  private List<String> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spoolHome)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> !it.equals(SpoolLock.FILE))
          .toList();
    }
  }

  private Path raw(RecordingId id) {
    return spoolHome.resolve(id + ".raw");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private RecordingId answered() {
    calls++;
    RecordingId id = new RecordingId("r" + calls);
    feed.on(calls, answer(id, new CallId("c" + calls)));
    return id;
  }

  private static CallEvent answer(RecordingId id, CallId call) {
    return new CallEvent.Answered(
        call, T0, new SeatId("s01"), new AgentId("agent1"), id, new PhoneNumber("13800138000"));
  }

  private RecordingId recorded(byte[] heard) throws IOException {
    RecordingId id = answered();
    Files.write(raw(id), heard);
    stopped(id);
    return id;
  }

  private void stopped(RecordingId id) {
    feed.on(calls, new CallEvent.RecordingStopped(new CallId("c" + calls), now, id));
  }

  private Custody.Stored arrived(RecordingId id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          pass(Duration.ofMillis(500));
          return done(id);
        });
    return (Custody.Stored) custody(id);
  }

  private void until(RecordingId id, Class<? extends Custody> state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          pass(Duration.ofMillis(500));
          return state.isInstance(custody(id));
        });
  }

  private double alarms(String kind) {
    return registry.get("linekeeper.recording.alarms").tag("kind", kind).counter().count();
  }
}
