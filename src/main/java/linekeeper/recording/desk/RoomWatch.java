package linekeeper.recording.desk;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.status.Part;
import linekeeper.recording.RoomProperties;
import linekeeper.recording.model.FullSpan;
import linekeeper.recording.model.Room;
import linekeeper.recording.model.RoomTrend;
import linekeeper.recording.store.FullSpanStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks every second how much room the spool's disk has, says aloud when it is short and for how
 * many hours it lasts, and keeps on record when there was none. What could not be committed, the
 * database's disk may be the same one, is tried again with the next look.
 */
@Component
final class RoomWatch implements GoesRounds, Part {
  private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What lasts for less is told as if it were short already: somebody may have to drive there. */
  private static final Duration SOON = Duration.ofDays(1);

  private static final int MIB = 20;

  private final LongSupplier disk;
  private final FullSpanStore spans;
  private final RoomProperties properties;
  private final InstantSource clock;
  private final AtomicLong free = new AtomicLong(-1);
  private final RoomTrend trend = new RoomTrend();
  private final Deque<FullSpan> unsaved = new ArrayDeque<>();
  private final Rounds rounds = new Rounds("room-watch", EVERY, this::round);
  private boolean resumed;
  private Instant looked = Instant.EPOCH;
  private @Nullable FullSpan full;
  private volatile Room room = Room.AMPLE;
  private volatile Optional<Duration> left = Optional.empty();

  @Autowired
  RoomWatch(
      Spool spool,
      FullSpanStore spans,
      RoomProperties properties,
      MeterRegistry registry,
      InstantSource clock) {
    this(spool::room, spans, properties, registry, clock);
  }

  /**
   * Watches this disk.
   *
   * @param disk bytes that can still be written there; negative where nobody knows
   */
  RoomWatch(
      LongSupplier disk,
      FullSpanStore spans,
      RoomProperties properties,
      MeterRegistry registry,
      InstantSource clock) {
    this.disk = disk;
    this.spans = spans;
    this.properties = properties;
    this.clock = clock;
    registry.gauge("linekeeper.recording.spool.free", free);
    registry.gauge(
        "linekeeper.recording.spool.hours.left",
        this,
        it -> it.left.map(Duration::toHours).map(Long::doubleValue).orElse(Double.NaN));
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One look. */
  Duration round() {
    Instant now = clock.instant();
    long bytes = disk.getAsLong();
    free.set(bytes);
    if (bytes >= 0) {
      trend.look(now, bytes);
      left = trend.left();
    }
    Room next = Room.of(bytes, properties.keepFree().toBytes(), properties.reserve().toBytes());
    tell(next);
    room = next;
    account(next == Room.EXHAUSTED, now);
    save(now);
    looked = now;
    return EVERY;
  }

  private void tell(Room next) {
    if (next == room) {
      return;
    }
    switch (next) {
      case EXHAUSTED -> LOG.error("the spool's disk is full: no talk that begins now is recorded");
      case UNKNOWN -> LOG.error("the spool is not there: nothing that is talked is recorded");
      case TIGHT -> LOG.error("the spool's disk fills: {}", detail(next));
      case AMPLE -> LOG.info("the spool's disk has room again");
    }
  }

  private void account(boolean exhausted, Instant now) {
    FullSpan open = full;
    if (exhausted && open == null) {
      full = new FullSpan(looked.equals(Instant.EPOCH) ? now : looked, null);
      unsaved.addLast(full);
    } else if (!exhausted && open != null) {
      full = null;
      unsaved.addLast(new FullSpan(open.from(), now.isBefore(open.from()) ? open.from() : now));
    }
  }

  private void save(Instant now) {
    try {
      if (!resumed) {
        spans.endOpen(now);
        resumed = true;
      }
      while (!unsaved.isEmpty()) {
        spans.keep(unsaved.getFirst());
        unsaved.removeFirst();
      }
    } catch (DataAccessException | TransactionException away) {
      LOG.debug("when the spool was full is not on record yet", away);
    }
  }

  @Override
  public String name() {
    return "spool";
  }

  @Override
  public State state() {
    return switch (room) {
      case EXHAUSTED, UNKNOWN -> State.DOWN;
      case TIGHT -> State.DEGRADED;
      case AMPLE -> soon() ? State.DEGRADED : State.UP;
    };
  }

  private boolean soon() {
    return left.filter(it -> it.compareTo(SOON) < 0).isPresent();
  }

  @Override
  public String detail() {
    return detail(room);
  }

  private String detail(Room now) {
    if (now == Room.UNKNOWN) {
      return "not there";
    }
    String pace =
        left.map(it -> ", full in %d hours at the pace of the last hour".formatted(it.toHours()))
            .orElse("");
    String given = now == Room.EXHAUSTED ? "; talks are not recorded" : "";
    return "%,d MiB free%s%s".formatted(free.get() >> MIB, pace, given);
  }
}
