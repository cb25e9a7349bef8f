package linekeeper.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.recording.desk.Tones;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import tools.jackson.databind.JsonNode;

/** What was recorded is heard again, by those who may. */
@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT, extraIncludes = "access")
class RecordingModuleTest extends RecordingStage {
  RecordingModuleTest(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @Test
  void a_call_is_heard_again_as_it_was_caller_left_and_seat_right() throws Exception {
    byte[] spoken = Tones.raw(440, 1000, 3000);
    RecordingId id = recorded("hear", spoken);

    Http.Answer described = as("leader1").get("/api/recordings/" + id).expect(200);
    assertThat(described.text("callId")).isEqualTo("c-hear");
    assertThat(described.text("codec")).isEqualTo("pcm_s16le");
    assertThat(described.text("digestAlg")).isEqualTo("SHA-256");
    assertThat(described.text("objectKey")).isEqualTo("recordings/2026/11/20/r-hear.wav");
    assertThat(described.json().get("channels").asInt()).isEqualTo(2);
    assertThat(described.json().get("sampleRate").asInt()).isEqualTo(8000);
    assertThat(described.json().get("durationMs").asLong()).isEqualTo(3000);

    HttpResponse<byte[]> heard = ask("leader1", "GET", id, Map.of());
    assertThat(heard.statusCode()).isEqualTo(200);
    assertThat(header(heard, "Content-Type")).isEqualTo("audio/wav");
    assertThat(header(heard, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(heard, "Cache-Control")).contains("no-store");
    assertThat(header(heard, "ETag")).isEqualTo('"' + described.text("digest") + '"');
    assertThat(sha256(heard.body())).isEqualTo(described.text("digest"));
    assertThat(heard.body()).hasSize(described.json().get("size").asInt());
    byte[] samples = Arrays.copyOfRange(heard.body(), 44, heard.body().length);
    assertThat(samples).isEqualTo(spoken);
    assertThat(Tones.loudness(samples, 0, 440)).as("the caller is left").isGreaterThan(0.9);
    assertThat(Tones.loudness(samples, 0, 1000)).isLessThan(0.05);
    assertThat(Tones.loudness(samples, 1, 1000)).as("the seat is right").isGreaterThan(0.9);
    assertThat(spool().resolve(id + ".raw")).doesNotExist();
  }

  @Test
  void one_range_is_served_exactly_and_a_head_describes_it() throws Exception {
    RecordingId id = recorded("range", Tones.raw(440, 1000, 500));
    byte[] whole = ask("leader1", "GET", id, Map.of()).body();

    HttpResponse<byte[]> part = ask("leader1", "GET", id, Map.of("Range", "bytes=100-299"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 100-299/" + whole.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));

    HttpResponse<byte[]> end = ask("leader1", "GET", id, Map.of("Range", "bytes=-7"));
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 7, whole.length));

    HttpResponse<byte[]> beyond =
        ask("leader1", "GET", id, Map.of("Range", "bytes=" + whole.length + "-"));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);

    HttpResponse<byte[]> head = ask("leader1", "HEAD", id, Map.of("Range", "bytes=0-9"));
    assertThat(head.statusCode()).isEqualTo(206);
    assertThat(header(head, "Content-Length")).isEqualTo("10");
    assertThat(head.body()).isEmpty();

    String other = "\"" + "0".repeat(64) + "\"";
    HttpResponse<byte[]> changed =
        ask("leader1", "GET", id, Map.of("Range", "bytes=0-9", "If-Range", other));
    assertThat(changed.statusCode()).as("of another file the whole is sent").isEqualTo(200);
    HttpResponse<byte[]> same =
        ask("leader1", "GET", id, Map.of("Range", "bytes=0-9", "If-Range", header(part, "ETag")));
    assertThat(same.statusCode()).isEqualTo(206);
  }

  @Test
  void an_agent_hears_their_own_and_nobody_elses_and_all_of_it_is_audited() throws Exception {
    RecordingId id = recorded("own", Tones.raw(440, 1000, 200));

    assertThat(ask("agent1", "GET", id, Map.of()).statusCode()).isEqualTo(200);
    assertThat(ask("agent2", "GET", id, Map.of()).statusCode()).isEqualTo(403);
    as("agent2").get("/api/recordings/" + id).expect(403, "recording.forbidden");
    assertThat(items("agent1", "c-own")).isEqualTo(1);
    assertThat(items("agent2", "c-own")).isZero();
    assertThat(items("leader1", "c-own")).isEqualTo(1);
    as("analyst1").get("/api/recordings/" + id).expect(403);
    assertThat(ask("analyst1", "GET", id, Map.of()).statusCode()).isEqualTo(403);
    Http.at(port).get("/api/recordings/" + id + "/audio").expect(401);

    String audit =
        as("auditor1").get("/api/audit?action=recording.replay").expect(200).response().body();
    assertThat(audit).contains("recording:" + id).contains("agent1").contains("agent2");
  }

  @Test
  void recordings_are_looked_for_by_time_and_agent_the_newest_first_and_others_are_not_shown() {
    Instant day = Instant.parse("2026-11-18T08:00:00Z");
    for (int i = 0; i < 3; i++) {
      String name = "look-" + i;
      Instant at = day.plusSeconds(i);
      tell(Told.answered("c-" + name, at, "s01", i == 1 ? "agent2" : "agent1", "r-" + name));
    }
    Instant over = day.plusSeconds(9);
    tell(Told.passedOn("c-look-2", over, "s02", "agent2", CallEvent.TransferKind.THREE_WAY));
    tell(Told.ended("c-look-2", day.plusSeconds(2), over, List.of("r-look-2")));
    String path = "/api/recordings?from=" + day + "&to=" + day.plusSeconds(3);
    Http leader = as("leader1");
    await()
        .until(() -> leader.get(path).json().path("items").path(0).path("callerMasked").isString());
    assertThat(ids(leader, path)).containsExactly("r-look-2", "r-look-1", "r-look-0");
    JsonNode newest = leader.get(path).json().path("items").path(0);
    assertThat(newest.path("callerMasked").asString()).isEqualTo("138****8000");
    assertThat(newest.path("agents").toString()).isEqualTo("[\"agent1\",\"agent2\"]");
    assertThat(ids(leader, path + "&agent=agent1")).containsExactly("r-look-2", "r-look-0");
    assertThat(ids(as("agent2"), path))
        .as("who joined a three-way call hears it too")
        .containsExactly("r-look-2", "r-look-1");
    assertThat(ids(as("agent1"), path + "&agent=agent2"))
        .as("one's own, whoever is asked for")
        .containsExactly("r-look-2", "r-look-0");
    String cursor = leader.get(path + "&limit=2").json().path("nextCursor").asString();
    assertThat(ids(leader, path + "&limit=2&cursor=" + cursor)).containsExactly("r-look-0");

    leader.get(path + "&cursor=nonsense").expect(422, "cursor.invalid");
    leader.get(path + "&limit=0").expect(422, "limit.invalid");
    leader.get("/api/recordings?from=" + day + "&to=" + day).expect(422, "period.invalid");
    as("analyst1").get(path).expect(403);
  }

  private static List<String> ids(Http user, String path) {
    return StreamSupport.stream(
            user.get(path).expect(200).json().path("items").spliterator(), false)
        .map(it -> it.path("id").asString())
        .toList();
  }

  @Test
  void what_is_not_there_or_not_yet_stored_is_said_to_be_so() {
    as("leader1").get("/api/recordings/unheard-of").expect(404, "recording.unknown");
    as("leader1").get("/api/recordings/unheard-of/audio").expect(404, "recording.unknown");
    as("leader1").get("/api/recordings/..%2f..%2fsecret/audio").expect(400);
    RecordingId id = new RecordingId("r-talking");
    tell(answered("talking", id));
    await().until(() -> items("leader1", "c-talking") == 1);
    as("leader1").get("/api/recordings/" + id + "/audio").expect(409, "recording.not-stored");
  }

  @Test
  void a_small_copy_and_a_drawing_are_for_the_same_ears_and_audited_too() throws Exception {
    RecordingId id = recorded("small", Tones.raw(440, 1000, 2000));
    String path = "/api/recordings/" + id;
    HttpResponse<byte[]> copy = fetch("agent1", path + "/listening");
    assertThat(copy.statusCode()).isEqualTo(200);
    assertThat(header(copy, "Content-Type")).isEqualTo("audio/ogg");
    assertThat(header(copy, "Cache-Control")).contains("no-store");
    assertThat(new String(copy.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
    HttpResponse<byte[]> part =
        ask("agent1", "GET", path + "/listening", Map.of("Range", "bytes=0-3"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(4);
    assertThat(fetch("agent2", path + "/listening").statusCode()).isEqualTo(403);
    as("leader1").get(path + "/listening?codec=mp3").expect(422, "codec.invalid");

    Http.Answer drawn = as("leader1").get(path + "/waveform?points=10").expect(200);
    assertThat(drawn.json().get("caller").size()).isEqualTo(10);
    assertThat(drawn.json().get("durationMillis").asLong()).isEqualTo(2000);
    as("leader1").get(path + "/waveform?points=0").expect(422, "points.invalid");
    as("agent2").get(path + "/waveform").expect(403, "recording.forbidden");

    String audit =
        as("auditor1").get("/api/audit?action=recording.replay").expect(200).response().body();
    assertThat(audit).contains("recording:" + id).contains("opus");
  }
}
