package linekeeper.call.desk;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.call.FloorCommand;
import linekeeper.call.Manner;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.telephony.Instruction.Destination;
import org.junit.jupiter.api.Test;

/** What earlier versions wrote is read by this one. */
class OlderJournalTest {
  private static final AttemptId ATTEMPT = new AttemptId("c1-1");
  private static final PhoneNumber CITIZEN = new PhoneNumber("13800138000");
  private final JournalCodec codec = new JournalCodec(new FloorVocabulary().sealedRoots());

  private <T> T older(Class<T> root, Object now, String field) {
    String written = codec.writeAs(root, now);
    String before = written.replaceFirst(",\"" + field + "\":(\\{[^}]*}|true|false)", "");
    assertThat(before).isNotEqualTo(written).doesNotContain(field);
    return codec.read(before, root);
  }

  @Test
  void an_order_to_call_that_says_nothing_of_its_manner_is_a_plain_one() {
    FloorCommand.CallOut order =
        new FloorCommand.CallOut(
            new SeatId("s1"),
            new AgentId("agent1"),
            ATTEMPT,
            CITIZEN,
            new LineId("hotline"),
            Manner.PLAIN);
    assertThat(older(FloorCommand.class, order, "manner")).isEqualTo(order);
  }

  @Test
  void a_citizen_of_whom_nothing_is_said_was_not_listened_to() {
    Destination citizen = new Destination.Citizen(CITIZEN, ATTEMPT, false);
    assertThat(older(Destination.class, citizen, "listen")).isEqualTo(citizen);
  }
}
