package linekeeper.recording.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.recording.model.PurgeBatch;
import linekeeper.recording.store.PurgeBatchStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes many recordings at once, where two people want it. Each is asked for by itself, when its
 * turn comes, and is refused like any other: nothing that was held meanwhile is deleted. Remembers
 * nothing itself, so being killed costs nothing.
 */
@Component
public final class PurgeBatches implements GoesRounds {
  private static final Logger LOG = LoggerFactory.getLogger(PurgeBatches.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final int PAGE = 50;
  private static final String ORDERED = "ORDERED";

  /** More than that are proposed in several batches. */
  private static final int LARGEST = 10_000;

  private final PurgeBatchStore rows;
  private final DueRecordings due;
  private final Retention retention;
  private final InstantSource clock;
  private final Rounds rounds = new Rounds("purge-batches", Duration.ZERO, this::round);

  PurgeBatches(PurgeBatchStore rows, DueRecordings due, Retention retention, InstantSource clock) {
    this.rows = rows;
    this.due = due;
    this.retention = retention;
    this.clock = clock;
  }

  /** Proposes to delete all that is due now; the refusal, or null. */
  public @Nullable Refusal propose(UUID id, String by, String reason) {
    List<RecordingId> recordings =
        due.after(null, null, LARGEST).stream().map(it -> it.recording().id()).toList();
    if (recordings.isEmpty()) {
      return Refusal.of("purge-batch.nothing-due", "no recording may be deleted today");
    }
    rows.propose(new PurgeBatch(id, reason, by, now(), null), recordings);
    return null;
  }

  /** Confirms what somebody else proposed; the refusal, or null. */
  public @Nullable Refusal confirm(UUID id, String by) {
    PurgeBatch batch = rows.find(id).orElse(null);
    if (batch != null && batch.proposedBy().equals(by)) {
      return Refusal.of("purge-batch.forbidden", "who proposed it cannot confirm it");
    }
    return decide(batch, new PurgeBatch.Decided(by, now(), true));
  }

  /** Has it not done; the refusal, or null. */
  public @Nullable Refusal withdraw(UUID id, String by) {
    return decide(rows.find(id).orElse(null), new PurgeBatch.Decided(by, now(), false));
  }

  private @Nullable Refusal decide(@Nullable PurgeBatch batch, PurgeBatch.Decided decision) {
    if (batch == null) {
      return Refusal.of("purge-batch.unknown", "there is no such batch");
    }
    return rows.decide(batch.id(), decision)
        ? null
        : Refusal.of("purge-batch.decided", "somebody has decided on it before");
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  private Duration round() {
    try {
      List<PurgeBatchStore.Turn> turns = rows.turns(PAGE);
      turns.forEach(this::take);
      return turns.size() == PAGE ? Duration.ZERO : EVERY;
    } catch (RuntimeException failure) {
      LOG.warn("a purge batch waits: {}", failure.toString());
      return AFTER_FAILURE;
    }
  }

  /** Asked for once more after a crash, what was ordered is ordered still. */
  private void take(PurgeBatchStore.Turn turn) {
    PurgeBatch batch = turn.batch();
    Refusal refusal = retention.purge(turn.recording(), batch.by(), batch.reason());
    rows.outcome(
        turn,
        refusal == null ? ORDERED : refusal.code(),
        refusal == null ? null : refusal.message());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
