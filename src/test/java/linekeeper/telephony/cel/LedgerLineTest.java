package linekeeper.telephony.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerLineTest {
  @Test
  void a_line_of_the_ledger_is_read() {
    LedgerLine line =
        LedgerLine.parse(
                """
                "1795279499.294706","BRIDGE_ENTER","","lk-1","linekeeper-1795279498.0",\
                "PJSIP/seat-s01-0000001e","","138****0001","s","from-seat","Stasis","linekeeper,dialled",\
                "PJSIP/trunk-ip-00000000","{""bridge_id"":""01a1"",""bridge_technology"":""simple_bridge""}"\
                """)
            .orElseThrow();
    assertThat(line.at()).isEqualTo(Instant.ofEpochSecond(1795279499, 294_706_000));
    assertThat(line.event()).isEqualTo("BRIDGE_ENTER");
    assertThat(line.leg()).isEqualTo("lk-1");
    assertThat(line.linked()).isEqualTo("linekeeper-1795279498.0");
    assertThat(line.channel()).isEqualTo("PJSIP/seat-s01-0000001e");
    assertThat(line.application()).isEqualTo("Stasis");
    assertThat(line.extra())
        .isEqualTo("{\"bridge_id\":\"01a1\",\"bridge_technology\":\"simple_bridge\"}");
  }

  @Test
  void a_callers_name_can_be_anything_and_moves_no_field() {
    LedgerText text = new LedgerText();
    String name = "=1+1\",\"HANGUP\",\"<img src=x>\"";
    text.line(
        "CHAN_START", "", "c-1", "c-1", "PJSIP/t-1", name, "139", "12345", "x", "", "", "", "");
    LedgerLine line = LedgerLine.parse(text.lines().getFirst()).orElseThrow();
    assertThat(line.event()).isEqualTo("CHAN_START");
    assertThat(line.number()).isEqualTo("139");
    assertThat(line.context()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "\"\"",
        "1795279499.294706",
        "\"1795279499.294706\",\"HANGUP\"",
        "\"1795279499.294706\",\"HANGUP\",\"\",\"a\",\"a\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",",
        "\"1795279499.294706\",\"HANGUP\",\"\",\"a\",\"a\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"",
        "\"yesterday.294706\",\"HANGUP\",\"\",\"a\",\"a\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"",
        "\"99999999999999999.294706\",\"A\",\"\",\"a\",\"a\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"",
        "\"1795279499.294706\",\"HANGUP\",\"\",\"a\",\"a\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\""
      })
  void what_is_no_line_is_none(String text) {
    assertThat(LedgerLine.parse(text)).isEmpty();
  }
}
