package linekeeper.benchmark.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the floor is held against the switch, and when a screen shows the truth. */
class BooksTest {
  private static final String FLOOR =
      """
      {"calls":[
        {"id":"a","state":"TALKING","callerMasked":"139****0001","seat":"s01"},
        {"id":"b","state":"QUEUED","callerMasked":"139****0002"},
        {"id":"c","state":"OFFERED","callerMasked":"139****0003","seat":"s02"},
        {"id":"d","state":"ENDED","callerMasked":"139****0004"}]}
      """;

  @Test
  void both_tell_the_same_story_in_their_own_words() {
    JsonNode channels =
        json(
            """
            [{"id":"1","name":"PJSIP/trunk-ip-00000001","caller":{"number":"13900130001"}},
             {"id":"2","name":"PJSIP/seat-s01-00000002","caller":{"number":"138"}},
             {"id":"3","name":"PJSIP/trunk-ip-00000003","caller":{"number":"13900130002"}},
             {"id":"4","name":"PJSIP/trunk-ip-00000004","caller":{"number":"13900130003"}}]
            """);
    JsonNode bridges = json("[{\"id\":\"x\",\"channels\":[\"1\",\"2\"]}]");
    assertThat(Books.real(channels, bridges))
        .isEqualTo(Books.floor(json(FLOOR)))
        .containsExactlyInAnyOrder(
            "139****0001 with s01", "139****0002 waits", "139****0003 waits");
  }

  @Test
  void a_seat_alone_and_a_bridge_that_nobody_needs_are_seen() {
    JsonNode channels =
        json(
            """
            [{"id":"1","name":"PJSIP/trunk-ip-00000001","caller":{"number":"13900130001"}},
             {"id":"2","name":"PJSIP/seat-s01-00000002"},
             {"id":"3","name":"PJSIP/seat-s02-00000003"}]
            """);
    JsonNode bridges =
        json(
            """
            [{"id":"x","channels":["1"]},{"id":"y","channels":["2"]},{"id":"z","channels":[]}]
            """);
    assertThat(Books.real(channels, bridges))
        .containsExactlyInAnyOrder(
            "139****0001 alone in a bridge",
            "nobody with s01",
            "an empty bridge",
            "nobody with s02");
  }

  @Test
  void a_whole_screen_shows_the_truth_when_link_calls_and_queue_are_right() {
    Goal goal = new Goal();
    FloorReading screen = new FloorReading(goal);
    screen.probes(
        """
        {"t":"snapshot","set":[{"subject":"floor","view":{"link":"UP"}},
          {"subject":"queue:service","view":{"waiting":1}},
          {"subject":"call:a","view":{"state":"TALKING"}},{"subject":"call:b","view":{"state":"QUEUED"}}]}
        """);
    screen.probes("{\"t\":\"marker\"}");
    goal.set(new Goal.Truth(1, 1, 0));
    assertThat(screen.probes("{\"t\":\"beat\"}")).as("it shows what was").isZero();
    screen.probes(
        "{\"t\":\"patch\",\"set\":[{\"subject\":\"floor\",\"view\":{\"link\":\"SYNCING\"}}]}");
    assertThat(
            screen.probes(
                "{\"t\":\"patch\",\"set\":[{\"subject\":\"queue:service\",\"view\":{\"waiting\":0}}],\"gone\":[\"call:b\"]}"))
        .as("the link is not up")
        .isZero();
    assertThat(
            screen.probes(
                "{\"t\":\"patch\",\"set\":[{\"subject\":\"floor\",\"view\":{\"link\":\"UP\"}}]}"))
        .isOne();
  }

  @Test
  void a_seats_screen_shows_the_truth_when_link_and_queue_are_right() {
    Goal goal = new Goal();
    SeatReading screen = new SeatReading(goal);
    goal.set(new Goal.Truth(1, 400, 280));
    String snapshot =
        "{\"t\":\"snapshot\",\"set\":[{\"subject\":\"queue:service\",\"view\":{\"id\":\"service\",\"waiting\":280}},"
            + "{\"subject\":\"floor\",\"view\":{\"link\":\"UP\"}}]}";
    assertThat(screen.probes(snapshot)).as("before its marker").isZero();
    assertThat(screen.probes("{\"t\":\"marker\"}")).isOne();
    goal.set(new Goal.Truth(2, 380, 260));
    assertThat(screen.probes("{\"t\":\"beat\"}")).isOne();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
