package linekeeper.evidence.web;

import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.evidence.desk.ItemRetention;
import linekeeper.evidence.model.EvidenceKind;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.retention.Hold;
import linekeeper.platform.retention.StoreLock;
import linekeeper.platform.web.Problems;
import linekeeper.recording.EvidenceChain;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How long other evidence is kept; each order and each refusal is audited. */
@RestController
final class ItemRetentionDoor {
  private final ItemRetention retention;
  private final EvidenceChain chain;
  private final Entitled entitled;

  ItemRetentionDoor(ItemRetention retention, EvidenceChain chain, Entitled entitled) {
    this.retention = retention;
    this.chain = chain;
    this.entitled = entitled;
  }

  /** By which rule it is kept, the first day on which it may be deleted, and its holds. */
  @GetMapping("/api/evidence/items/{id}/retention")
  @Needs({
    Permission.SEE_EVIDENCE,
    Permission.HOLD_RECORDINGS,
    Permission.PURGE_RECORDINGS,
    Permission.READ_AUDIT
  })
  ResponseEntity<?> standing(@PathVariable EvidenceItemId id) {
    return retention
        .of(id)
        .<ResponseEntity<?>>map(it -> ResponseEntity.ok(view(it)))
        .orElseGet(
            () -> Problems.refused(Refusal.of("evidence.unknown", "there is no such evidence")));
  }

  /** Has it kept, whatever its rule says, until the hold is lifted. */
  @PostMapping("/api/evidence/items/{id}/holds")
  @Needs(Permission.HOLD_RECORDINGS)
  ResponseEntity<?> hold(
      @PathVariable EvidenceItemId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody ItemDoor.Why body) {
    UUID hold = UUID.randomUUID();
    Refusal refusal = retention.hold(id, hold, user.name(), body.reason());
    note(user, "evidence.hold", id, refusal, body);
    return refusal == null
        ? ResponseEntity.status(HttpStatus.CREATED).body(new HoldSet(hold))
        : Problems.refused(refusal);
  }

  /** Lifts a hold. */
  @PostMapping("/api/evidence/items/{id}/holds/{hold}/lift")
  @Needs(Permission.HOLD_RECORDINGS)
  ResponseEntity<ProblemDetail> lift(
      @PathVariable EvidenceItemId id,
      @PathVariable UUID hold,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody ItemDoor.Why body) {
    Refusal refusal = retention.lift(id, hold, user.name(), body.reason());
    note(user, "evidence.lift-hold", id, refusal, body);
    return Problems.done(refusal);
  }

  /**
   * Has an item deleted, in the store and here. Refused before its lawful day ({@code
   * evidence.too-early} names the day), under a hold ({@code evidence.on-hold} names it), and while
   * the store's own lock lasts longer ({@code evidence.locked}). 202: it is done soon, and then the
   * chain says so.
   */
  @PostMapping("/api/evidence/items/{id}/purge")
  @Needs(Permission.PURGE_RECORDINGS)
  ResponseEntity<?> purge(
      @PathVariable EvidenceItemId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody ItemDoor.Why body) {
    Refusal refusal = retention.purge(id, user.name(), body.reason());
    note(user, "evidence.purge", id, refusal, body);
    return refusal == null ? ResponseEntity.accepted().build() : Problems.refused(refusal);
  }

  /** The signed statement of the chain that an item was deleted, by whom and by which rule. */
  @GetMapping("/api/evidence/items/{id}/purge-certificate")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.PURGE_RECORDINGS, Permission.READ_AUDIT})
  ResponseEntity<?> certificate(@PathVariable EvidenceItemId id) {
    return chain
        .purgeOf(id.value())
        .<ResponseEntity<?>>map(ResponseEntity::ok)
        .orElseGet(() ->
            Problems.refused(
                Refusal.of("certificate.unknown", "no purge of it is certified, or not yet")));
  }

  private void note(
      User user, String action, EvidenceItemId id, @Nullable Refusal refusal, ItemDoor.Why body) {
    entitled.note(user, action, "evidence:" + id, refusal, body.reason());
  }

  private static ItemRetentionView view(ItemRetention.Standing it) {
    return new ItemRetentionView(
        it.item().id(),
        it.item().keeping().title(),
        it.item().told().kind(),
        it.rule().keep().toString(),
        it.rule().reason(),
        it.lawfulFrom(),
        it.holds(),
        it.lock().guardedBy(),
        it.lock());
  }

  /** A hold that was set. */
  record HoldSet(UUID id) {}

  /**
   * How long it is kept.
   *
   * @param keep how long after it came, in ISO 8601
   * @param lawfulFrom the first natural day on which it may be deleted
   * @param guardedBy whose refusal it is that somebody who deletes it earlier meets
   * @param storeLock what the store confirmed
   */
  record ItemRetentionView(
      EvidenceItemId itemId,
      String state,
      EvidenceKind kind,
      String keep,
      String rule,
      LocalDate lawfulFrom,
      List<Hold> holds,
      StoreLock.GuardedBy guardedBy,
      StoreLock storeLock) {}
}
