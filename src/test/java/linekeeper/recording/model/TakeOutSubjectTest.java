package linekeeper.recording.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeOutSubjectTest {
  private static final CallId CALL = new CallId("c-1");
  private static final RecordingId RECORDING = new RecordingId("r-1");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recording:r-1",
        "call:c-1",
        "days:2026-11-21/2026-11-21",
        "days:2026-01-01/2027-01-01"
      })
  void what_is_written_is_read_and_written_again(String text) {
    assertThat(subject(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "c-1",
        "call:",
        "call:../c-1",
        "call:c 1",
        "calls:c-1",
        "CALL:c-1",
        "recording:r-1/r-2",
        "day:2026-11-21",
        "days:",
        "days:/",
        "days:2026-11-21",
        "days:2026-11-21/",
        "days:2026-11-21/2026-11-20",
        "days:2026-11-21/2026-11-31",
        "days:2026-11-21/2026-11-22/2026-11-23",
        "days:2026-01-01/2027-01-02"
      })
  void what_is_none_is_not_read(String text) {
    assertThat(TakeOutSubject.read(text)).isEmpty();
  }

  @Test
  void a_recording_is_itself_and_no_more() {
    TakeOutSubject one = subject("recording:r-1");
    assertThat(one.coversRecording(RECORDING, CALL)).isTrue();
    assertThat(one.coversRecording(new RecordingId("r-2"), CALL)).isFalse();
    assertThat(one.coversCall(CALL)).isFalse();
    assertThat(one.coversDay(DAY)).isFalse();
  }

  @Test
  void a_call_is_its_bundle_and_its_recordings() {
    TakeOutSubject call = subject("call:c-1");
    assertThat(call.coversCall(CALL)).isTrue();
    assertThat(call.coversCall(new CallId("c-2"))).isFalse();
    assertThat(call.coversRecording(RECORDING, CALL)).isTrue();
    assertThat(call.coversRecording(RECORDING, new CallId("c-2"))).isFalse();
    assertThat(call.coversDay(DAY)).isFalse();
  }

  @Test
  void days_are_their_bundles_the_first_and_the_last_included() {
    TakeOutSubject days = subject("days:2026-11-21/2026-11-23");
    assertThat(days.coversDay(DAY)).isTrue();
    assertThat(days.coversDay(DAY.plusDays(2))).isTrue();
    assertThat(days.coversDay(DAY.minusDays(1))).isFalse();
    assertThat(days.coversDay(DAY.plusDays(3))).isFalse();
    assertThat(days.coversCall(CALL)).isFalse();
    assertThat(days.coversRecording(RECORDING, CALL)).isFalse();
  }

  private static TakeOutSubject subject(String text) {
    return TakeOutSubject.read(text).orElseThrow();
  }
}
