package linekeeper.floor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linekeeper.cli.Main;
import linekeeper.cli.sip.Caller;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import linekeeper.testing.Zips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a newcomer types: {@code api}, {@code call} and {@code seat}. */
class DemoCommandsIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  private record Result(int status, String out, String err) {}

  @Test
  void a_robot_seat_takes_the_call_of_a_robot_caller_and_both_tell_what_happened() {
    CompletableFuture<Result> seat =
        Waits.meanwhile(() -> run("seat --agent agent1 --answer-after 1 --talk 2 --once"));
    hotline.floor().awaitSeat("s01", "IDLE");
    Result call = run("call --from 13800138000 --json");
    assertThat(call.err()).isEmpty();
    assertThat(call.status()).isZero();
    JsonNode sum = JsonMapper.shared().readTree(call.out());
    assertThat(sum.path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(sum.path("agentId").asString()).isEqualTo("agent1");
    assertThat(sum.path("seatId").asString()).isEqualTo("s01");
    assertThat(sum.path("talkSec").asDouble()).isBetween(1.5, 6.0);
    assertThat(sum.path("waitSec").asDouble()).isBetween(0.9, 10.0);
    assertThat(sum.path("recordingIds")).hasSize(1);
    assertThat(sum.hasNonNull("queuedAt") && sum.hasNonNull("endedAt")).isTrue();
    Result robot = seat.join();
    assertThat(robot.status()).isZero();
    assertThat(robot.out())
        .contains("signed in at seat s01", "ringing", "answered", "wrap-up finished", "signed out")
        .doesNotContain("13800138000");
  }

  @Test
  void a_caller_without_patience_is_lost_and_says_so() {
    Result call = run("call --from 13800138000 --patience 4");
    assertThat(call.status()).isZero();
    assertThat(call.out()).contains("greeted", "waiting at position 1", "out of patience", "LOST");
  }

  @ParameterizedTest
  @CsvSource({"--patience 4, NO_AGENT", "--press 1@2, CALLBACK_REQUESTED"})
  void a_caller_who_was_lost_leaves_his_phone_listening_and_is_called_back_by_the_next_seat(
      String how, String lossType) {
    CompletableFuture<Result> call =
        Waits.meanwhile(() ->
            run(
                "call --from 13900139601 --to "
                    + Installation.SELF_DIALLING
                    + " "
                    + how
                    + " --await-callback 60 --json"));
    Waits.until(
        "his callback waits for a seat",
        () -> run("api GET /api/callbacks?limit=500").out().contains("\"QUEUED\""),
        () -> run("api GET /api/callbacks?limit=500").out());
    Result robot = run("seat --agent agent1 --answer-after 0 --talk 2 --once");
    assertThat(robot.out()).contains("signed in", "ringing", "answered", "call ended");
    Result citizen = call.join();
    assertThat(citizen.status()).as(citizen.err()).isZero();
    JsonNode sum = JsonMapper.shared().readTree(citizen.out());
    assertThat(sum.path("outcome").asString()).isEqualTo("LOST");
    assertThat(sum.path("lossType").asString()).isEqualTo(lossType);
    assertThat(sum.path("callback").path("state").asString()).isEqualTo("DONE");
    assertThat(sum.path("callback").path("rang").asInt()).isEqualTo(1);
    String id = sum.path("callback").path("callbackId").asString();
    JsonNode kept =
        JsonMapper.shared().readTree(run("api GET /api/callbacks/" + id).out()).path("attempts");
    String made = kept.get(0).path("callId").asString();
    assertThat(hotline.floor().awaitSummary(made).path("recordingIds")).hasSize(1);
  }

  @Test
  void a_number_that_is_not_ours_is_reported_as_refused() {
    Result call = run("call --from 13800138000 --to 99999");
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).contains("refused: 404 Not Found");
  }

  @Test
  void a_robot_that_declines_passes_the_call_on() {
    CompletableFuture<Result> seat =
        Waits.meanwhile(() -> run("seat --agent agent2 --decline --answer-after 0 --once"));
    hotline.floor().awaitSeat("s01", "IDLE");
    CompletableFuture<Result> call = Waits.meanwhile(() -> run("call --from anonymous --talk 1"));
    assertThat(seat.join().out()).contains("not taken: 486");
    TestSeat person = hotline.seat("agent1", "s02").ready();
    person.answers();
    assertThat(call.join().out()).contains("answered by agent agent1 at seat s02");
  }

  @Test
  void the_api_verb_prints_json_keeps_its_session_private_and_reports_problems()
      throws IOException {
    Result floor = run("api GET /api/floor");
    assertThat(floor.status()).isZero();
    assertThat(JsonMapper.shared().readTree(floor.out()).path("seats")).isNotEmpty();
    Path session = hotline.installation().home().resolve("run/session-leader1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(session)))
        .isEqualTo("rw-------");
    Result unknown = run("api POST /api/seats/s99/sign-in {\"phone\":\"SIP\"} --as agent1");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("seat.unknown");
    assertThat(run("api GET /api/floor --as nobody1").err()).contains("no demo sign-in");
    assertThat(run("call --from 138;rm").status()).isEqualTo(2);
  }

  @Test
  void everything_of_a_day_is_taken_out_and_proves_itself(@TempDir Path home) throws Exception {
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller caller = hotline.caller(Caller.number("13900139712")).calls();
    seat.answers();
    Thread.sleep(1500);
    caller.hangsUp();
    String recording = hotline.floor().awaitStored(caller.callId()).path("id").asString();
    Waits.until(
        "it is signed for",
        () -> hotline.floor().api().get("/api/evidence/recordings/" + recording).ok(),
        () -> recording);
    LocalDate day = LocalDate.ofInstant(hotline.now(), ZoneId.of("Asia/Shanghai"));
    Path out = home.resolve("handover");
    String line = "export --from %1$s --to %1$s --reason handover --out %2$s".formatted(day, out);
    doesAsItSays(line);
    Result first = run(line);
    assertThat(first.err()).isEmpty();
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("recordings: OPEN");
    assertThat(out.resolve("calls/" + day + ".jsonl")).content().contains(caller.callId());
    assertThat(out.resolve("sheets/" + day + ".jsonl")).content().contains(caller.callId());
    List<String> digests = Files.readAllLines(out.resolve("SHA256SUMS"));
    assertThat(digests).hasSize(3);
    for (String digest : digests) {
      String[] parts = digest.split("  ", 2);
      byte[] content = Files.readAllBytes(out.resolve(parts[1]));
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
          .isEqualTo(parts[0]);
    }
    Result verified = run("verify --offline " + out.resolve("evidence/" + day + ".zip"));
    assertThat(verified.status()).isZero();
    assertThat(verified.out()).contains("recording " + recording).doesNotContain("BROKEN");
    assertOneFlippedBitIsFound(out.resolve("evidence/" + day + ".zip"), home, recording);
    Files.delete(out.resolve("calls/" + day + ".jsonl"));
    assertThat(run(line).status()).as("goes on where it was broken off").isZero();
    assertThat(out.resolve("calls/" + day + ".jsonl")).content().contains(caller.callId());
    verifiedByTwo(caller.callId());
    assertThat(run("export --from tomorrow --to %s --reason x".formatted(day)).status())
        .isEqualTo(2);
  }

  /** What is not approved yet says who has to do what, however often it is asked for. */
  private void doesAsItSays(String line) {
    Result unapproved = run(line);
    assertThat(unapproved.status()).as("nobody has approved it").isEqualTo(3);
    assertThat(run(line).err()).as("asked for once").isEqualTo(unapproved.err());
    Matcher way = Pattern.compile("(?<=linekeeper )api POST .*").matcher(unapproved.err());
    assertThat(way.find()).as(unapproved.err()).isTrue();
    assertThat(run(way.group()).status()).isZero();
  }

  /** One command asks, another person approves it by the same, and what was approved holds. */
  private void verifiedByTwo(String call) {
    String line = "verify " + call;
    assertThat(run(line).status()).isEqualTo(3);
    assertThat(run(line + " --approve-as leader1").err()).contains("take-out.forbidden");
    Result verified = run(line + " --approve-as security1");
    assertThat(verified.status()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("recording ").doesNotContain("BROKEN");
    assertThat(run(line).status()).as("for a day").isZero();
  }

  /** In the audio, in the manifest, and in the chain. */
  private void assertOneFlippedBitIsFound(Path bundle, Path home, String recording)
      throws IOException {
    Path flipped = home.resolve("flipped.zip");
    for (String place : List.of("audio/" + recording, "durationMillis\\\":", "\"digests\":[\"")) {
      boolean audio = place.startsWith("audio/");
      Zips.flip(bundle, flipped, audio ? place + ".wav" : "bundle.json", audio ? "" : place);
      Result verified = run("verify --offline " + flipped);
      assertThat(verified.status()).as("a bit in %s", place).isEqualTo(1);
      assertThat(verified.out()).contains("BROKEN").contains("NOT PROVED");
    }
  }

  private Result run(String line) {
    List<String> arguments = new ArrayList<>(Arrays.asList(line.split(" ")));
    arguments.addAll(List.of("--home", hotline.installation().home().toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Result(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}
