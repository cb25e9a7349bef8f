package linekeeper.benchmark.dial;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import linekeeper.benchmark.rig.Rig;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Cause;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriReply;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.ari.Incoming;
import linekeeper.telephony.ari.InstructionEncoder;
import linekeeper.telephony.ari.LinkRequests;
import linekeeper.telephony.ari.RequestWindow;
import linekeeper.telephony.trace.WireTrace;

/**
 * The same calls with nothing but ARI, over one WebSocket, by an application of its own: rings the
 * agent's phone, then, through the same fence, the citizen's, and puts both into a bridge. It
 * remembers nothing, records nothing and shows nothing to anybody.
 */
public final class BareCalls implements AriSocket.Listener, AutoCloseable {
  private static final String APPLICATION = "bench";
  private static final int RING_SECONDS = 20;
  private static final long PATIENCE_SECONDS = 10;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final RequestWindow requests = new RequestWindow(InstantSource.system());
  private final InstructionEncoder encoder = new InstructionEncoder(APPLICATION);
  private final CompletableFuture<AriReply> ready = new CompletableFuture<>();
  private final Map<LegId, Talk> talks = new HashMap<>();
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private final AriSocket socket;
  private long last;

  private record Talk(
      LegId agent,
      LegId citizen,
      AttemptId attempt,
      PhoneNumber number,
      BridgeId bridge,
      Runnable free) {
    LegId other(LegId leg) {
      return leg.equals(agent) ? citizen : agent;
    }
  }

  /** Connects beside the application that is measured. */
  public BareCalls(Rig rig) throws Exception {
    AriAddress address = new AriAddress(rig.ari(), "linekeeper", rig.ariSecret(), APPLICATION);
    this.socket = AriSocket.open(loop, address, WireTrace.OFF, this);
    AriReply reply = ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!reply.ok()) {
      throw new IllegalStateException("the switch refused: " + reply.why());
    }
  }

  /**
   * Calls a citizen from a seat.
   *
   * @param free is run when the seat's phone is on the hook again
   * @return completes when the switch has taken the order to ring the seat
   */
  CompletableFuture<Boolean> begin(SeatId seat, PhoneNumber number, Runnable free) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    loop.execute(() -> {
      String id = "bench-" + run + "-" + ++last;
      AttemptId attempt = new AttemptId(id);
      Talk talk =
          new Talk(
              new LegId(id + "-a"), attempt.leg(), attempt, number, new BridgeId(id + "-b"), free);
      talks.put(talk.agent(), talk);
      talks.put(talk.citizen(), talk);
      dial(
          talk.agent(),
          new Destination.Phone(seat),
          number.masked(),
          reply -> taken.complete(reply.ok()));
    });
    return taken;
  }

  private void dial(LegId leg, Destination to, String shown, Consumer<AriReply> answer) {
    requests.send(
        encoder.encode(new Instruction.Dial(leg, to, shown, RING_SECONDS)),
        reply -> {
          answer.accept(reply);
          if (!reply.ok()) {
            gone(leg);
          }
        });
  }

  private void tell(Instruction instruction) {
    requests.send(encoder.encode(instruction), _ -> {});
  }

  private void up(LegId leg) {
    Talk talk = talks.get(leg);
    if (talk == null) {
      return;
    }
    if (leg.equals(talk.agent())) {
      Destination whom = new Destination.Citizen(talk.number(), talk.attempt(), false);
      dial(talk.citizen(), whom, Rig.HOTLINE, _ -> {});
    } else {
      tell(new Instruction.OpenBridge(talk.bridge()));
      tell(new Instruction.Join(talk.bridge(), List.of(talk.citizen(), talk.agent())));
    }
  }

  private void gone(LegId leg) {
    Talk talk = talks.remove(leg);
    if (talk == null) {
      return;
    }
    if (talks.containsKey(talk.other(leg))) {
      tell(new Instruction.HangUp(talk.other(leg), Cause.NORMAL));
      tell(new Instruction.CloseBridge(talk.bridge()));
    }
    if (leg.equals(talk.agent())) {
      talk.free().run();
      // one who was not dialled yet has no end to be told of
      talks.remove(talk.citizen());
    }
  }

  @Override
  public void opened() {
    requests.open(socket::send);
    requests.send(new LinkRequests(APPLICATION).quieten(), ready::complete);
  }

  @Override
  public void frame(Incoming incoming) {
    switch (incoming) {
      case Incoming.Answered it -> requests.answered(it.requestId(), it.reply());
      case Incoming.Heard(_, Fact.LegUp(var leg)) -> up(leg);
      case Incoming.Heard(_, Fact.LegGone(var leg, _)) -> gone(leg);
      case Incoming.Left it -> gone(it.leg());
      default -> {}
    }
  }

  @Override
  public void lost(String reason) {
    ready.complete(AriReply.none(reason));
  }

  @Override
  public void close() {
    loop.execute(socket::close);
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
