package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.Switch;
import linekeeper.telephony.SwitchFailure;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ami.AmiFailure;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.ari.Incoming;
import linekeeper.telephony.ari.InstructionEncoder;
import linekeeper.telephony.ari.LinkRequests;
import linekeeper.telephony.ari.RequestWindow;
import linekeeper.telephony.ari.SnapshotDecoder;
import linekeeper.telephony.model.LinkInput;
import linekeeper.telephony.model.LinkInput.Probe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Asterisk, over ARI and AMI. */
final class AsteriskSwitch implements Switch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AsteriskSwitch.class);
  private static final long DRAIN_SECONDS = 6;

  private final EventLoop loop;
  private final Ami ami;
  private final Counts counts;
  private final RequestWindow requests;
  private final Recordings recordings;
  private final Phones phones;
  private final Teller teller;
  private final LinkDriver link;
  private final LedgerWatch ledger;

  private final Endings endings = new Endings();

  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private @Nullable Ear ear;

  AsteriskSwitch(Equipment equipment) {
    loop = equipment.loop();
    ami = equipment.ami();
    counts = equipment.counts();
    requests = new RequestWindow(equipment.clock());
    recordings = new Recordings(ami, equipment.spool(), equipment.reserve(), loop, this::hear);
    phones = new Phones(requests, ami, loop, equipment.registrar(), this::hear);
    String application = equipment.application();
    teller =
        new Teller(
            new InstructionEncoder(application), requests, recordings, phones, counts, this::hear);
    Connection connection = new Connection(loop, equipment.address(), requests, equipment.opener());
    link =
        new LinkDriver(
            loop,
            equipment.clock(),
            connection,
            requests,
            new LinkDriver.Parts(
                new LinkRequests(application), new SnapshotDecoder(application), ami, counts),
            this::deliver);
    connection.listen(new FromAri());
    ledger =
        new LedgerWatch(
            equipment.ledger(),
            equipment.clock(),
            () -> channels(new LinkRequests(application)),
            counts,
            fact -> loop.execute(() -> deliver(fact)));
  }

  @Override
  public void connect(Ear hearer, @Nullable LedgerPlace place) {
    loop.execute(() -> {
      if (ear != null) {
        throw new IllegalStateException("there is one ear");
      }
      ear = hearer;
      ami.connect(new FromAmi());
      phones.begin();
      link.begin();
      ledger.begin(place);
    });
  }

  @Override
  public void tell(List<Instruction> instructions) {
    List<Instruction> told = List.copyOf(instructions);
    loop.execute(() -> teller.tell(told));
  }

  @Override
  public CompletionStage<PhoneAccount> createPhone(SeatId seat, PhoneKind kind) {
    CompletableFuture<PhoneAccount> account = new CompletableFuture<>();
    loop.execute(() -> phones.create(seat, kind, account));
    return account;
  }

  @Override
  public CompletionStage<Void> dropFence(AttemptId attempt) {
    return ami.dropFence(attempt)
        .exceptionally(failure -> {
          throw new SwitchFailure(AmiFailure.why(failure));
        });
  }

  @Override
  public void drain() {
    loop.execute(() -> {
      teller.drain();
      link.input(new LinkInput.Drain());
    });
  }

  /** Drains, and returns when the link was closed in order or the patience for it is over. */
  @Override
  public void close() {
    ledger.close();
    drain();
    try {
      left.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      LOG.warn("the link to the switch did not close in order: {}", late.getMessage());
    }
    ami.close();
  }

  /** What becomes a fact passes here, so that it waits while stock is taken. */
  private void hear(Fact fact) {
    link.hear(fact);
  }

  /** Which channels there are, asked from another thread. */
  private CompletionStage<Set<String>> channels(LinkRequests ask) {
    CompletableFuture<Set<String>> ids = new CompletableFuture<>();
    loop.execute(() ->
        requests.send(
            ask.channels(),
            reply -> {
              if (reply.ok()) {
                ids.complete(SnapshotDecoder.channels(reply.body()));
              } else {
                ids.completeExceptionally(new SwitchFailure(reply.why()));
              }
            }));
    return ids;
  }

  /** Tells the ear. */
  private void deliver(Fact fact) {
    ledger.heard(fact);
    switch (fact) {
      case Fact.LegGone(var leg, _) -> recordings.legGone(leg);
      case Fact.Synced(Snapshot snapshot) -> {
        recordings.synced(snapshot);
        phones.synced(snapshot.reachable());
      }
      case Fact.LinkChanged changed when changed.state() == LinkState.UP -> phones.lookAtAll();
      case Fact.LinkChanged _ when link.left() -> left.complete(null);
      default -> {}
    }
    Ear to = ear;
    if (to == null) {
      return;
    }
    try {
      to.hear(fact);
    } catch (RuntimeException bug) {
      LOG.error("the ear threw on {}", fact.getClass().getSimpleName(), bug);
    }
  }

  private final class FromAri implements AriSocket.Listener {
    @Override
    public void opened() {
      link.input(new LinkInput.Opened());
    }

    @Override
    public void frame(Incoming incoming) {
      counts.frame(incoming);
      switch (incoming) {
        case Incoming.Heard(_, Fact.PlayEnded ended) -> hear(teller.corrected(ended));
        case Incoming.Heard(_, Fact.LegGone gone) ->
            endings.gone(gone).ifPresent(AsteriskSwitch.this::hear);
        case Incoming.Heard heard -> hear(heard.fact());
        case Incoming.Ending end -> endings.announced(end.leg(), end.cause());
        case Incoming.Left left -> hear(endings.left(left.leg()));
        case Incoming.Answered answered ->
            requests.answered(answered.requestId(), answered.reply());
        case Incoming.Canary _ -> link.echo(Probe.ARI_EVENT);
        case Incoming.Replaced _ -> link.lost("another client took over the application");
        case Incoming.Garbled garbled -> link.garbled(garbled);
        case Incoming.Ignored _, Incoming.Unknown _ -> {}
      }
    }

    @Override
    public void lost(String reason) {
      if (reason.startsWith("malformed")) {
        counts.malformedFrame();
      }
      link.lost(reason);
    }
  }

  private final class FromAmi implements Ami.Listener {
    @Override
    public void connected() {
      loop.execute(phones::lookAtAll);
    }

    @Override
    public void canary() {
      loop.execute(() -> link.echo(Probe.AMI_EVENT));
    }

    @Override
    public void phoneChanged(SeatId seat) {
      loop.execute(() -> phones.changed(seat));
    }
  }
}
