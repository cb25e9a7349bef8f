package linekeeper.recording.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.Seal;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.Retention;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.EvidenceStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How long recordings are kept; each order and each refusal is audited. */
@RestController
final class RetentionDoor {
  private final Retention retention;
  private final EvidenceStore evidence;
  private final ObjectStore objects;
  private final Audit audit;

  RetentionDoor(Retention retention, EvidenceStore evidence, ObjectStore objects, Audit audit) {
    this.retention = retention;
    this.evidence = evidence;
    this.objects = objects;
    this.audit = audit;
  }

  /** By which rule it is kept, the first day on which it may be deleted, and its holds. */
  @GetMapping("/api/recordings/{id}/retention")
  @Needs({
    Permission.REPLAY_ANY,
    Permission.HOLD_RECORDINGS,
    Permission.PURGE_RECORDINGS,
    Permission.READ_AUDIT
  })
  ResponseEntity<?> standing(@PathVariable RecordingId id) {
    return retention
        .of(id)
        .<ResponseEntity<?>>map(it -> ResponseEntity.ok(view(it)))
        .orElseGet(
            () -> Problems.refused(Refusal.of("recording.unknown", "there is no such recording")));
  }

  /** Has it kept, whatever its rule says, until the hold is lifted. */
  @PostMapping("/api/recordings/{id}/holds")
  @Needs(Permission.HOLD_RECORDINGS)
  ResponseEntity<?> hold(
      @PathVariable RecordingId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    UUID hold = UUID.randomUUID();
    Refusal refusal = retention.hold(id, hold, user.name(), body.reason());
    note(user, "recording.hold", id, refusal, body);
    return refusal == null
        ? ResponseEntity.status(HttpStatus.CREATED).body(new HoldSet(hold))
        : Problems.refused(refusal);
  }

  /** Lifts a hold. */
  @PostMapping("/api/recordings/{id}/holds/{hold}/lift")
  @Needs(Permission.HOLD_RECORDINGS)
  ResponseEntity<?> lift(
      @PathVariable RecordingId id,
      @PathVariable UUID hold,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    Refusal refusal = retention.lift(id, hold, user.name(), body.reason());
    note(user, "recording.lift-hold", id, refusal, body);
    return Problems.done(refusal);
  }

  /**
   * Has a recording deleted, in the store and here. Refused before its lawful day ({@code
   * recording.too-early} names the day) under a hold ({@code recording.on-hold} names it), and
   * while the store's own lock lasts longer ({@code recording.locked}). 202: it is done soon, and
   * then there is a certificate.
   */
  @PostMapping("/api/recordings/{id}/purge")
  @Needs(Permission.PURGE_RECORDINGS)
  ResponseEntity<?> purge(
      @PathVariable RecordingId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    Refusal refusal = retention.purge(id, user.name(), body.reason());
    note(user, "recording.purge", id, refusal, body);
    return refusal == null ? ResponseEntity.accepted().build() : Problems.refused(refusal);
  }

  /** The signed certificate that a recording was deleted; its manifest stays. */
  @GetMapping("/api/recordings/{id}/purge-certificate")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.PURGE_RECORDINGS, Permission.READ_AUDIT})
  ResponseEntity<?> certificate(@PathVariable RecordingId id) {
    return evidence
        .certificateOf(id)
        .<ResponseEntity<?>>map(ResponseEntity::ok)
        .orElseGet(() ->
            Problems.refused(
                Refusal.of("certificate.unknown", "no purge of it is certified, or not yet")));
  }

  private void note(User user, String action, RecordingId id, @Nullable Refusal refusal, Why body) {
    String detail = refusal == null ? body.reason() : refusal.code() + ": " + body.reason();
    audit.record(user.name(), action, "recording:" + id, refusal == null, detail);
  }

  private @Nullable Seal seal(TakenRecording recording) {
    String key = RecordingView.of(recording).objectKey();
    return key == null ? null : objects.seal(key).orElse(null);
  }

  private RetentionView view(Retention.Standing it) {
    return new RetentionView(
        it.recording().id(),
        it.recording().custody().name(),
        it.recording().kind(),
        it.rule().keep().toString(),
        it.rule().reason(),
        it.lawfulFrom(),
        it.holds(),
        it.lock().guardedBy(),
        it.lock(),
        seal(it.recording()));
  }

  /** Why. */
  record Why(@NotBlank @Size(max = 200) String reason) {}

  /** A hold that was set. */
  record HoldSet(UUID id) {}

  /**
   * How long it is kept.
   *
   * @param keep how long after its end, in ISO 8601
   * @param lawfulFrom the first natural day on which it may be deleted
   * @param guardedBy whose refusal it is that somebody who deletes it earlier meets
   * @param storeLock what the store confirmed
   * @param seal how it was encrypted before it was stored; null where it was not
   */
  record RetentionView(
      RecordingId recordingId,
      String state,
      RecordingKind kind,
      String keep,
      String rule,
      LocalDate lawfulFrom,
      List<Hold> holds,
      StoreLock.GuardedBy guardedBy,
      StoreLock storeLock,
      @Nullable Seal seal) {}
}
