package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import linekeeper.testing.Hotline;
import linekeeper.testing.PrivateSwitch;
import linekeeper.testing.TestCitizens;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The dialplan's fence, told what no sane application would tell it. */
class FenceIT {
  private static final String CITIZEN = "13800138000";
  @RegisterExtension private final Hotline hotline = new Hotline();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void two_hundred_orders_of_one_attempt_twenty_at_a_time_ring_once() {
    TestCitizens citizens = hotline.citizens();
    List<Integer> answers = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      List<CompletableFuture<Integer>> orders = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        // with an id of its own each: the channel's id guards nothing here
        String channel = "fence-storm-" + round + "-" + i;
        orders.add(order(channel, CITIZEN, Map.of("ATTEMPT", "storm-1")));
      }
      orders.forEach(order -> answers.add(order.join()));
    }
    citizens.rings().reject(486, "Busy Here");
    settles();
    assertThat(citizens.times()).isEqualTo(1);
    // 409: carried out, its answer lost, and sent again by the client; that too is a repetition
    assertThat(answers.stream().filter(it -> it == 200 || it == 409)).hasSizeGreaterThan(150);
  }

  @Test
  void an_attempt_told_again_after_its_end_does_not_ring_again() throws IOException {
    TestCitizens citizens = hotline.citizens();
    for (int i = 0; i < 3; i++) {
      assertThat(order("fence-again", CITIZEN, Map.of("ATTEMPT", "again-1")).join()).isEqualTo(200);
      if (i == 0) {
        citizens.rings().reject(486, "Busy Here");
      }
      settles();
    }
    assertThat(citizens.times()).isEqualTo(1);
    assertThat(hotline.installation().telephony().rx("database show attempt"))
        .contains("/attempt/again-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"110", "119", "120", "122", "12110", "12110571", "0571110", "010120", "95119"})
  void an_emergency_number_is_not_dialled_whoever_orders_it(String number) {
    TestCitizens citizens = hotline.citizens();
    order("fence-help", number, Map.of("ATTEMPT", "help-" + number)).join();
    settles();
    assertThat(citizens.times()).isZero();
  }

  @Test
  void without_an_attempt_nobody_is_dialled() {
    TestCitizens citizens = hotline.citizens();
    order("fence-none", CITIZEN, Map.of()).join();
    order("fence-empty", CITIZEN, Map.of("ATTEMPT", "${}&/../")).join();
    settles();
    assertThat(citizens.times()).isZero();
  }

  @Test
  void an_attempts_name_is_only_a_name() throws IOException {
    TestCitizens citizens = hotline.citizens();
    order("fence-odd", CITIZEN, Map.of("ATTEMPT", "odd-${SHELL(id)}/../1")).join();
    citizens.rings().reject(486, "Busy Here");
    settles();
    assertThat(hotline.installation().telephony().rx("database show attempt"))
        .contains("/attempt/odd-SHELLid1");
  }

  private void settles() {
    PrivateSwitch telephony = hotline.installation().telephony();
    Waits.until("no channels", () -> telephony.channels().isEmpty(), telephony::channels);
  }

  /** Orders a call past the application; the status, or 0 where no answer came. */
  private CompletableFuture<Integer> order(
      String channel, String number, Map<String, String> variables) {
    PrivateSwitch telephony = hotline.installation().telephony();
    String credentials = "linekeeper:" + telephony.ariSecret();
    Map<String, Object> body =
        Map.of(
            "endpoint",
            "Local/" + number + "@to-trunk/n",
            "app",
            "linekeeper",
            "appArgs",
            "nobody",
            "timeout",
            5,
            "variables",
            variables);
    return http.sendAsync(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + telephony.httpPort() + "/ari/channels/" + channel))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build(),
            BodyHandlers.ofString())
        .handle((reply, lost) -> lost == null ? reply.statusCode() : 0);
  }
}
