package linekeeper.telephony.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import linekeeper.kernel.BridgeId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Snapshot;
import org.junit.jupiter.api.Test;

/** What is taken of the switch's lists, and what is left as somebody else's. */
class SnapshotDecoderTest {
  private static final String CHANNELS =
      """
      [{"id":"1700.1","state":"Up","caller":{"number":"13800138000","name":"市民"},
        "dialplan":{"app_name":"Stasis","app_data":"linekeeper,inbound,12345"}},
       {"id":"lk-leg-1","state":"Up","caller":{"number":"","name":""},
        "dialplan":{"app_name":"Stasis","app_data":"linekeeper"}},
       {"id":"lk-leg-2","state":"Ringing","caller":{"number":"","name":""},
        "dialplan":{"app_name":"AppDial2","app_data":"(Outgoing Line)"}},
       {"id":"1700.9","state":"Up","caller":{"number":"13900139000","name":""},
        "dialplan":{"app_name":"Queue","app_data":"fallback"}}]
      """;
  private static final String BRIDGES =
      """
      [{"id":"lk-bridge-1","creator":"Stasis","channels":["1700.1","lk-leg-1"]},
       {"id":"lk-bridge-2","creator":"Stasis","channels":[]},
       {"id":"others","creator":"","channels":["1700.9"]}]
      """;
  private static final String ENDPOINTS =
      """
      [{"resource":"seat-s01","state":"online","channel_ids":["lk-leg-1"]},
       {"resource":"seat-s02","state":"online","channel_ids":["1700.9"]},
       {"resource":"seat-s03","state":"offline","channel_ids":[]},
       {"resource":"trunk","state":"online","channel_ids":[]}]
      """;

  private final SnapshotDecoder decoder = new SnapshotDecoder("linekeeper");

  @Test
  void legs_are_ours_and_each_says_in_which_of_our_bridges_it_is() {
    Snapshot snapshot = decoder.decode(CHANNELS, BRIDGES, ENDPOINTS);
    BridgeId bridge = new BridgeId("lk-bridge-1");
    assertThat(snapshot.legs())
        .extracting(
            it -> it.leg().value(), Snapshot.Leg::inbound, Snapshot.Leg::up, it -> it.bridge())
        .containsExactly(
            tuple("1700.1", true, true, bridge),
            tuple("lk-leg-1", false, true, bridge),
            tuple("lk-leg-2", false, false, null));
    assertThat(snapshot.bridges()).containsExactlyInAnyOrder(bridge, new BridgeId("lk-bridge-2"));
    assertThat(snapshot.reachable()).containsExactly(new SeatId("s01"));
  }

  @Test
  void what_is_no_list_is_refused() {
    assertThatThrownBy(() -> decoder.decode("{}", BRIDGES, ENDPOINTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> decoder.decode(CHANNELS, "[", ENDPOINTS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
