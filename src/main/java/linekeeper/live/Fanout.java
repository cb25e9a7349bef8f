package linekeeper.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import linekeeper.access.Standing.Pass;
import linekeeper.call.Floor;
import linekeeper.call.watch.BacklogWatch;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorWatch;
import linekeeper.platform.lane.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread between the floor's lane and the sockets: keeps the mirror, and tells each socket
 * what it was not told yet. Never waits for a socket.
 */
final class Fanout implements FloorWatch, BacklogWatch, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SNAPSHOT_PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private final LiveProperties properties;
  private final Supplier<Floor> floor;
  private final InstantSource clock;
  private final LiveMeters meters;
  private final Handoff handoff;
  private final Mirror mirror;
  private final Presence presence;
  private final Queue<Runnable> signals = new ConcurrentLinkedQueue<>();
  private final Set<LiveSocket> sockets = new HashSet<>();
  private final Map<String, List<LiveSocket>> consoles = new HashMap<>();
  private final Thread thread = new Thread(this, "live-fanout");
  private volatile boolean parked;
  private volatile boolean stopping;
  private volatile int open;
  private boolean mirrored;
  private boolean snapshotWanted = true;
  private long snapshotAskedAt = System.nanoTime() - SNAPSHOT_PATIENCE;
  private long tickedAt = System.nanoTime();
  private long roundAt = System.nanoTime();

  Fanout(LiveProperties properties, Supplier<Floor> floor, InstantSource clock, LiveMeters meters) {
    this.properties = properties;
    this.floor = floor;
    this.clock = clock;
    this.meters = meters;
    this.handoff = new Handoff(properties.backlog());
    this.mirror = new Mirror(new ViewEncoder(), properties.tombstones());
    this.presence = new Presence(floor);
    meters.sockets(() -> open);
    thread.setDaemon(true);
  }

  /** On the lane: hands over and returns. */
  @Override
  public void changed(long step, List<FloorView> changed, List<String> gone) {
    handoff.offer(new Handoff.Change(step, changed, gone));
    wake();
  }

  @Override
  public void changed(FloorView.BacklogView backlog) {
    tell(() -> mirror.apply(mirror.step(), List.of(backlog), List.of()));
  }

  @Override
  public void handed(List<FloorView.HandedView> handed) {
    tell(() -> mirror.handed(handed));
  }

  /** Has something done on the fan-out's thread. */
  void tell(Runnable signal) {
    signals.add(signal);
    wake();
  }

  /** Lets a socket in; its hello was put there. */
  void admit(LiveSocket socket) {
    tell(() -> {
      sockets.add(socket);
      open = sockets.size();
      if (socket.who().console()) {
        consoles.computeIfAbsent(socket.who().name(), name -> new ArrayList<>()).add(socket);
      }
      presence();
    });
  }

  /** The socket is closed. */
  void forget(LiveSocket socket) {
    tell(() -> {
      socket.outlet().end();
      sockets.remove(socket);
      open = sockets.size();
      noConsole(socket);
      presence();
    });
  }

  /** Ends a socket with a reason. */
  void end(LiveSocket socket, Farewell why) {
    tell(() -> leave(socket, why));
  }

  /** Has all open sockets' passes checked; for any thread. */
  void passes(Consumer<Map<LiveSocket, Pass>> check) {
    tell(() -> {
      Map<LiveSocket, Pass> passes = new HashMap<>();
      sockets.forEach(socket -> passes.put(socket, socket.pass()));
      check.accept(passes);
    });
  }

  void start() {
    thread.start();
  }

  /** Says good-bye to everybody and ends the thread. */
  void stop() {
    tell(() -> {
      List.copyOf(sockets).forEach(socket -> leave(socket, Farewell.GOING_AWAY));
      stopping = true;
    });
    Threads.join(thread, Duration.ofSeconds(2));
  }

  private void wake() {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        turn();
      } catch (RuntimeException e) {
        LOG.error("live: a bug in the fan-out; every socket gets a fresh snapshot", e);
        sockets.forEach(LiveSocket::askResync);
      }
    }
  }

  private void turn() {
    boolean news = drain();
    long now = System.nanoTime();
    if (now - tickedAt >= TICK) {
      tickedAt = now;
      tick(now);
      news = true;
    }
    if (news) {
      round(now);
    }
    rest(news);
  }

  private boolean drain() {
    boolean news = false;
    boolean seats = false;
    for (Handoff.Change next = handoff.poll(); next != null; next = handoff.poll()) {
      mirror.apply(next.step(), next.changed(), next.gone());
      seats |= next.changed().stream().anyMatch(FloorView.SeatView.class::isInstance);
      news = true;
    }
    for (Runnable next = signals.poll(); next != null; next = signals.poll()) {
      next.run();
      news = true;
    }
    if (seats) {
      presence();
    }
    if (handoff.takeOverrun()) {
      meters.overrun();
      snapshotWanted = true;
    }
    return news;
  }

  private void round(long now) {
    roundAt = now;
    Subscription.Round round = new Subscription.Round(clock.instant());
    sockets.forEach(socket -> socket.pump(mirrored ? mirror : null, round, now));
  }

  private void rest(boolean news) {
    long pause = TICK;
    if (news) {
      // what changes during the pause goes out in one patch: this bounds the work in a storm
      pause = properties.pace().toNanos() - (System.nanoTime() - roundAt);
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
      return;
    }
    parked = true;
    if (handoff.isEmpty() && signals.isEmpty()) {
      LockSupport.parkNanos(this, pause);
    }
    parked = false;
  }

  private void tick(long now) {
    if (snapshotWanted && now - snapshotAskedAt >= SNAPSHOT_PATIENCE) {
      snapshotAskedAt = now;
      askSnapshot();
    }
    for (LiveSocket socket : List.copyOf(sockets)) {
      if (now - socket.outlet().busySince() > properties.slow().toNanos()) {
        leave(socket, Farewell.SLOW);
        socket.outlet().abort(Farewell.SLOW.closeStatus());
      } else if (now - socket.heardAt() > properties.silence().toNanos()) {
        leave(socket, Farewell.SILENT);
      } else if (socket.grantResync()) {
        meters.resync();
      }
      socket.beat(now, properties.beat().toNanos(), clock.instant());
    }
  }

  private void askSnapshot() {
    try {
      floor.get().snapshot().thenAccept(snapshot -> tell(() -> reconcile(snapshot)));
    } catch (RuntimeException e) {
      LOG.warn("live: the floor gives no snapshot yet: {}", e.toString());
    }
  }

  private void reconcile(FloorSnapshot snapshot) {
    mirror.reconcile(snapshot);
    mirrored = true;
    snapshotWanted = false;
    presence();
  }

  private void presence() {
    presence.settle(mirror.takenSeats(), consoles, old -> leave(old, Farewell.REPLACED));
  }

  private void leave(LiveSocket socket, Farewell why) {
    if (!socket.ending()) {
      meters.ended(why);
      socket.end(why);
      noConsole(socket);
    }
  }

  private void noConsole(LiveSocket socket) {
    consoles.computeIfPresent(
        socket.who().name(),
        (name, open) -> {
          open.remove(socket);
          return open.isEmpty() ? null : open;
        });
  }
}
