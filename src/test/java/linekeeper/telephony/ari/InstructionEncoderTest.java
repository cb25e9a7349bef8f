package linekeeper.telephony.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.Switch.PhoneKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InstructionEncoderTest {
  private static final LegId LEG = new LegId("call-1.seat");
  private final InstructionEncoder encoder = new InstructionEncoder("linekeeper");

  @Test
  void a_seat_is_rung_with_one_request_under_our_own_id() {
    AriRequest dial = encoder.encode(dial(new Destination.Phone(new SeatId("s1")), "138****8000"));
    assertThat(dial.method()).isEqualTo(AriRequest.Method.POST);
    assertThat(dial.uri()).isEqualTo("channels/call-1.seat");
    assertThat(body(dial).path("endpoint").asString()).isEqualTo("PJSIP/seat-s1");
    assertThat(body(dial).path("app").asString()).isEqualTo("linekeeper");
    assertThat(body(dial).path("appArgs").asString()).isEqualTo("dialled");
    assertThat(body(dial).path("timeout").asInt()).isEqualTo(20);
    assertThat(body(dial).path("callerId").asString()).isEqualTo("\"138****8000\" <138****8000>");
  }

  @Test
  void a_number_outside_goes_over_the_trunk() {
    AriRequest dial =
        encoder.encode(dial(new Destination.Outside(new PhoneNumber("13800138000")), "12345"));
    assertThat(body(dial).path("endpoint").asString()).isEqualTo("PJSIP/13800138000@trunk-ip");
  }

  @Test
  void a_citizen_is_rung_through_the_dialplans_fence_under_his_attempts_name() {
    AttemptId attempt = new AttemptId("c1-2");
    PhoneNumber citizen = new PhoneNumber("13800138000");
    AriRequest dial =
        encoder.encode(dial(new Destination.Citizen(citizen, attempt, false), "12345"));
    assertThat(body(dial).path("endpoint").asString()).isEqualTo("Local/13800138000@to-trunk/n");
    assertThat(body(dial).path("variables").path("ATTEMPT").asString()).isEqualTo("c1-2");
    assertThat(body(dial).path("formats").asString())
        .as("as the carrier speaks, or all is resampled")
        .isEqualTo("alaw");
    assertThat(body(dial).path("variables").path("SHOWN").asString()).isEqualTo("12345");
    assertThat(body(dial).path("variables").path("LISTEN").asString()).isEqualTo("no");
    AriRequest listened =
        encoder.encode(dial(new Destination.Citizen(citizen, attempt, true), "12345"));
    assertThat(body(listened).path("variables").path("LISTEN").asString()).isEqualTo("yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "+8613800138000", "*31#138"})
  void what_is_no_plain_number_is_not_dialled_through_the_fence(String number) {
    Destination to = new Destination.Citizen(new PhoneNumber(number), new AttemptId("c1-1"), false);
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(dial(to, "12345")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "+8613800138000", "*31#138", "123456789012345678901"})
  void what_is_no_plain_number_is_not_dialled_outside(String number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            encoder.encode(
                dial(
                    new Destination.Outside(
                        number.length() > 20
                            ? new PhoneNumber(number.substring(0, 20) + "#")
                            : new PhoneNumber(number)),
                    "12345")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\" <911>",
        "x>\r\nVariable: CHANNEL(audioreadformat)=1",
        "a,b&PJSIP/evil@trunk-ip|${SHELL(id)}",
        "\u0000\u0007<script>",
        "\\\"\\\" <1>"
      })
  void what_a_phone_shows_cannot_end_its_own_quotes(String shown) {
    AriRequest dial = encoder.encode(dial(new Destination.Phone(new SeatId("s1")), shown));
    assertThat(body(dial).path("callerId").asString())
        .matches("\"[\\p{L}\\p{N} *#+._-]*\" <[0-9*#+]*>");
    assertThat(body(dial).size()).isEqualTo(5);
  }

  @Test
  void what_a_phone_shows_may_be_chinese() {
    assertThat(InstructionEncoder.callerId("投诉 138****8000"))
        .isEqualTo("\"投诉 138****8000\" <138****8000>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../../../etc/passwd",
        "/etc/passwd",
        "greeting,number:1",
        "http://evil.example/x",
        "greeting/../x",
        "Greeting",
        "greeting\r\n",
        "greeting ",
        "digits//1"
      })
  void a_prompt_is_a_key_and_no_path_and_no_other_medium(String prompt) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            encoder.encode(
                new Instruction.Play(new PlayId("p1"), LEG, List.of("greeting", prompt))));
  }

  @Test
  void prompts_are_played_in_order_in_mandarin() {
    AriRequest play =
        encoder.encode(
            new Instruction.Play(new PlayId("p1"), LEG, List.of("position-before", "digits/3")));
    assertThat(play.uri()).isEqualTo("channels/call-1.seat/play/p1");
    assertThat(body(play).path("media").toString())
        .isEqualTo("[\"sound:position-before\",\"sound:digits/3\"]");
    assertThat(body(play).path("lang").asString()).isEqualTo("zh");
  }

  @Test
  void no_ring_is_endless_or_shorter_than_a_second() {
    for (int seconds : new int[] {0, -1, 301}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              encoder.encode(
                  new Instruction.Dial(
                      LEG, new Destination.Phone(new SeatId("s1")), "1", seconds)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "..."})
  void a_path_segment_leads_nowhere_else(String segment) {
    assertThatIllegalArgumentException().isThrownBy(() -> AriRequest.segment(segment));
  }

  @Test
  void a_path_segment_is_escaped_byte_by_byte() {
    assertThat(AriRequest.segment("a/b?c#d e%&=\r\n坐"))
        .isEqualTo("a%2Fb%3Fc%23d%20e%25%26%3D%0D%0A%E5%9D%90");
  }

  @Test
  void a_frame_is_one_json_object_whatever_its_body_says() {
    byte[] frame =
        AriSocket.frame(
            "1", new AriRequest(AriRequest.Method.POST, "x", "\"},{\"type\":\"RESTRequest\""));
    JsonNode node = AriJson.read(new String(frame, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(node.path("message_body").asString()).isEqualTo("\"},{\"type\":\"RESTRequest\"");
    assertThat(node.path("type").asString()).isEqualTo("RESTRequest");
  }

  @Test
  void each_cause_is_told_as_the_far_end_understands_it() {
    assertThat(encoder.encode(new Instruction.HangUp(LEG, Cause.UNALLOCATED)).uri())
        .isEqualTo("channels/call-1.seat?reason_code=1");
    assertThat(encoder.encode(new Instruction.HangUp(LEG, Cause.CONGESTION)).uri())
        .endsWith("reason_code=34");
  }

  @Test
  void what_was_done_before_is_no_failure() {
    assertThat(fine(new Instruction.HangUp(LEG, Cause.NORMAL), 404)).isTrue();
    assertThat(fine(new Instruction.StopPlay(new PlayId("p1")), 404)).isTrue();
    assertThat(fine(new Instruction.OpenBridge(new BridgeId("b1")), 409)).isTrue();
    assertThat(fine(dial(new Destination.Phone(new SeatId("s1")), "1"), 409)).isTrue();
    assertThat(fine(new Instruction.Leave(new BridgeId("b1"), LEG), 422)).isTrue();
  }

  @Test
  void what_could_not_be_done_is_a_failure() {
    assertThat(fine(new Instruction.HangUp(LEG, Cause.NORMAL), 500)).isFalse();
    assertThat(fine(new Instruction.HangUp(LEG, Cause.NORMAL), 0)).isFalse();
    assertThat(fine(new Instruction.Answer(LEG), 404)).isFalse();
    assertThat(fine(new Instruction.Join(new BridgeId("b1"), List.of(LEG)), 422)).isFalse();
    assertThat(fine(dial(new Destination.Phone(new SeatId("s1")), "1"), 500)).isFalse();
  }

  @Test
  void a_phone_is_made_in_the_order_in_which_its_parts_refer_to_each_other() {
    List<AriRequest> made = PhoneRequests.create(new SeatId("s1"), PhoneKind.WEBRTC, "abc");
    assertThat(made.stream().map(AriRequest::uri))
        .containsExactly(
            "asterisk/config/dynamic/res_pjsip/auth/seat-s1",
            "asterisk/config/dynamic/res_pjsip/aor/seat-s1",
            "asterisk/config/dynamic/res_pjsip/endpoint/seat-s1");
    assertThat(made.getLast().body()).contains("webrtc").contains("from-seat");
  }

  private boolean fine(Instruction instruction, int status) {
    return InstructionEncoder.fine(instruction, new AriReply(status, "", ""));
  }

  private static Instruction dial(Destination to, String shown) {
    return new Instruction.Dial(LEG, to, shown, 20);
  }

  private static JsonNode body(AriRequest request) {
    return AriJson.read(Objects.requireNonNull(request.body()));
  }
}
