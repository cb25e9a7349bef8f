package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Step;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.CustodyMachine;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.RecordingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through the agenda that the rows are: finds what is due, has it done by few workers, and
 * commits what came of it before anything further. It remembers nothing itself, so being killed
 * costs no more than the task in hand. While the spool is not there, or another application has it,
 * all of it waits, and is gone on with by itself.
 */
@Component
final class Custodian implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration SCAN = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration LAST_WORK = Duration.ofSeconds(5);
  private static final Duration COUNT = Duration.ofSeconds(1);
  private static final int PAGE_PER_HAND = 8;
  private static final int LONG_JOB = 256;
  private static final Set<String> ABSENT = Set.of("MISSING", "UNHEARD");
  private static final Set<String> TO_BE_SENT =
      Set.of("FILE_CLOSED", "PROBED", "HASHED", "UPLOADING", "FAILED_RETRYABLE");

  private final RecordingStore rows;
  private final Spool spool;
  private final Handiwork handiwork;
  private final CustodyMeter meter;
  private final InstantSource clock;
  private final RecordingProperties properties;
  private final Set<RecordingId> inHand = ConcurrentHashMap.newKeySet();
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private volatile Hands hands = new Hands(1);
  private volatile CountDownLatch watching = new CountDownLatch(0);
  private Instant scanAt = Instant.MIN;
  private long countedAt = System.nanoTime() - COUNT.toNanos();

  Custodian(
      RecordingStore rows,
      Spool spool,
      Handiwork handiwork,
      CustodyMeter meter,
      InstantSource clock,
      RecordingProperties properties) {
    this.rows = rows;
    this.spool = spool;
    this.handiwork = handiwork;
    this.meter = meter;
    this.clock = clock;
    this.properties = properties;
  }

  /** Commits what an input makes of a recording; nothing where it is not known. */
  Optional<TakenRecording> hear(RecordingId id, CustodyInput input) {
    List<CustodyAlarm> alarms = new ArrayList<>();
    Optional<TakenRecording> after =
        rows.change(
            id,
            before -> {
              alarms.clear();
              Step<Custody, CustodyAlarm> step =
                  CustodyMachine.step(before.custody(), input, clock.instant());
              alarms.addAll(step.effects());
              return before.with(step.state());
            });
    alarms.forEach(alarm -> meter.alarm(id, alarm));
    return after;
  }

  /** There may be something to do. */
  void nudge() {
    bell.release();
  }

  @Override
  public void start() {
    running = true;
    hands = new Hands(properties.workers());
    CountDownLatch left = new CountDownLatch(1);
    watching = left;
    Thread.ofVirtual()
        .name("custodian")
        .start(() -> {
          try {
            watch();
          } finally {
            left.countDown();
          }
        });
  }

  /** Whoever comes next finds the spool free: nobody here looks at it any more. */
  @Override
  public void stop() {
    running = false;
    nudge();
    try {
      hands.rest(LAST_WORK);
      if (!watching.await(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the spool is left while somebody looks at it still");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.leave();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    while (running) {
      Duration pause = POLL;
      try {
        look();
      } catch (IOException | RuntimeException e) {
        meter.blocked(e);
        pause = AFTER_FAILURE;
      }
      try {
        if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() throws IOException {
    spool.requireOurs();
    Instant now = clock.instant();
    // a clock that was set back holds nothing up
    if (!now.isBefore(scanAt) || scanAt.isAfter(now.plus(SCAN))) {
      scan();
      scanAt = now.plus(SCAN);
    }
    if (System.nanoTime() - countedAt >= COUNT.toNanos()) {
      countedAt = System.nanoTime();
      count();
    }
    int page = PAGE_PER_HAND * properties.workers();
    for (RecordingId id : rows.due(now, page + inHand.size())) {
      if (running && inHand.size() < page && inHand.add(id)) {
        hands.take(() -> work(id));
      }
    }
  }

  private void count() {
    Map<String, Long> unfinished = rows.unfinished();
    meter.unfinished(unfinished);
    meter.endless(rows.endless());
    hands.longJob(
        TO_BE_SENT.stream().mapToLong(state -> unfinished.getOrDefault(state, 0L)).sum()
            > LONG_JOB);
  }

  /** Every file belongs to a recording, and what was given up for missing may have come back. */
  private void scan() throws IOException {
    List<RecordingId> files = spool.ids();
    Map<RecordingId, String> known = rows.states(files);
    meter.orphans((int) files.stream().filter(id -> !known.containsKey(id)).count());
    for (RecordingId id : files) {
      if (ABSENT.contains(known.getOrDefault(id, ""))) {
        hear(id, new CustodyInput.FileSeen(spool.size(id), false));
      }
    }
    for (RecordingId id : rows.goingOnSince(clock.instant().minus(properties.longest()))) {
      hear(id, new CustodyInput.FileSeen(spool.size(id), false).late());
    }
  }

  private void work(RecordingId id) {
    try {
      Optional<TakenRecording> recording = rows.find(id);
      while (running && recording.isPresent()) {
        recording = advance(recording.get());
      }
    } catch (RuntimeException e) {
      meter.blocked(e);
    } finally {
      inHand.remove(id);
    }
  }

  /** Does what is due now, if anything; the recording afterwards, where it went on. */
  private Optional<TakenRecording> advance(TakenRecording recording) {
    Optional<Task.Due> due =
        Task.next(recording.custody()).filter(next -> !next.at().isAfter(clock.instant()));
    return due.flatMap(next -> hear(recording.id(), done(next.task(), recording)))
        .filter(after -> !after.custody().equals(recording.custody()));
  }

  private CustodyInput done(Task task, TakenRecording recording) {
    CustodyInput done = handiwork.perform(task, recording);
    Instant ended = recording.endedAt();
    boolean overdue =
        ended != null && ended.plus(properties.settleWithin()).isBefore(clock.instant());
    return overdue && done instanceof CustodyInput.FileSeen seen ? seen.late() : done;
  }
}
