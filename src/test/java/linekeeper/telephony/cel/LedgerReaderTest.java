package linekeeper.telephony.cel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerCall.End;
import linekeeper.telephony.LedgerPlace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a ledger, however it is cut, moved, torn or read again. */
class LedgerReaderTest {
  @TempDir private Path directory;
  private final LedgerText text = new LedgerText();
  private final Set<LegId> known = new HashSet<>();
  private final List<String> odd = new ArrayList<>();
  private final List<LedgerCall> told = new ArrayList<>();
  private Path file;
  private Instant now = Instant.EPOCH;
  private LedgerReader reader;
  private @Nullable LedgerPlace kept;

  @BeforeEach
  void begin() throws IOException {
    file = directory.resolve("ledger.csv");
    before();
    begins(null);
    looks();
    keepsThePlace();
    told.clear();
  }

  /** Something that lies before us, so that the file can be known. */
  private void before() throws IOException {
    text.line("CHAN_START", "", "x-1", "x-1", "PJSIP/x-1", "", "", "", "default", "", "", "", "");
    text.appendTo(file);
  }

  private void begins(@Nullable LedgerPlace from) {
    reader = new LedgerReader(file, from, known::contains, odd::add);
  }

  /** Reads, and keeps what is told together with its place, as the floor does. */
  private void looks() throws IOException {
    for (LedgerReader.Missed missed : reader.read(now)) {
      told.add(missed.call());
      kept = missed.place();
    }
  }

  private void keepsThePlace() {
    kept = reader.place();
  }

  /** The process ends without a word, and another begins. */
  private void dies() {
    begins(kept);
  }

  private void later() {
    now = now.plus(Duration.ofSeconds(3));
  }

  private LedgerText.CallText fallsBack(String leg) {
    return text.call(leg).arrives().fallsBack();
  }

  private void answered(String leg) {
    LedgerText.CallText call = fallsBack(leg);
    text.after(5);
    call.waits().rings("s01/1");
    text.after(4);
    call.talks("s01/1");
    text.after(30);
    call.ringsOut("s01/1").ends();
  }

  private List<String> legs() {
    return told.stream().map(it -> it.leg().value()).toList();
  }

  private End endOf(LedgerText.CallText call) throws IOException {
    call.ends();
    text.appendTo(file);
    looks();
    return told.getLast().end();
  }

  // what a call was

  @Test
  void a_call_that_the_fallback_answered_is_told_with_all_that_is_known_of_it() throws IOException {
    answered("c-1");
    text.appendTo(file);
    looks();
    LedgerCall call = told.getFirst();
    assertThat(told).hasSize(1);
    assertThat(call.fallback()).isTrue();
    assertThat(call.caller().value()).isEqualTo("13900139501");
    assertThat(call.dialled()).isEqualTo("12345");
    assertThat(call.seat()).hasToString("s01");
    assertThat(call.offers()).isEqualTo(1);
    assertThat(call.recording().value()).isEqualTo("fallback-c-1");
    assertThat(call.recordedAt()).isBefore(call.queuedAt());
    assertThat(Duration.between(call.queuedAt(), call.answeredAt()).toSeconds()).isEqualTo(4);
    assertThat(Duration.between(call.answeredAt(), call.endedAt()).toSeconds()).isEqualTo(30);
  }

  @Test
  void a_call_is_told_when_it_is_over_and_not_before() throws IOException {
    LedgerText.CallText call = fallsBack("c-1").waits();
    text.appendTo(file);
    looks();
    assertThat(told).isEmpty();
    assertThat(endOf(call)).isEqualTo(End.WAITING);
  }

  @Test
  void it_is_told_how_a_caller_was_lost() throws IOException {
    assertThat(endOf(fallsBack("c-1"))).isEqualTo(End.GREETING);
    assertThat(endOf(fallsBack("c-2").waits())).isEqualTo(End.WAITING);
    assertThat(endOf(fallsBack("c-3").waits().rings("s01/1"))).isEqualTo(End.RINGING);
    assertThat(endOf(fallsBack("c-4").waits().rings("s01/1").ringsOut("s01/1")))
        .as("phones end a moment before the caller")
        .isEqualTo(End.RINGING);
    LedgerText.CallText patient = fallsBack("c-5").waits().rings("s01/1").ringsOut("s01/1");
    text.after(1);
    assertThat(endOf(patient)).isEqualTo(End.UNANSWERED);
    assertThat(endOf(fallsBack("c-6").waits().isTold("TIMEOUT"))).isEqualTo(End.TIMEOUT);
    assertThat(endOf(fallsBack("c-7").waits().isTold("JOINEMPTY"))).isEqualTo(End.NOBODY);
    assertThat(endOf(fallsBack("c-8").waits().isTold("FULL"))).isEqualTo(End.FULL);
  }

