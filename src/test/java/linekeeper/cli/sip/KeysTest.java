package linekeeper.cli.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key of the phone as the switch hears it: RFC 4733. */
class KeysTest {
  private static final int SAMPLES = 160;
  private final Keys keys = new Keys();
  private int sent;

  private List<ByteBuffer> events(int packets) {
    List<ByteBuffer> events = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      ByteBuffer packet = ByteBuffer.allocate(12 + SAMPLES);
      packet.put((byte) 0x80).put((byte) 8).putShort((short) sent).putInt(sent * SAMPLES).putInt(7);
      sent++;
      if (keys.fill(packet, SAMPLES) > 0) {
        events.add(packet);
      }
    }
    return events;
  }

  @Test
  void while_nothing_is_pressed_there_is_voice() {
    assertThat(events(20)).isEmpty();
  }

  @Test
  void a_key_is_one_event_that_lasts_and_whose_end_is_told_three_times() {
    assertThat(events(4)).isEmpty();
    keys.press('1');
    List<ByteBuffer> events = events(40);
    assertThat(events).hasSize(13);
    assertThat(events.getFirst().get(1) & 0xFF).as("marked as a new event").isEqualTo(0x80 | 101);
    assertThat(events).allMatch(it -> it.getInt(4) == 4 * SAMPLES).allMatch(it -> it.get(12) == 1);
    assertThat(events.stream().skip(1)).allMatch(it -> it.get(1) == 101);
    assertThat(events.stream().map(it -> (it.get(13) & 0x80) != 0).toList().indexOf(true))
        .isEqualTo(10);
    assertThat(events.getFirst().getShort(14)).isEqualTo((short) SAMPLES);
    assertThat(events.getLast().getShort(14)).isEqualTo((short) (10 * SAMPLES));
  }

  @Test
  void keys_pressed_at_once_follow_each_other_with_a_pause() {
    keys.press('#');
    keys.press('0');
    List<ByteBuffer> events = events(60);
    assertThat(events.stream().map(it -> (int) it.get(12)).distinct()).containsExactly(11, 0);
    assertThat(events.get(13).getInt(4) - events.get(12).getInt(4)).isEqualTo(18 * SAMPLES);
  }

  @Test
  void what_is_no_key_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> keys.press('x'));
  }
}
