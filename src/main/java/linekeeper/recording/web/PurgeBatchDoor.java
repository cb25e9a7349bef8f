package linekeeper.recording.web;

import jakarta.validation.Valid;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Cursor;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.DueRecordings;
import linekeeper.recording.desk.PurgeBatches;
import linekeeper.recording.model.PurgeBatch;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.PurgeBatchStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What may lawfully be deleted, and having it deleted at once: one proposes, another confirms. Each
 * step and each refusal is audited.
 */
@RestController
final class PurgeBatchDoor {
  private static final int MOST = 500;
  private static final int SHOWN = 100;

  private final DueRecordings due;
  private final PurgeBatches batches;
  private final PurgeBatchStore rows;
  private final Audit audit;

  PurgeBatchDoor(DueRecordings due, PurgeBatches batches, PurgeBatchStore rows, Audit audit) {
    this.due = due;
    this.batches = batches;
    this.rows = rows;
    this.audit = audit;
  }

  /**
   * The recordings that may lawfully be deleted today, the oldest first: their time is over, nobody
   * holds them, and they are signed for.
   */
  @GetMapping("/api/recordings/retention/due")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS, Permission.READ_AUDIT})
  ResponseEntity<?> due(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Cursor after = cursor == null ? null : Cursor.read(cursor);
    Refusal refusal = refusal(limit, cursor != null && after == null);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    List<DueRecordings.Due> found =
        due.after(after == null ? null : after.at(), after == null ? null : after.id(), limit);
    TakenRecording last = found.size() == limit ? found.getLast().recording() : null;
    return ResponseEntity.ok(
        new Page<>(
            found.stream().map(DueView::of).toList(),
            last == null ? null : new Cursor(last.startedAt(), last.id().value()).text()));
  }

  /** Proposes to delete all that is due now, at most 10,000; somebody else is to confirm it. */
  @PostMapping("/api/recordings/purge-batches")
  @Needs(Permission.PURGE_RECORDINGS)
  ResponseEntity<?> propose(
      @AuthenticationPrincipal User user, @Valid @RequestBody RetentionDoor.Why body) {
    UUID id = UUID.randomUUID();
    Refusal refusal = batches.propose(id, user.name(), body.reason());
    note(user, "purge-batch.propose", id, refusal, body.reason());
    return refusal == null
        ? ResponseEntity.status(HttpStatus.CREATED).body(view(rows.find(id).orElseThrow()))
        : Problems.refused(refusal);
  }

  /**
   * Confirms what somebody else proposed. 202: each recording is deleted in its turn, unless it is
   * held or too young by then.
   */
  @PostMapping("/api/recordings/purge-batches/{id}/confirm")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS})
  ResponseEntity<?> confirm(@PathVariable UUID id, @AuthenticationPrincipal User user) {
    Refusal refusal = batches.confirm(id, user.name());
    note(user, "purge-batch.confirm", id, refusal, "");
    return refusal == null ? ResponseEntity.accepted().build() : Problems.refused(refusal);
  }

  /** Has a batch not done that is not confirmed yet. */
  @PostMapping("/api/recordings/purge-batches/{id}/withdraw")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS})
  ResponseEntity<?> withdraw(@PathVariable UUID id, @AuthenticationPrincipal User user) {
    Refusal refusal = batches.withdraw(id, user.name());
    note(user, "purge-batch.withdraw", id, refusal, "");
    return Problems.done(refusal);
  }

  /** The last batches, the newest first. */
  @GetMapping("/api/recordings/purge-batches")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS, Permission.READ_AUDIT})
  Page<BatchView> list() {
    return Page.whole(rows.newest(SHOWN).stream().map(this::view).toList());
  }

  /** How far a batch is. */
  @GetMapping("/api/recordings/purge-batches/{id}")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS, Permission.READ_AUDIT})
  ResponseEntity<?> one(@PathVariable UUID id) {
    Optional<PurgeBatch> found = rows.find(id);
    return found.isPresent() ? ResponseEntity.ok(view(found.get())) : unknown();
  }

  /** What became of each of its recordings, with the signed certificate of each that is gone. */
  @GetMapping("/api/recordings/purge-batches/{id}/items")
  @Needs({Permission.PURGE_RECORDINGS, Permission.HOLD_RECORDINGS, Permission.READ_AUDIT})
  ResponseEntity<?> items(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Refusal refusal = refusal(limit, false);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    if (rows.find(id).isEmpty()) {
      return unknown();
    }
    List<PurgeBatchStore.Item> found = rows.items(id, cursor, limit);
    boolean more = found.size() == limit;
    return ResponseEntity.ok(
        new Page<>(found, more ? found.getLast().recordingId().value() : null));
  }

  private static @Nullable Refusal refusal(int limit, boolean lost) {
    if (limit < 1 || limit > MOST) {
      return Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit");
    }
    return lost
        ? Refusal.of("cursor.invalid", "must be the nextCursor of the page before", "cursor")
        : null;
  }

  private static ResponseEntity<?> unknown() {
    return Problems.refused(Refusal.of("purge-batch.unknown", "there is no such batch"));
  }

  private void note(User user, String action, UUID id, @Nullable Refusal refusal, String reason) {
    String detail = refusal == null ? reason : refusal.code();
    audit.record(user.name(), action, "purge-batch:" + id, refusal == null, detail);
  }

  private BatchView view(PurgeBatch batch) {
    PurgeBatch.Tally tally = rows.tally(batch.id());
    return new BatchView(batch, batch.state(tally), tally);
  }

  /** A batch with how far it is. */
  record BatchView(PurgeBatch batch, PurgeBatch.State state, PurgeBatch.Tally tally) {}

  /**
   * A recording whose time is over.
   *
   * @param rule by which rule, in its own words
   * @param lawfulFrom since which natural day it may be deleted
   */
  record DueView(
      RecordingId recordingId,
      CallId callId,
      RecordingKind kind,
      Instant startedAt,
      @Nullable Instant endedAt,
      String rule,
      LocalDate lawfulFrom) {
    static DueView of(DueRecordings.Due it) {
      TakenRecording recording = it.recording();
      return new DueView(
          recording.id(),
          recording.call(),
          recording.kind(),
          recording.startedAt(),
          recording.endedAt(),
          it.rule().reason(),
          it.lawfulFrom());
    }
  }
}
