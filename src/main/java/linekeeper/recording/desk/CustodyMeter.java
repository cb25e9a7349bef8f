package linekeeper.recording.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.file.NotDirectoryException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.status.Part;
import linekeeper.recording.model.CustodyAlarm;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and shows how custody goes, and says aloud what people have to know. */
@Component
final class CustodyMeter implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(CustodyMeter.class);
  private final MeterRegistry registry;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger retrying = new AtomicInteger();
  private final AtomicInteger orphans = new AtomicInteger();
  private final AtomicInteger unclaimed = new AtomicInteger();
  private final AtomicInteger unlocked = new AtomicInteger();
  private final AtomicInteger endless = new AtomicInteger();
  private final Map<Verdict, AtomicLong> verdicts = new EnumMap<>(Verdict.class);
  private final Set<RecordingId> saidMissing = new HashSet<>();
  private final Set<RecordingId> saidUnclaimed = new HashSet<>();
  private final AtomicBoolean unprobed = new AtomicBoolean();
  private volatile String blocked = "";
  private volatile boolean signing = true;

  CustodyMeter(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("linekeeper.recording.waiting", waiting);
    registry.gauge("linekeeper.recording.retrying", retrying);
    registry.gauge("linekeeper.recording.orphans", orphans);
    registry.gauge("linekeeper.recording.unclaimed", unclaimed);
    registry.gauge("linekeeper.recording.unlocked", unlocked);
    registry.gauge("linekeeper.recording.endless", endless);
    for (Verdict verdict : Verdict.values()) {
      AtomicLong count = new AtomicLong();
      verdicts.put(verdict, count);
      registry.gauge("linekeeper.recording.talks", Tags.of("verdict", verdict.name()), count);
    }
    for (CustodyAlarm alarm : CustodyAlarm.values()) {
      registry.counter("linekeeper.recording.alarms", "kind", alarm.name());
    }
  }

  void alarm(RecordingId id, CustodyAlarm alarm) {
    registry.counter("linekeeper.recording.alarms", "kind", alarm.name()).increment();
    switch (alarm) {
      case RETRY -> LOG.debug("recording {}: a step failed and is tried again", id);
      case MISSING -> LOG.error("recording {} is missing: a call without its recording", id);
      case CORRUPT -> LOG.error("recording {} is corrupt; nothing of it is removed", id);
      case LOCK_REFUSED -> LOG.error("recording {}: the store did not lock it; tried again", id);
      case DIFFERS ->
          LOG.error("recording {}: the store has something else; nothing is removed", id);
      case LOCAL_KEPT -> LOG.warn("recording {} is stored; its local copy stays", id);
      case ENDLESS -> LOG.error("recording {} does not come to its end; it is waited for", id);
      case ORPHAN -> LOG.error("recording {} is on record, and no call says that it has it", id);
    }
  }

  /** How many the store refused to lock. */
  void unlocked(int count) {
    unlocked.set(count);
  }

  /** How many do not come to their end. */
  void endless(int count) {
    endless.set(count);
  }

  /** Came too soon after the last one for a second opinion. */
  void unasked() {
    registry.counter("linekeeper.recording.unasked").increment();
  }

  /** Whether what the store holds is being signed for. */
  void signing(boolean works) {
    if (signing && !works) {
      LOG.error("stored recordings are not being signed; tried again until it works");
    }
    signing = works;
  }

  void unprobed(Exception why) {
    registry.counter("linekeeper.recording.unprobed").increment();
    if (unprobed.compareAndSet(false, true)) {
      LOG.warn("recordings are taken without a second opinion: {}", why.getMessage());
    }
  }

  /** The rows as they are: by state, but for those that have arrived. */
  void unfinished(Map<String, Long> counts) {
    long open = counts.values().stream().mapToLong(Long::longValue).sum();
    long ended = counts.getOrDefault("MISSING", 0L) + counts.getOrDefault("CORRUPT", 0L);
    waiting.set(Math.toIntExact(open - ended));
    retrying.set(Math.toIntExact(counts.getOrDefault("FAILED_RETRYABLE", 0L)));
    blocked = "";
  }

  /**
   * What the ledger of the last day says; what custody has not said aloud before is said once.
   *
   * @param missing recordings that should be there, and what is wrong
   */
  synchronized void ledger(Map<Verdict, Long> totals, Map<RecordingId, Reason> missing) {
    verdicts.forEach((verdict, count) -> count.set(totals.getOrDefault(verdict, 0L)));
    saidMissing.retainAll(missing.keySet());
    missing.forEach((id, reason) -> {
      boolean ofCustody = reason == Reason.NO_AUDIO || reason == Reason.CORRUPT;
      if (!ofCustody && saidMissing.add(id)) {
        alarm(id, CustodyAlarm.MISSING);
      }
    });
  }

  /** Recordings on record that no call says it has. */
  synchronized void unclaimed(List<RecordingId> orphans) {
    unclaimed.set(orphans.size());
    saidUnclaimed.retainAll(orphans);
    orphans.stream().filter(saidUnclaimed::add).forEach(id -> alarm(id, CustodyAlarm.ORPHAN));
  }

  /** Files in the spool that belong to no call we know. */
  void orphans(int count) {
    if (orphans.getAndSet(count) != count && count > 0) {
      LOG.warn("{} files in the spool belong to no known recording; they are kept", count);
    }
  }

  /** All recordings wait; each reason is said once. */
  void blocked(Exception why) {
    String reason = reason(why);
    if (!reason.equals(blocked)) {
      LOG.error("recordings wait: {}", reason, why);
    }
    blocked = reason;
  }

  private static String reason(Exception why) {
    return switch (why) {
      case SpoolLock.SpoolTaken it -> String.valueOf(it.getMessage());
      case NotDirectoryException it ->
          "linekeeper.recording.spool: %s is not there, or no directory".formatted(it.getFile());
      default ->
          "the spool or the database cannot be used (%s)".formatted(why.getClass().getSimpleName());
    };
  }

  @Override
  public String name() {
    return "recordings";
  }

  @Override
  public State state() {
    if (!blocked.isEmpty()) {
      return State.DOWN;
    }
    boolean wrong = missing() > 0 || unlocked.get() > 0 || endless.get() > 0;
    return wrong || retrying.get() > 0 ? State.DEGRADED : State.UP;
  }

  @Override
  public String detail() {
    String detail =
        "%d on their way, %d of them to be tried again, %d files of unknown calls, %d talks of the last day without audio"
            .formatted(waiting.get(), retrying.get(), orphans.get(), missing());
    if (unlocked.get() > 0) {
      detail += ", %d not locked".formatted(unlocked.get());
    }
    if (endless.get() > 0) {
      detail += ", %d that do not end".formatted(endless.get());
    }
    return blocked.isEmpty() ? detail : detail + "; all wait: " + blocked;
  }

  private long missing() {
    AtomicLong count = verdicts.get(Verdict.MISSING);
    return count == null ? 0 : count.get();
  }
}
