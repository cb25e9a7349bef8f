package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.platform.status.Part;
import linekeeper.recording.Told;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custody at work, step by step, and killed at each of them. */
class CustodianTest extends CustodianStage {
  CustodianTest(@TempDir Path spoolHome) {
    super(spoolHome);
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
}
