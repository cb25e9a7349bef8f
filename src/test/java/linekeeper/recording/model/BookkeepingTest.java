package linekeeper.recording.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Bookkeeping.Kept;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import org.junit.jupiter.api.Test;

/** A clock that is set while somebody talks; everything else is CompletenessLedgerTest's. */
class BookkeepingTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final CallId CALL = new CallId("c1");
  private static final RecordingId RECORDING = new RecordingId("r1");
  private static final Custody.Stored STORED =
      new Custody.Stored(
          new Audio(96_044, 3000, 2, 8000, 96_000, 0), "ab", new Place("b", "k"), T0, null);

  @Test
  void a_clock_that_was_turned_back_during_a_call_is_the_reason_why_its_audio_has_no_times() {
    LedgerEntry entry = talkedUntil(-3_550, STORED);
    assertThat(entry.reason()).isEqualTo(Reason.CLOCK_TURNED_BACK);
    assertThat(entry.verdict()).isEqualTo(Verdict.EXPLAINED);
    assertThat(talkedUntil(-3_550, new Custody.Missing("no file")).verdict())
        .as("that does not make up for audio that is not there")
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void a_clock_that_leapt_ahead_during_a_call_leaves_it_recorded() {
    LedgerEntry entry = talkedUntil(3_660, STORED);
    assertThat(entry.verdict()).isEqualTo(Verdict.RECORDED);
    assertThat(entry.reason()).isNull();
  }

  private static LedgerEntry talkedUntil(int seconds, Custody custody) {
    Instant to = T0.plusSeconds(seconds);
    Talk talk =
        new Talk(CALL, 1, Talk.Kind.ANSWERED, "s01", new AgentId("agent1"), RECORDING, T0, to);
    TakenRecording recording =
        new TakenRecording(
            RECORDING, CALL, RecordingKind.ORDINARY, Set.of(), null, T0, T0, to, custody);
    return Bookkeeping.entry(talk, new Kept(recording, false, List.of()), T0.plusSeconds(7_200));
  }
}