  @Test
  void a_call_to_no_line_of_ours_is_none() throws IOException {
    text.line(
        "CHAN_START", "", "c-1", "c-1", "PJSIP/t-1", "", "1", "99", "from-trunk", "", "", "", "");
    text.line("HANGUP", "", "c-1", "c-1", "PJSIP/t-1", "", "1", "99", "from-trunk", "", "", "", "");
    text.line("LINKEDID_END", "", "c-1", "c-1", "PJSIP/t-1", "", "1", "99", "", "", "", "", "");
    text.appendTo(file);
    looks();
    assertThat(told).isEmpty();
    assertThat(reader.open()).isEmpty();
  }

  // who was heard of

  @Test
  void a_call_that_the_link_told_of_is_not_told() throws IOException {
    known.add(new LegId("c-1"));
    text.call("c-1").arrives().ends();
    text.appendTo(file);
    looks();
    later();
    looks();
    assertThat(told).isEmpty();
  }

  @Test
  void a_caller_whom_the_application_never_heard_of_is_told_when_the_link_had_time_to()
      throws IOException {
    text.call("c-1").arrives().ends();
    text.call("c-2").arrives().ends();
    text.appendTo(file);
    looks();
    assertThat(told).isEmpty();
    known.add(new LegId("c-2"));
    later();
    looks();
    assertThat(legs()).containsExactly("c-1");
    assertThat(told.getFirst().end()).isEqualTo(End.UNHEARD);
  }

  @Test
  void a_call_that_ended_with_the_switch_is_told_as_broken_off() throws IOException {
    fallsBack("c-1").waits();
    text.appendTo(file);
    looks();
    assertThat(reader.open()).containsExactly("c-1");
    reader.close("c-1");
    looks();
    assertThat(told.getFirst().end()).isEqualTo(End.BREAK);
    assertThat(told.getFirst().endedAt()).isAfter(told.getFirst().arrivedAt());
  }

  // exactly once

  @Test
  void killed_after_any_line_and_begun_again_each_call_is_told_once() throws IOException {
    answered("c-1");
    LedgerText.CallText longer = fallsBack("c-2").waits();
    answered("c-3");
    text.call("c-4").arrives().ends();
    longer.ends();
    answered("c-5");
    List<String> lines = text.take();
    for (int killed = 0; killed <= lines.size(); killed++) {
      for (boolean placeKept : new boolean[] {false, true}) {
        Files.delete(file);
        begin();
        LedgerText.append(file, lines.subList(0, killed));
        looks();
        later();
        looks();
        if (placeKept) {
          keepsThePlace();
        }
        dies();
        LedgerText.append(file, lines.subList(killed, lines.size()));
        looks();
        later();
        looks();
        assertThat(legs())
            .as("killed after line %d", killed)
            .containsExactlyInAnyOrder("c-1", "c-2", "c-3", "c-4", "c-5");
      }
    }
  }

  @Test
  void killed_while_it_waited_for_the_link_to_tell_of_a_call_no_call_is_left_out()
      throws IOException {
    text.call("c-1").arrives().ends();
    answered("c-2");
    text.appendTo(file);
    looks();
    assertThat(legs()).containsExactly("c-2");
    dies();
    looks();
    later();
    looks();
    assertThat(legs()).as("the floor knows c-2 when it comes again").contains("c-1", "c-2");
  }

  @Test
  void the_same_lines_twice_are_one_call() throws IOException {
    LedgerText.CallText call = fallsBack("c-1").waits();
    List<String> lines = text.lines();
    lines.forEach(text::raw);
    call.ends();
    text.raw(text.lines().getLast());
    text.appendTo(file);
    looks();
    assertThat(legs()).containsExactly("c-1");
  }

