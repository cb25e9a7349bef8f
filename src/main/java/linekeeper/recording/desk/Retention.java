package linekeeper.recording.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.platform.retention.RetentionBook;
import linekeeper.platform.retention.RetentionRule;
import linekeeper.platform.retention.StoreLock;
import linekeeper.recording.RetentionProperties;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.CustodyInput;
import linekeeper.recording.model.CustodyMachine;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.HoldStore;
import linekeeper.recording.store.RecordingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long a recording is kept, and that it is deleted no sooner. Whether it may be is decided and
 * committed together with the order, under the recording's lock: no hold can come between.
 */
@Component
public final class Retention {
  private static final Refusal UNKNOWN =
      Refusal.of("recording.unknown", "there is no such recording");

  private final RecordingStore rows;
  private final HoldStore holds;
  private final EvidenceStore evidence;
  private final Custodian custodian;
  private final RetentionBook book;
  private final InstantSource clock;

  Retention(
      RecordingStore rows,
      HoldStore holds,
      EvidenceStore evidence,
      Custodian custodian,
      RetentionProperties properties,
      InstantSource clock) {
    this.rows = rows;
    this.holds = holds;
    this.evidence = evidence;
    this.custodian = custodian;
    this.book = properties.book();
    this.clock = clock;
  }

  /**
   * How it stands with a recording.
   *
   * @param lawfulFrom the first natural day on which it may be deleted
   * @param holds lifted ones too
   * @param lock what the store itself keeps of it
   */
  public record Standing(
      TakenRecording recording,
      RetentionRule rule,
      LocalDate lawfulFrom,
      List<Hold> holds,
      StoreLock lock) {
    /** Copies the list. */
    public Standing {
      holds = List.copyOf(holds);
    }
  }

  /** How it stands; nothing where there is no such recording. */
  public Optional<Standing> of(RecordingId id) {
    return rows.find(id)
        .map(it ->
            new Standing(it, book.rule(it), book.lawfulFrom(it), holds.of(id), holds.lockOf(id)));
  }

  /** Sets a hold with this id; the refusal, or null. */
  public @Nullable Refusal hold(RecordingId id, UUID hold, String by, String why) {
    return locked(
        id,
        recording -> {
          if (over(recording.custody())) {
            return Decided.refused(
                recording, Refusal.of("recording.gone", "it is being deleted, or was"));
          }
          holds.add(id, new Hold(hold, why, by, now(), null));
          return Decided.to(recording);
        });
  }

  /** Lifts a hold; the refusal, or null. */
  public @Nullable Refusal lift(RecordingId id, UUID hold, String by, String why) {
    return locked(
        id,
        recording ->
            holds.lift(id, hold, new Hold.Lifted(why, by, now()))
                ? Decided.to(recording)
                : Decided.refused(
                    recording,
                    Refusal.of("hold.unknown", "there is no such hold, or it was lifted before")));
  }

  /**
   * Orders that a recording is deleted; the refusal, or null. What was ordered is finished, however
   * often we are killed meanwhile; ordered again it is still the first order.
   */
  public @Nullable Refusal purge(RecordingId id, String by, String why) {
    Refusal refusal =
        locked(
            id,
            before -> {
              Refusal no = over(before.custody()) ? null : refuse(before);
              return no == null
                  ? Decided.to(before.with(ordered(before, by, why)))
                  : Decided.refused(before, no);
            });
    custodian.nudge();
    return refusal;
  }

  private Custody ordered(TakenRecording recording, String by, String why) {
    PurgeOrder order =
        new PurgeOrder(by, why, now(), book.lawfulFrom(recording), book.rule(recording).reason());
    return CustodyMachine.step(
            recording.custody(), new CustodyInput.PurgeOrdered(order), clock.instant())
        .state();
  }

  private @Nullable Refusal refuse(TakenRecording recording) {
    if (!settled(recording.custody())) {
      return Refusal.of("recording.not-stored", "only what lies in the store can be purged");
    }
    List<Hold> set = holds.of(recording.id());
    Refusal refusal =
        book.refusal("recording", recording, set, holds.lockOf(recording.id()), clock.instant());
    if (refusal != null) {
      return refusal;
    }
    return evidence.of(recording.id()).isPresent()
        ? null
        : Refusal.of("recording.not-signed", "its manifest is not signed yet; try again later");
  }

  private static boolean settled(Custody custody) {
    return custody instanceof Custody.Linked
        || (custody instanceof Custody.Stored stored && stored.removeAt() == null);
  }

  private static boolean over(Custody custody) {
    return custody instanceof Custody.Purging || custody instanceof Custody.Purged;
  }

  /** What a recording becomes; or why it stays as it is. */
  private record Decided(TakenRecording recording, @Nullable Refusal refusal) {
    static Decided to(TakenRecording recording) {
      return new Decided(recording, null);
    }

    static Decided refused(TakenRecording recording, Refusal refusal) {
      return new Decided(recording, refusal);
    }
  }

  /** Decides while nobody else changes the recording; the refusal, or null. */
  private @Nullable Refusal locked(RecordingId id, Function<TakenRecording, Decided> decision) {
    AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
    Optional<TakenRecording> found =
        rows.change(
            id,
            recording -> {
              Decided decided = decision.apply(recording);
              refusal.set(decided.refusal());
              return decided.recording();
            });
    return found.isEmpty() ? UNKNOWN : refusal.get();
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
