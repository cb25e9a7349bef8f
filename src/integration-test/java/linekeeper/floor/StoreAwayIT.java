package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import linekeeper.cli.Api;
import linekeeper.cli.sip.Caller;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The object store is away while people talk, and comes back. */
class StoreAwayIT {
  @RegisterExtension private final Hotline hotline = new Hotline();

  @AfterEach
  void back() {
    hotline.installation().cableToObjects().mend();
  }

  @Test
  void calls_go_on_the_spool_holds_what_was_talked_and_all_is_stored_when_it_is_back() {
    Instant began = hotline.now();
    TestSeat seat = hotline.seat("agent1").ready();
    TestCaller before = talks(seat, "13900139521");
    JsonNode stored = hotline.floor().awaitStored(before.callId());
    seat.awaits("IDLE");

    hotline.installation().cableToObjects().cut();
    TestCaller meanwhile = talks(seat, "13900139522");
    JsonNode kept = awaitRecording(meanwhile.callId(), "FAILED_RETRYABLE");
    assertThat(hotline.installation().telephony().spool())
        .as("what could not be stored stays")
        .isDirectoryRecursivelyContaining(
            file -> file.getFileName().toString().startsWith(kept.path("id").asString()));
    assertThat(unsettled(began)).isEqualTo(1);
    assertThat(status(stored)).as("what lies in the store cannot be heard now").isEqualTo(503);

    hotline.installation().cableToObjects().mend();
    hotline.floor().awaitStored(meanwhile.callId());
    assertThat(status(stored)).isEqualTo(200);
    hotline.reconciled(began);
  }

  private TestCaller talks(TestSeat seat, String number) {
    TestCaller caller = hotline.caller(Caller.number(number)).calls();
    seat.answers();
    await().until(() -> Sound.share(caller.hears().heardLast(1), seat.tone()) > 0.8);
    caller.hangsUp();
    assertThat(caller.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    return caller;
  }

  private JsonNode awaitRecording(String call, String state) {
    Waits.until(
        "recording " + state,
        () -> recording(call).path("state").asString("").equals(state),
        () -> recording(call));
    return recording(call);
  }

  private JsonNode recording(String call) {
    return leader().get("/api/recordings?callId=" + call).body().path("items").path(0);
  }

  private int unsettled(Instant since) {
    return leader()
        .get("/api/recordings/ledger?from=" + since)
        .body()
        .path("totals")
        .path("UNSETTLED")
        .asInt();
  }

  private int status(JsonNode recording) {
    String audio = "/api/recordings/" + recording.path("id").asString() + "/audio";
    return leader().bytes(audio, "").statusCode();
  }

  private Api leader() {
    return hotline.floor().api();
  }
}