  // files

  @Test
  void what_was_moved_away_meanwhile_is_read_to_its_end_first() throws IOException {
    LedgerText.CallText first = fallsBack("c-1").waits();
    text.appendTo(file);
    looks();
    keepsThePlace();
    answered("c-2");
    text.appendTo(file);
    Files.move(file, directory.resolve("ledger.csv.2"));
    answered("c-3");
    text.appendTo(file);
    Files.move(file, directory.resolve("ledger.csv.1"));
    first.ends();
    answered("c-4");
    text.appendTo(file);
    dies();
    looks();
    assertThat(legs()).containsExactly("c-2", "c-3", "c-1", "c-4");
    assertThat(odd).isEmpty();
    keepsThePlace();
    dies();
    looks();
    assertThat(told).hasSize(4);
  }

  @Test
  void what_was_copied_and_cut_meanwhile_is_read_once() throws IOException {
    answered("c-1");
    text.appendTo(file);
    looks();
    answered("c-2");
    text.appendTo(file);
    Files.copy(file, directory.resolve("ledger.csv.1"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(file, "");
    looks();
    assertThat(legs()).containsExactly("c-1", "c-2");
    answered("c-3");
    text.appendTo(file);
    looks();
    assertThat(legs()).containsExactly("c-1", "c-2", "c-3");
  }

  @Test
  void a_file_that_was_cut_without_a_copy_is_read_on_and_that_it_was_cut_is_counted()
      throws IOException {
    answered("c-1");
    text.appendTo(file);
    looks();
    Files.delete(file);
    answered("c-2");
    text.appendTo(file);
    looks();
    assertThat(legs()).containsExactly("c-1", "c-2");
    assertThat(odd).containsExactly("ledger-cut");
  }

  @Test
  void a_line_that_is_not_whole_yet_is_left_for_the_next_time() throws IOException {
    fallsBack("c-1").waits().ends();
    String whole = String.join("\n", text.take()) + "\n";
    int torn = whole.length() - 20;
    Files.writeString(file, Files.readString(file) + whole.substring(0, torn));
    looks();
    assertThat(told).isEmpty();
    Files.writeString(file, Files.readString(file) + whole.substring(torn));
    looks();
    assertThat(legs()).containsExactly("c-1");
    assertThat(odd).isEmpty();
  }

  @Test
  void garbage_is_counted_and_hides_nothing() throws IOException {
    LedgerText.CallText call = fallsBack("c-1").waits();
    text.raw("\"1795279\u0000").raw("").raw("x".repeat(1 << 20)).raw("\u00ff\ufffd");
    call.ends();
    text.appendTo(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] = (byte) 0xff; // in the first line, which is none then
    Files.write(file, bytes);
    begins(kept);
    looks();
    assertThat(legs()).containsExactly("c-1");
    assertThat(odd).filteredOn("ledger-garbage"::equals).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void a_large_ledger_is_read_piece_by_piece() throws IOException {
    StringBuilder much = new StringBuilder();
    LedgerText many = new LedgerText();
    for (int i = 0; i < 12_000; i++) {
      many.call("m-" + i).arrives().fallsBack().waits().isTold("JOINEMPTY").ends();
    }
    many.take().forEach(line -> much.append(line).append('\n'));
    Files.writeString(file, Files.readString(file) + much, UTF_8);
    looks();
    int first = told.size();
    assertThat(first).isBetween(1, 11_999);
    looks();
    assertThat(legs()).hasSize(12_000).doesNotHaveDuplicates();
  }

  @Test
  void where_no_place_is_remembered_only_the_fallbacks_calls_of_the_last_day_are_told()
      throws IOException {
    Files.delete(file);
    answered("old");
    text.after(90_000);
    text.call("unheard").arrives().ends();
    answered("young");
    text.appendTo(file);
    begins(null);
    looks();
    later();
    looks();
    assertThat(legs()).containsExactly("young");
  }

  @Test
  void a_ledger_that_is_not_there_yet_is_waited_for() throws IOException {
    Files.delete(file);
    begins(null);
    looks();
    answered("c-1");
    text.appendTo(file);
    looks();
    assertThat(legs()).containsExactly("c-1");
  }
}
