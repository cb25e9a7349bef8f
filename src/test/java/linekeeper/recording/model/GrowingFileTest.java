package linekeeper.recording.model;

import static linekeeper.recording.model.CustodyAlarm.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.kernel.Step;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.CustodyInput.FileSeen;
import linekeeper.recording.model.CustodyInput.StopHeard;
import org.junit.jupiter.api.Test;

/** What custody makes of a file that still grows when the recording should be over. */
class GrowingFileTest {
  private Custody state = Recording.BEGUN;
  private Instant now = CustodyMachineTest.T0;
  private List<CustodyAlarm> alarms = List.of();

  private void hear(CustodyInput input) {
    Step<Custody, CustodyAlarm> step = CustodyMachine.step(state, input, now);
    state = step.state();
    alarms = step.effects();
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  @Test
  void a_file_that_still_grows_is_waited_for() {
    hear(new StopHeard(now));
    for (long size = 1000; size <= 5000; size += 1000) {
      hear(new FileSeen(size, false));
      after(CustodyMachine.SETTLE.minusMillis(1));
      hear(new FileSeen(size, false));
      assertThat(state).isInstanceOf(Recording.class);
    }
    after(Duration.ofMillis(1));
    hear(new FileSeen(5000L, false));
    assertThat(state).isEqualTo(new FileClosed());
  }

  @Test
  void a_file_that_never_stops_growing_is_never_taken_and_never_forgotten() {
    hear(new StopHeard(now));
    for (long size = 1; size <= 10_000; size++) {
      hear(new FileSeen(size, false));
      after(Duration.ofMinutes(1));
      assertThat(state).isInstanceOf(Recording.class);
      assertThat(Task.next(state)).isPresent();
    }
  }

  @Test
  void a_file_that_grows_for_too_long_is_told_once_looked_at_seldom_and_taken_when_it_rests() {
    hear(new StopHeard(now));
    hear(new FileSeen(1L, false).late());
    assertThat(alarms).as("seen for the first time it may be at rest").isEmpty();
    hear(new FileSeen(2L, false).late());
    assertThat(alarms).containsExactly(ENDLESS);
    for (long size = 3; size <= 100; size++) {
      after(Duration.ofMinutes(1));
      hear(new FileSeen(size, false).late());
      assertThat(alarms).isEmpty();
      assertThat(Task.next(state).orElseThrow().at()).isEqualTo(now.plusSeconds(60));
    }
    after(Duration.ofMinutes(1));
    hear(new FileSeen(100L, false).late());
    assertThat(state).isEqualTo(new FileClosed());
    assertThat(alarms).isEmpty();
  }

  @Test
  void a_file_that_rests_is_taken_however_late_it_is_seen() {
    hear(new StopHeard(now));
    after(Duration.ofDays(3));
    hear(new FileSeen(96_000L, false).late());
    after(CustodyMachine.SETTLE);
    hear(new FileSeen(96_000L, false).late());
    assertThat(state).isEqualTo(new FileClosed());
    assertThat(alarms).isEmpty();
  }

  @Test
  void a_call_that_goes_on_for_too_long_is_told_once_and_its_recording_taken_at_its_end() {
    hear(new FileSeen(96_000L, false).late());
    assertThat(alarms).containsExactly(ENDLESS);
    hear(new FileSeen(97_000L, false).late());
    assertThat(alarms).isEmpty();
    assertThat(Task.next(state)).as("while it talks there is nothing to do").isEmpty();
    hear(new StopHeard(now));
    hear(new FileSeen(98_000L, false));
    after(CustodyMachine.SETTLE);
    hear(new FileSeen(98_000L, false));
    assertThat(state).isEqualTo(new FileClosed());
  }
}
