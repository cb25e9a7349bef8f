package linekeeper.telephony.ari;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.telephony.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final LegId LEG = new LegId("linekeeper-1.1");
  private final FrameDecoder decoder = new FrameDecoder();

  @Test
  void a_caller_from_the_trunk_arrives() {
    assertThat(
            fact(
                """
                {"type":"StasisStart","args":["inbound","12345"],"channel":{"id":"linekeeper-1.1",
                "state":"Ring","caller":{"name":"张三","number":"13800138000"},
                "dialplan":{"context":"line","app_name":"Stasis"}},"extra":{"a":[1,{"b":2}]}}\
                """))
        .isEqualTo(new Fact.LegArrived(LEG, new PhoneNumber("13800138000"), "张三", "12345"));
  }

  @Test
  void a_leg_that_we_dialled_is_up_only_when_it_can_be_conducted() {
    assertThat(decode(changed("Up", "AppDial2"))).isInstanceOf(Incoming.Ignored.class);
    assertThat(
            fact(
                """
                {"type":"StasisStart","args":["dialled"],"channel":{"id":"linekeeper-1.1"}}\
                """))
        .isEqualTo(new Fact.LegUp(LEG));
  }

  @Test
  void a_callers_leg_is_up_when_its_state_says_so() {
    assertThat(fact(changed("Up", "Stasis"))).isEqualTo(new Fact.LegUp(LEG));
    assertThat(fact(changed("Ringing", "AppDial2"))).isEqualTo(new Fact.LegRinging(LEG));
    assertThat(decode(changed("Down", "Stasis"))).isInstanceOf(Incoming.Ignored.class);
  }

  @Test
  void early_media_counts_as_ringing() {
    assertThat(
            fact(
                """
                {"type":"Dial","dialstatus":"PROGRESS","peer":{"id":"linekeeper-1.1"}}\
                """))
        .isEqualTo(new Fact.LegRinging(LEG));
  }

  @Test
  void ends_bear_their_cause() {
    assertThat(fact(destroyed("17"))).isEqualTo(new Fact.LegGone(LEG, 17));
    assertThat(fact(destroyed("-1"))).isEqualTo(new Fact.LegGone(LEG, 0));
    assertThat(fact(destroyed("\"16\""))).isEqualTo(new Fact.LegGone(LEG, 0));
  }

  @Test
  void what_the_switch_ends_itself_is_a_normal_end_and_not_a_set_of_flags() {
    assertThat(
            decode(
                """
                {"type":"ChannelHangupRequest","cause":32,"soft":true,
                "channel":{"id":"linekeeper-1.1"}}\
                """))
        .isEqualTo(new Incoming.Ending("ChannelHangupRequest", LEG, 16));
  }

  @Test
  void plays_bridges_keys_and_holds_are_heard() {
    assertThat(
            fact(
                """
                {"type":"PlaybackFinished","playback":{"id":"p1","state":"failed"}}\
                """))
        .isEqualTo(new Fact.PlayEnded(new PlayId("p1"), false));
    assertThat(
            fact(
                """
                {"type":"BridgeDestroyed","bridge":{"id":"b1"}}\
                """))
        .isEqualTo(new Fact.BridgeGone(new BridgeId("b1")));
    assertThat(
            fact(
                """
                {"type":"ChannelDtmfReceived","digit":"#","channel":{"id":"linekeeper-1.1"}}\
                """))
        .isEqualTo(new Fact.DigitPressed(LEG, '#'));
    assertThat(
            fact(
                """
                {"type":"ChannelHold","channel":{"id":"linekeeper-1.1"}}\
                """))
        .isEqualTo(new Fact.LegHeld(LEG));
  }

  @Test
  void an_answer_to_a_request_bears_its_id_status_and_body() {
    assertThat(
            decode(
                """
                {"type":"RESTResponse","request_id":"7","status_code":409,"reason_phrase":"Conflict",
                "message_body":"{\\"message\\":\\"Channel not in Stasis\\"}"}\
                """))
        .isInstanceOfSatisfying(
            Incoming.Answered.class,
            answered -> {
              assertThat(answered.requestId()).isEqualTo("7");
              assertThat(answered.reply().status()).isEqualTo(409);
              assertThat(answered.reply().why()).isEqualTo("Channel not in Stasis");
            });
  }

  @Test
  void an_unknown_type_is_unknown_and_no_failure() {
    assertThat(decode("{\"type\":\"ChannelLevitated\",\"channel\":{\"id\":\"x\"}}"))
        .isEqualTo(new Incoming.Unknown("ChannelLevitated"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"StasisStart\"",
        "{",
        "{}",
        "{\"type\":",
        "{\"type\":\"StasisStart\"",
        "{\"type\":\"StasisStart\",}",
        "{\"type\":{\"a\":1}}",
        "{\"type\":\"ChannelHold\",\"channel\":{\"id\":\"a\"}}{}",
        "{\"type\":\"ChannelHold\" \u0000}",
        "{\"cause\":99999999999999999999,\"type\":\"ChannelDestroyed\"}"
      })
  void malformed_frames_are_told_apart_from_unknown_ones(String frame) {
    assertThat(decode(frame)).isInstanceOf(Incoming.Garbled.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a;2",
        "../../x",
        "a b",
        "a\\r\\nb",
        "<img onerror=alert(1)>",
        "0123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void a_leg_with_an_id_that_can_be_none_of_ours_is_not_heard_of(String id) {
    assertThat(decode("{\"type\":\"ChannelHold\",\"channel\":{\"id\":\"" + id + "\"}}"))
        .isInstanceOf(Incoming.Ignored.class);
  }

  @Test
  void an_event_that_says_nothing_we_need_is_not_read_to_its_end() {
    assertThat(decode("{\"type\":\"ChannelVarset\",\"value\":<anything at all>"))
        .isEqualTo(new Incoming.Ignored("ChannelVarset"));
    assertThat(decode("{\"channel\":{\"id\":\"a\"},\"type\":\"ChannelVarset\"}"))
        .as("wherever its type stands")
        .isEqualTo(new Incoming.Ignored("ChannelVarset"));
  }

  @Test
  void hostile_names_and_numbers_stay_text_of_a_bounded_length() {
    String evil = "<img src=x onerror=alert(1)>$(id)=1+1\\\"" + "长".repeat(500);
    Fact.LegArrived arrived =
        (Fact.LegArrived)
            fact(
                """
                {"type":"StasisStart","args":["inbound","%s"],"channel":{"id":"linekeeper-1.1",
                "caller":{"name":"%s","number":"%s"}}}\
                """
                    .formatted(evil, evil, evil));
    assertThat(arrived.caller()).isEqualTo(PhoneNumber.WITHHELD);
    assertThat(arrived.callerName()).hasSize(80).startsWith("<img");
    assertThat(arrived.dialled()).hasSize(80);
  }

  @Test
  void shortening_never_leaves_half_a_character() {
    String name = EventMeaning.shorten("x".repeat(79) + "😀😀");
    assertThat(name).hasSize(79);
  }

  @Test
  void deep_nesting_is_refused_and_not_followed() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(decode(deep)).isInstanceOf(Incoming.Garbled.class);
  }

  @Test
  void no_frame_however_mangled_makes_the_decoder_throw() {
    byte[] good =
        """
        {"type":"StasisStart","args":["inbound","12345"],"channel":{"id":"linekeeper-1.1",
        "state":"Ring","caller":{"name":"caller","number":"13800138000"}}}\
        """
            .getBytes(UTF_8);
    Random random = new Random(1);
    int heard = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] mangled = good.clone();
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(mangled.length) : mangled.length;
      heard += decoder.decode(mangled, 0, length) instanceof Incoming.Heard ? 1 : 0;
    }
    assertThat(heard).as("the mangling leaves some frames whole").isBetween(1, 49_999);
  }

  private static String changed(String state, String app) {
    return """
    {"type":"ChannelStateChange","channel":{"id":"linekeeper-1.1","state":"%s",
    "dialplan":{"app_name":"%s"}}}\
    """
        .formatted(state, app);
  }

  private static String destroyed(String cause) {
    return "{\"type\":\"ChannelDestroyed\",\"cause\":"
        + cause
        + ",\"channel\":{\"id\":\"linekeeper-1.1\"}}";
  }

  private Incoming decode(String frame) {
    byte[] bytes = ("??" + frame + "??").getBytes(UTF_8);
    return decoder.decode(bytes, 2, bytes.length - 4);
  }

  private Fact fact(String frame) {
    Incoming incoming = decode(frame);
    assertThat(incoming).isInstanceOf(Incoming.Heard.class);
    return ((Incoming.Heard) incoming).fact();
  }
}
