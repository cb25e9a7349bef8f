package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.status.Part;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the spool and the files in it. */
class SpoolTroubleTest extends CustodianStage {
  SpoolTroubleTest(@TempDir Path spoolHome) {
    super(spoolHome);
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
  void a_file_that_grows_on_and_on_is_told_once_and_taken_when_it_has_come_to_rest()
      throws Exception {
    RecordingId id = recorded(Tones.raw(440, 1000, 20));
    while (alarms("ENDLESS") == 0 && now.isBefore(T0.plus(Duration.ofHours(1)))) {
      grow(id);
    }
    assertThat(now).isBetween(T0.plus(Duration.ofMinutes(10)), T0.plus(Duration.ofMinutes(20)));
    await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.DEGRADED));
    assertThat(meter.detail()).contains("1 that do not end");
    for (int i = 0; i < 5; i++) {
      grow(id);
    }
    assertThat(alarms("ENDLESS")).as("told once, also by who comes next").isEqualTo(1);
    pass(Duration.ofMinutes(1));
    arrived(id);
    await().untilAsserted(() -> assertThat(meter.state()).isEqualTo(Part.State.UP));
  }

  @Test
  void a_call_that_is_recorded_for_half_a_day_is_told_once() {
    RecordingId id = answered();
    pass(Duration.ofHours(12));
    custodian.start();
    pass(Duration.ofMinutes(5));
    await().until(() -> alarms("ENDLESS") == 1);
    custodian.stop();
    custodian.start();
    await().untilAsserted(() -> assertThat(meter.detail()).contains("1 that do not end"));
    assertThat(alarms("ENDLESS")).isEqualTo(1);
    assertThat(custody(id)).isInstanceOf(Custody.Recording.class);
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

  /** Nobody looks while the clock goes on, so that it is never seen at rest. */
  private void grow(RecordingId id) throws Exception {
    custodian.stop();
    Files.write(raw(id), new byte[640], StandardOpenOption.APPEND);
    long size = Files.size(raw(id));
    pass(Duration.ofSeconds(61));
    custodian.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            custody(id) instanceof Custody.Recording recording
                && recording.seen() != null
                && recording.seen().size() == size);
  }
}
