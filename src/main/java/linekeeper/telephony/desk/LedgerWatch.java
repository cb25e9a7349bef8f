package linekeeper.telephony.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.cel.LedgerReader;
import linekeeper.telephony.cel.LedgerReader.Missed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the switch's ledger while the link is up, and tells of each call that is over and that
 * the link never told of. Works on a thread of its own: a slow disk holds nobody up.
 */
final class LedgerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Where nothing else is told, this says that we are there; what ends with us ends after it. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(60);

  /** Whoever begins again does not read more than this a second time. */
  private static final Duration PLACE_KEPT_EVERY = Duration.ofSeconds(10);

  /** When to ask which channels there are, since the link is up: the last one again and again. */
  private static final Duration[] ASKED = {
    Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(60)
  };

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final @Nullable Path ledger;
  private final InstantSource steady;
  private final Supplier<CompletionStage<Set<String>>> channels;
  private final Counts counts;
  private final Consumer<Fact> ear;
  private final Set<LegId> told = Collections.synchronizedSet(Bounded.set());
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("telephony-ledger").factory());
  private volatile boolean up;
  private volatile boolean fresh;
  private Set<String> absent = Set.of();
  private int asked;
  private Instant askAt = Instant.MAX;
  private Instant keptAt = Instant.MIN;
  private @Nullable LedgerPlace kept;

  /**
   * A watch of this ledger, if one can be seen from here.
   *
   * @param steady a clock that never runs backwards
   * @param channels asks the switch which channels there are
   * @param ear is called on the watch's own thread
   */
  LedgerWatch(
      @Nullable Path ledger,
      InstantSource steady,
      Supplier<CompletionStage<Set<String>>> channels,
      Counts counts,
      Consumer<Fact> ear) {
    this.ledger = ledger;
    this.steady = steady;
    this.channels = channels;
    this.counts = counts;
    this.ear = ear;
  }

  /** Begins to look, from the place that was reached before, if there is one. */
  void begin(@Nullable LedgerPlace from) {
    if (ledger == null) {
      return;
    }
    LedgerReader reader = new LedgerReader(ledger, from, told::contains, counts::oddLedger);
    var _ =
        thread.scheduleWithFixedDelay(
            () -> look(reader),
            LOOK_EVERY.toMillis(),
            LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** What the floor is told by the link. */
  void heard(Fact fact) {
    switch (fact) {
      case Fact.LegArrived arrived -> told.add(arrived.leg());
      case Fact.Synced(Snapshot snapshot) -> snapshot.legs().forEach(leg -> told.add(leg.leg()));
      case Fact.LinkChanged changed -> {
        up = changed.state() == LinkState.UP;
        fresh = up;
      }
      default -> {}
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void look(LedgerReader reader) {
    if (!up) {
      return;
    }
    Instant now = steady.instant();
    try {
      askInTime(reader, now);
      for (Missed missed : reader.read(now)) {
        LOG.info("a call was missed: {}", missed.call());
        keep(missed.place(), now);
        ear.accept(new Fact.CallMissed(missed.call(), missed.place()));
      }
      keepPlace(reader.place(), now);
    } catch (IOException failure) {
      counts.oddLedger("ledger-unreadable");
      LOG.debug("the switch's ledger cannot be read", failure);
    } catch (RuntimeException bug) {
      LOG.error("the switch's ledger", bug);
    }
  }

  private void keepPlace(LedgerPlace place, Instant now) {
    Duration every = place.equals(kept) ? SIGN_OF_LIFE : PLACE_KEPT_EVERY;
    if (kept == null || !now.isBefore(keptAt.plus(every))) {
      keep(place, now);
      ear.accept(new Fact.LedgerRead(place));
    }
  }

  private void keep(LedgerPlace place, Instant now) {
    kept = place;
    keptAt = now;
  }

  /**
   * A switch that was killed never says that its calls are over. Whose channel is missing twice,
   * some seconds apart, is gone.
   */
  private void askInTime(LedgerReader reader, Instant now) {
    if (fresh) {
      fresh = false;
      absent = Set.of();
      asked = 0;
      askAt = now.plus(ASKED[0]);
    }
    if (now.isBefore(askAt)) {
      return;
    }
    asked = Math.min(asked + 1, ASKED.length - 1);
    askAt = now.plus(ASKED[asked]);
    if (!reader.open().isEmpty()) {
      ask(reader);
    }
  }

  private void ask(LedgerReader reader) {
    try {
      Set<String> there =
          channels.get().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Set<String> missing = new HashSet<>(reader.open());
      missing.removeAll(there);
      missing.stream().filter(absent::contains).forEach(reader::close);
      absent = missing;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      LOG.debug("the switch does not say which channels there are", failure);
    }
  }
}
