package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import linekeeper.cli.Main;
import linekeeper.cli.sip.Caller;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record is held against a real switch's ledger; then it is falsified in each way there is. */
class ReconcileIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @Test
  void nothing_differs_until_the_record_is_falsified_and_then_each_difference_is_found()
      throws Exception {
    Instant began = hotline.now();
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller vanished = answered(seat, "13900139521");
    TestCaller unanswered = answered(seat, "13900139522");
    seat.does("busy", Map.of("reason", "x"));
    TestCaller lost = lost("13900139523");
    TestCaller endless = lost("13900139524");
    JsonNode clean = hotline.reconciled(began);
    assertThat(clean.path("compared").asInt()).isEqualTo(4);
    assertThat(clean.path("recordings").asInt()).isEqualTo(2);
    assertThat(command(began).path("differences")).isEmpty();

    hotline.losesAudio(); // a recording of a call that is not on record any more is nobody's
    // its place in the record is taken by a call that nobody made
    falsify("update calls set id = 'ghost-' || id, leg = 'elsewhere' where id = ?", vanished);
    falsify("update calls set answered_at = null where id = ?", unanswered);
    falsify("update calls set answered_at = ended_at, talk_millis = 5000 where id = ?", lost);
    falsify("update calls set ended_at = null where id = ?", endless);
    Path stray = hotline.installation().telephony().spool().resolve("stray.raw");
    Files.write(stray, new byte[640]);
    Files.setLastModifiedTime(stray, FileTime.from(began.minusSeconds(60)));
    try {
      assertThat(counts(command(began)))
          .isEqualTo(
              Map.of(
                  "CALL_NOT_ON_RECORD", 1,
                  "CALL_NOT_IN_LEDGER", 1,
                  "CALL_NOT_ENDED", 1,
                  "ANSWERED_ON_RECORD_ONLY", 1,
                  "ANSWERED_IN_LEDGER_ONLY", 1,
                  "TALKED_WITHOUT_RECORDING", 2,
                  "RECORDING_WITHOUT_CALL", 1,
                  "FILE_WITHOUT_RECORDING", 1));
    } finally {
      Files.delete(stray);
    }
  }

  private TestCaller answered(TestSeat seat, String number) throws InterruptedException {
    TestCaller caller = hotline.caller(Caller.number(number)).calls();
    seat.answers();
    Thread.sleep(1500);
    caller.hangsUp();
    caller.summary();
    seat.awaits("IDLE");
    return caller;
  }

  private TestCaller lost(String number) {
    TestCaller caller = hotline.caller(Caller.number(number)).callsUntil("QUEUED");
    caller.hangsUp();
    caller.summary();
    return caller;
  }

  private void falsify(String update, TestCaller caller) {
    JdbcClient jdbc = hotline.installation().part(JdbcClient.class);
    assertThat(jdbc.sql(update).param(caller.callId()).update()).isEqualTo(1);
  }

  /** {@code linekeeper reconcile}, whose exit status says whether anything differs. */
  private JsonNode command(Instant since) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    String home = hotline.installation().home().toString();
    int status =
        Main.run(
            List.of("reconcile", "--home", home, "--from", since.toString(), "--json"),
            print,
            print);
    JsonNode report = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(status).isEqualTo(report.path("differences").isEmpty() ? 0 : 1);
    return report;
  }

  private static Map<String, Integer> counts(JsonNode report) {
    Map<String, Integer> counts = new java.util.HashMap<>();
    for (JsonNode it : report.path("differences")) {
      counts.merge(it.path("kind").asString(""), 1, Integer::sum);
    }
    return counts;
  }
}
