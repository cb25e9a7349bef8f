package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import linekeeper.kernel.Step;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ari.AriReply;
import linekeeper.telephony.ari.Incoming;
import linekeeper.telephony.ari.LinkRequests;
import linekeeper.telephony.ari.PhoneRequests;
import linekeeper.telephony.ari.RequestWindow;
import linekeeper.telephony.ari.SnapshotDecoder;
import linekeeper.telephony.model.Catchup;
import linekeeper.telephony.model.Link;
import linekeeper.telephony.model.LinkEffect;
import linekeeper.telephony.model.LinkInput;
import linekeeper.telephony.model.LinkInput.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs what the link machine wants, and tells it what came of it. */
final class LinkDriver {
  private static final Logger LOG = LoggerFactory.getLogger(LinkDriver.class);
  private static final long TICK_MILLIS = 500;
  private static final int MOST_HELD = 200_000;

  private final EventLoop loop;
  private final InstantSource clock;
  private final Connection connection;
  private final RequestWindow requests;
  private final Parts parts;
  private final Consumer<Fact> ear;
  private final Deque<LinkInput> inputs = new ArrayDeque<>();
  private final List<Fact> held = new ArrayList<>();
  private Link.State state = Link.start();
  private boolean stepping;

  /** What the driver asks of others. */
  record Parts(LinkRequests ask, SnapshotDecoder snapshots, Ami ami, Counts counts) {}

  LinkDriver(
      EventLoop loop,
      InstantSource clock,
      Connection connection,
      RequestWindow requests,
      Parts parts,
      Consumer<Fact> ear) {
    this.loop = loop;
    this.clock = clock;
    this.connection = connection;
    this.requests = requests;
    this.parts = parts;
    this.ear = ear;
  }

  void begin() {
    var _ = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    input(new LinkInput.Connect());
  }

  /** Takes an input in; inputs that come of a step's own effects wait for its end. */
  void input(LinkInput input) {
    inputs.add(input);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (LinkInput next = inputs.poll(); next != null; next = inputs.poll()) {
        Step<Link.State, LinkEffect> step = Link.step(state, next, clock.instant());
        state = step.state();
        step.effects().forEach(this::perform);
      }
    } finally {
      stepping = false;
    }
  }

  /** Where the link stands. */
  LinkState seen() {
    return state.seen();
  }

  /** Whether the link was closed for good. */
  boolean left() {
    return state instanceof Link.Left;
  }

  /** Tells a fact, or keeps it while stock is being taken. */
  void hear(Fact fact) {
    if (!(state instanceof Link.Syncing || state instanceof Link.Greeting)) {
      ear.accept(fact);
    } else if (held.size() < MOST_HELD) {
      held.add(fact);
    } else {
      lost("too much happened while syncing");
    }
  }

  void lost(String reason) {
    input(new LinkInput.Lost(reason, jitter()));
  }

  void garbled(Incoming.Garbled garbled) {
    LOG.warn("a frame from the switch cannot be understood: {}", garbled.why());
    input(new LinkInput.Garbled(jitter()));
  }

  void echo(Probe probe) {
    input(new LinkInput.Echo(probe));
  }

  private void tick() {
    requests.expire();
    input(new LinkInput.Tick(parts.ami.connected(), jitter()));
    if (state instanceof Link.Draining && requests.idle()) {
      input(new LinkInput.Drained());
    }
  }

  private void perform(LinkEffect effect) {
    switch (effect) {
      case LinkEffect.Open _ -> connection.open();
      case LinkEffect.Greet _ -> connection.greet(parts.ask.quieten(), this::greeted);
      case LinkEffect.TakeStock _ -> takeStock();
      case LinkEffect.Publish publish -> publish(publish.snapshot());
      case LinkEffect.SendCanaries _ -> sendCanaries();
      case LinkEffect.Close close -> close(close.reason());
      case LinkEffect.Retry retry -> retry(retry.after());
      case LinkEffect.Announce announce -> announce(announce.state(), announce.reason());
    }
  }

  private void retry(Duration after) {
    var _ =
        loop.schedule(
            () -> input(new LinkInput.Connect()), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void greeted(AriReply reply) {
    if (reply.ok()) {
      input(new LinkInput.Greeted());
    } else if (reply.status() != 0) {
      lost("the switch refused the greeting: " + reply.why());
    }
  }

  private void takeStock() {
    Stock stock = new Stock();
    requests.send(parts.ask.channels(), reply -> stock.take(0, reply));
    requests.send(parts.ask.bridges(), reply -> stock.take(1, reply));
    requests.send(PhoneRequests.all(), reply -> stock.take(2, reply));
  }

  private final class Stock {
    private final AriReply[] replies = new AriReply[3];
    private int taken;

    void take(int which, AriReply reply) {
      replies[which] = reply;
      if (++taken < replies.length) {
        return;
      }
      for (AriReply each : replies) {
        if (each.status() == 0) {
          return; // the link is gone, or the machine's own patience will end this
        }
        if (!each.ok()) {
          lost("stock was refused: " + each.why());
          return;
        }
      }
      try {
        input(
            new LinkInput.Taken(
                parts.snapshots.decode(replies[0].body(), replies[1].body(), replies[2].body())));
      } catch (IllegalArgumentException malformed) {
        lost("stock cannot be understood: " + malformed.getMessage());
      }
    }
  }

  private void publish(Snapshot snapshot) {
    List<Fact> newer = Catchup.newer(snapshot, held);
    held.clear();
    ear.accept(new Fact.Synced(snapshot));
    newer.forEach(ear);
  }

  private void sendCanaries() {
    requests.send(parts.ask.canary(), _ -> {});
    requests.send(
        parts.ask.application(),
        reply -> {
          if (reply.ok()) {
            echo(Probe.ARI_REPLY);
          }
        });
    parts.ami.sendCanary();
  }

  private void close(String reason) {
    connection.close();
    requests.close(reason);
    held.clear();
  }

  private void announce(LinkState now, String reason) {
    LOG.info("link to the switch: {} ({})", now, reason);
    parts.counts.link(now);
    ear.accept(new Fact.LinkChanged(now, reason));
  }

  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
