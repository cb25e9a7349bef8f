package linekeeper.telephony.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.ari.FrameDecoder;
import linekeeper.telephony.ari.Incoming;
import linekeeper.telephony.trace.TraceReplay;
import org.junit.jupiter.api.Test;

/** A call as a real Asterisk 22.10.1 told it, with invented numbers. */
class TraceReplayTest {

  @Test
  void a_call_seen_once_on_a_real_switch_means_the_same_today() throws Exception {
    LegId caller = new LegId("linekeeper-1795209200.9");
    LegId seat = new LegId("traced.seat");
    assertThat(replay("/trace/one-call.jsonl"))
        .containsExactly(
            new Fact.LegArrived(caller, new PhoneNumber("13800138000"), "caller", "12345"),
            new Fact.LegUp(caller),
            new Fact.LegRinging(seat),
            new Fact.LegUp(seat),
            new Fact.LegGone(caller, 0),
            new Fact.LegGone(seat, 16),
            new Fact.BridgeGone(new BridgeId("traced")));
  }

  private static List<Fact> replay(String resource) throws IOException, URISyntaxException {
    Path trace =
        Path.of(Objects.requireNonNull(TraceReplayTest.class.getResource(resource)).toURI());
    FrameDecoder decoder = new FrameDecoder();
    Endings endings = new Endings();
    List<Fact> facts = new ArrayList<>();
    for (byte[] frame : TraceReplay.received(trace)) {
      switch (decoder.decode(frame, 0, frame.length)) {
        case Incoming.Heard(_, Fact.LegGone gone) -> endings.gone(gone).ifPresent(facts::add);
        case Incoming.Heard heard -> facts.add(heard.fact());
        case Incoming.Ending end -> endings.announced(end.leg(), end.cause());
        case Incoming.Left left -> facts.add(endings.left(left.leg()));
        case Incoming.Garbled garbled -> throw new AssertionError(garbled);
        case Incoming.Unknown unknown -> throw new AssertionError(unknown);
        case Incoming.Answered _, Incoming.Canary _, Incoming.Replaced _, Incoming.Ignored _ -> {}
      }
    }
    return facts;
  }
}
