package linekeeper.telephony.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.SwitchLedger.Account;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAccountTest {
  private static final Instant BEGIN = Instant.ofEpochSecond(LedgerText.BEGIN);
  private static final int CALLS = 500;

  @TempDir private Path directory;
  private Path file;

  /** A call every minute, in three files, some 300 kB each. */
  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("ledger.csv");
    LedgerText text = new LedgerText();
    for (int i = 0; i < CALLS; i++) {
      text.call("c-" + i).arrives().fallsBack().waits().ends();
      text.after(60);
      if (i == 200 || i == 400) {
        text.appendTo(file);
        Files.move(file, directory.resolve("ledger.csv." + i));
      }
    }
    text.call("open").arrives();
    text.appendTo(file);
  }

  private Account between(int from, int to) {
    return new LedgerAccount(file)
        .between(BEGIN.plusSeconds(from * 60L), BEGIN.plusSeconds(to * 60L));
  }

  private static List<String> legs(Account account) {
    return account.calls().stream().map(it -> it.leg().value()).toList();
  }

  @Test
  void the_calls_of_a_period_are_found_wherever_they_stand() {
    for (int from : new int[] {0, 1, 150, 199, 201, 399, 402, 450}) {
      assertThat(legs(between(from, from + 3)))
          .as("from call %d", from)
          // each minute is some milliseconds longer than sixty seconds: a call later, from a while
          // on
          .isSubsetOf(IntStream.rangeClosed(from - 1, from + 3).mapToObj(i -> "c-" + i).toList())
          .hasSizeBetween(2, 4);
    }
    assertThat(legs(between(-10, 100_000))).hasSize(CALLS + 1).doesNotHaveDuplicates();
  }

  @Test
  void a_call_that_goes_on_has_no_end() {
    LedgerCall open = between(0, 100_000).calls().getLast();
    assertThat(open.leg().value()).isEqualTo("open");
    assertThat(open.endedAt()).isNull();
  }

  @Test
  void it_says_from_when_on_it_tells() throws IOException {
    assertThat(between(300, 301).begins()).isEqualTo(BEGIN);
    Files.delete(directory.resolve("ledger.csv.200"));
    assertThat(between(300, 301).begins()).isAfter(BEGIN.plusSeconds(200 * 60));
    try (var files = Files.list(directory)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    assertThat(between(300, 301).begins()).isNull();
    assertThat(between(300, 301).calls()).isEmpty();
  }
}
