package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Switch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several hosts for the one floor, of which one serves at a time. When its link has not been up for
 * long enough the next one takes over, and after the last the first again; who serves goes on
 * serving as long as it can. To the floor this is a switch that came back empty: calls on the host
 * that is gone are over, and phones have to register anew.
 */
final class Succession implements Switch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

  private final EventLoop loop;
  private final Duration patience;
  private final List<Supplier<AsteriskSwitch>> hosts;
  private int turn;
  private volatile AsteriskSwitch serving;
  private volatile @Nullable Ear ear;

  /** How far a ledger was taken in: of another host's what is newer is of interest. */
  private volatile @Nullable LedgerPlace place;

  private @Nullable Future<?> pending;
  private boolean leaving;

  /**
   * None of them is connected yet.
   *
   * @param loop the one on which all of them live
   * @param hosts in the order in which they serve, at least one
   */
  Succession(EventLoop loop, Duration patience, List<Supplier<AsteriskSwitch>> hosts) {
    this.loop = loop;
    this.patience = patience;
    this.hosts = List.copyOf(hosts);
    this.serving = this.hosts.getFirst().get();
  }

  @Override
  public void connect(Ear hearer, @Nullable LedgerPlace ledger) {
    place = ledger;
    loop.execute(() -> {
      if (ear != null) {
        throw new IllegalStateException("there is one ear");
      }
      ear = hearer;
      serve(serving);
    });
  }

  @Override
  public void tell(List<Instruction> instructions) {
    serving.tell(instructions);
  }

  @Override
  public CompletionStage<PhoneAccount> createPhone(SeatId seat, PhoneKind kind) {
    return serving.createPhone(seat, kind);
  }

  /** Of the host that serves; what another one remembers stays there. */
  @Override
  public CompletionStage<Void> dropFence(AttemptId attempt) {
    return serving.dropFence(attempt);
  }

  @Override
  public void drain() {
    loop.execute(() -> {
      leaving = true;
      calm();
    });
    serving.drain();
  }

  @Override
  public void close() {
    drain();
    serving.close();
  }

  private void serve(AsteriskSwitch host) {
    host.connect(
        fact -> {
          if (host == serving) {
            heard(fact);
          }
        },
        place);
    lose();
  }

  private void heard(Fact fact) {
    switch (fact) {
      case Fact.LinkChanged changed when changed.state() == LinkState.UP -> calm();
      case Fact.LinkChanged _ -> lose();
      case Fact.LedgerRead read -> place = read.place();
      default -> {}
    }
    Ear to = ear;
    if (to != null) {
      to.hear(fact);
    }
  }

  /** The link is up, or nobody is to take over any more. */
  private void calm() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }

  /** The link is not up: from the first moment of it counts how long. */
  private void lose() {
    if (pending == null && !leaving && hosts.size() > 1) {
      pending = loop.schedule(this::takeOver, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void takeOver() {
    pending = null;
    AsteriskSwitch gone = serving;
    turn = (turn + 1) % hosts.size();
    LOG.warn(
        "no link for {} s: host {} of {} takes over", patience.toSeconds(), turn + 1, hosts.size());
    serving = hosts.get(turn).get();
    Thread.startVirtualThread(gone::close);
    serve(serving);
  }
}
