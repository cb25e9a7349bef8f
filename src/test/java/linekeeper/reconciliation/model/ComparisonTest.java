package linekeeper.reconciliation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linekeeper.call.CallsOnRecord.CallOnRecord;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.reconciliation.model.Difference.Kind;
import linekeeper.recording.RecordingsOnRecord.RecordingOnRecord;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerCall.End;
import linekeeper.telephony.SwitchLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind of difference, and what is none. */
class ComparisonTest {
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-03T00:00:00Z");
  private static final Instant AT = FROM.plusSeconds(3600);

  private final List<LedgerCall> ledger = new ArrayList<>();
  private final List<CallOnRecord> calls = new ArrayList<>();
  private final List<RecordingOnRecord> recordings = new ArrayList<>();
  private final Set<CallId> known = new HashSet<>();
  private final List<RecordingId> files = new ArrayList<>();
  private @Nullable Instant begins = FROM.minusSeconds(60);
  private Instant now = TO.plusSeconds(3600);

  private Report report() {
    return Comparison.of(
        new Comparison.Sides(
            new SwitchLedger.Account(begins, ledger), calls, recordings, known, files),
        FROM,
        TO,
        now);
  }

  private List<Kind> kinds() {
    return report().differences().stream().map(Difference::kind).toList();
  }

  private ComparisonTest inLedger(String leg, boolean answered, @Nullable Instant endedAt) {
    ledger.add(
        new LedgerCall(
            new LegId(leg),
            PhoneNumber.WITHHELD,
            "12345",
            false,
            AT,
            null,
            null,
            0,
            answered ? AT.plusSeconds(5) : null,
            null,
            null,
            endedAt,
            End.UNHEARD));
    return this;
  }

  private ComparisonTest onRecord(String leg, boolean answered, @Nullable Instant endedAt) {
    known.add(new CallId("call-" + leg));
    calls.add(
        new CallOnRecord(
            new CallId("call-" + leg),
            true,
            new LegId(leg),
            AT,
            answered ? AT.plusSeconds(5) : null,
            endedAt,
            answered ? 55_000 : 0));
    return this;
  }

  private ComparisonTest recorded(String leg, boolean there) {
    recordings.add(
        new RecordingOnRecord(
            new RecordingId("audio-" + leg), new CallId("call-" + leg), AT, there));
    return this;
  }

  private static Instant end() {
    return AT.plusSeconds(60);
  }

  @Test
  void where_all_is_the_same_nothing_differs_and_it_is_said_how_much_was_compared() {
    inLedger("a", true, end()).onRecord("a", true, end()).recorded("a", true);
    inLedger("b", false, end()).onRecord("b", false, end());
    assertThat(kinds()).isEmpty();
    assertThat(report().compared()).isEqualTo(2);
    assertThat(report().counts())
        .hasSize(Kind.values().length)
        .allSatisfy((_, n) -> assertThat(n).isZero());
  }

  @Test
  void a_call_of_which_nothing_is_on_record() {
    inLedger("a", false, end());
    assertThat(kinds()).containsExactly(Kind.CALL_NOT_ON_RECORD);
    assertThat(report().differences().getFirst().leg()).isEqualTo(new LegId("a"));
  }

  @Test
  void a_call_of_which_the_ledger_knows_nothing() {
    onRecord("a", false, end());
    assertThat(kinds()).containsExactly(Kind.CALL_NOT_IN_LEDGER);
  }

  @Test
  void of_what_was_before_the_ledger_begins_it_can_know_nothing() {
    onRecord("a", false, end());
    begins = AT.plusSeconds(1);
    assertThat(kinds()).isEmpty();
    begins = null;
    assertThat(kinds()).isEmpty();
  }

  @Test
  void a_call_that_goes_on_here_and_is_over_there() {
    inLedger("a", false, end()).onRecord("a", false, null);
    assertThat(kinds()).containsExactly(Kind.CALL_NOT_ENDED);
  }

  @Test
  void an_answer_that_only_one_side_knows() {
    inLedger("a", false, end()).onRecord("a", true, end()).recorded("a", true);
    assertThat(kinds()).containsExactly(Kind.ANSWERED_ON_RECORD_ONLY);
    ledger.clear();
    calls.clear();
    inLedger("a", true, end()).onRecord("a", false, end());
    assertThat(kinds()).containsExactly(Kind.ANSWERED_IN_LEDGER_ONLY);
  }

  @Test
  void a_talk_without_a_recording_or_with_one_that_is_missing() {
    inLedger("a", true, end()).onRecord("a", true, end());
    assertThat(kinds()).containsExactly(Kind.TALKED_WITHOUT_RECORDING);
    recorded("a", false);
    assertThat(kinds()).containsExactly(Kind.TALKED_WITHOUT_RECORDING);
    recorded("a", true);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void a_recording_of_no_call_and_a_file_of_no_recording() {
    recorded("a", true);
    files.add(new RecordingId("stray"));
    assertThat(kinds()).containsExactly(Kind.RECORDING_WITHOUT_CALL, Kind.FILE_WITHOUT_RECORDING);
  }

  @Test
  void what_goes_on_or_has_just_ended_is_left_to_the_next_time() {
    inLedger("a", false, null);
    inLedger("b", false, end());
    files.add(new RecordingId("fallback-a"));
    now = end().plusSeconds(9);
    assertThat(kinds()).isEmpty();
    assertThat(report().unsettled()).isEqualTo(2);
    now = end().plusSeconds(10);
    assertThat(report().unsettled()).isEqualTo(1);
    assertThat(kinds()).containsExactly(Kind.CALL_NOT_ON_RECORD);
  }
}
