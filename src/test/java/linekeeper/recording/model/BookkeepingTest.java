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

  @Test
  void a_full_disk_is_the_reason_why_there_is_no_audio_or_may_be_less() {
    FullSpan full = new FullSpan(T0.plusSeconds(1), T0.plusSeconds(2));
    LedgerEntry none = talkedUntil(3, new Custody.Missing("no file"), full);
    assertThat(none.reason()).isEqualTo(Reason.NO_ROOM);
    assertThat(none.verdict()).isEqualTo(Verdict.EXPLAINED);
    LedgerEntry some = talkedUntil(3, STORED, full);
    assertThat(some.reason()).isEqualTo(Reason.GAPS);
    assertThat(some.gaps())
        .containsExactly(
            new Gap(Gap.Kind.NO_ROOM, T0.plusSeconds(1), T0.plusSeconds(2), null, null));
    assertThat(talkedUntil(3, STORED, new FullSpan(T0.minusSeconds(9), null)).gaps())
        .as("it goes on still")
        .containsExactly(new Gap(Gap.Kind.NO_ROOM, T0, T0.plusSeconds(3), null, null));
    assertThat(
            talkedUntil(3, new Custody.Corrupt(new Custody.FileClosed(), "other"), full).reason())
        .as("what is there and is something else is no matter of room")
        .isEqualTo(Reason.CORRUPT);
  }

  @Test
  void a_disk_that_was_full_before_or_after_is_no_excuse() {
    FullSpan before = new FullSpan(T0.minusSeconds(9), T0.minusSeconds(1));
    FullSpan after = new FullSpan(T0.plusSeconds(4), null);
    LedgerEntry entry = talkedUntil(3, new Custody.Missing("no file"), before, after);
    assertThat(entry.reason()).isEqualTo(Reason.NO_AUDIO);
    assertThat(entry.verdict()).isEqualTo(Verdict.MISSING);
    assertThat(talkedUntil(3, STORED, before, after).verdict()).isEqualTo(Verdict.RECORDED);
  }

  private static LedgerEntry talkedUntil(int seconds, Custody custody, FullSpan... full) {
    Instant to = T0.plusSeconds(seconds);
    Talk talk =
        new Talk(CALL, 1, Talk.Kind.ANSWERED, "s01", new AgentId("agent1"), RECORDING, T0, to);
    TakenRecording recording =
        new TakenRecording(
            RECORDING, CALL, RecordingKind.ORDINARY, Set.of(), null, T0, T0, to, custody);
    return Bookkeeping.entry(
        talk, new Kept(recording, false, List.of(), List.of(full)), T0.plusSeconds(7_200));
  }
}
