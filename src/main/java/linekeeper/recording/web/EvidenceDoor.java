package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import linekeeper.recording.proof.BundleContents;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.proof.Verifier;
import linekeeper.recording.store.EvidenceStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Proof that recordings are what they were: signed manifests, and bundles that can be checked
 * anywhere. Taking a bundle out needs a reason and is audited before a byte is sent.
 */
@RestController
final class EvidenceDoor {
  private static final String EXPORT = "evidence.export";
  private static final int LONGEST_REASON = 200;
  private static final int MOST_OF_A_DAY = 200_000;

  private final EvidenceStore rows;
  private final Contents contents;
  private final BundleFile bundles;
  private final Hearers hearers;
  private final Audit audit;

  EvidenceDoor(
      EvidenceStore rows, Contents contents, BundleFile bundles, Hearers hearers, Audit audit) {
    this.rows = rows;
    this.contents = contents;
    this.bundles = bundles;
    this.hearers = hearers;
    this.audit = audit;
  }

  /** The public keys of all that was ever signed. */
  @GetMapping("/api/evidence/keys")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.MANAGE_SECURITY, Permission.READ_AUDIT})
  Page<Verifier> keys() {
    return new Page<>(rows.keys(), null);
  }

  /** A recording's signed manifest and its place in the chain. */
  @GetMapping("/api/evidence/recordings/{id}")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.READ_AUDIT})
  ResponseEntity<?> manifest(@PathVariable RecordingId id) {
    return rows.of(id)
        .<ResponseEntity<?>>map(it -> ResponseEntity.ok(view(it)))
        .orElseGet(() ->
            Problems.refused(
                Refusal.of("manifest.unknown", "nothing is signed for such a recording")));
  }

  /** A day's seal. */
  @GetMapping("/api/evidence/days/{day}")
  @Needs({Permission.EXPORT_EVIDENCE, Permission.READ_AUDIT})
  ResponseEntity<?> seal(@PathVariable LocalDate day) {
    return rows.sealOf(day)
        .<ResponseEntity<?>>map(ResponseEntity::ok)
        .orElseGet(() ->
            Problems.refused(Refusal.of("seal.unknown", "that day is not sealed, or not yet")));
  }

  /** The evidence of a call: a zip with its recordings and exhibits, manifests and proof. */
  @GetMapping("/api/evidence/calls/{callId}/bundle")
  @Needs(Permission.EXPORT_EVIDENCE)
  @Nullable ResponseEntity<?> ofCall(
      @PathVariable CallId callId,
      @RequestParam String reason,
      @AuthenticationPrincipal User user,
      HttpServletResponse response)
      throws IOException {
    return send("call:" + callId, rows.ofCall(callId), true, new Asked(user, reason), response);
  }

  /** The same of everything that was signed for on a day; with or without the recordings. */
  @GetMapping("/api/evidence/days/{day}/bundle")
  @Needs(Permission.EXPORT_EVIDENCE)
  @Nullable ResponseEntity<?> ofDay(
      @PathVariable LocalDate day,
      @RequestParam String reason,
      @RequestParam(defaultValue = "true") boolean audio,
      @AuthenticationPrincipal User user,
      HttpServletResponse response)
      throws IOException {
    List<EvidenceStore.Link> links = rows.ofDay(day, 0, MOST_OF_A_DAY);
    return send("day:" + day, links, audio, new Asked(user, reason), response);
  }

  private @Nullable ResponseEntity<?> send(
      String subject,
      List<EvidenceStore.Link> links,
      boolean audio,
      Asked asked,
      HttpServletResponse response)
      throws IOException {
    Refusal refusal = refusal(links, asked);
    String code = refusal == null ? asked.reason() : refusal.code();
    audit.record(asked.user().name(), EXPORT, subject, refusal == null, code);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    BundleContents whole =
        contents.of(subject, links, audio, new Contents.Taken(asked.user().name(), asked.reason()));
    response.setContentType("application/zip");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"evidence-" + subject.replace(':', '-') + ".zip\"");
    bundles.write(whole, response.getOutputStream());
    return null;
  }

  private @Nullable Refusal refusal(List<EvidenceStore.Link> links, Asked asked) {
    Refusal refusal = unreasoned(asked.reason());
    if (refusal != null) {
      return refusal;
    }
    if (links.isEmpty()) {
      return Refusal.of("manifest.unknown", "nothing is signed for that, or not yet");
    }
    return asked.user().may(Permission.REPLAY_ANY)
            || links.stream().allMatch(it -> hears(it, asked))
        ? null
        : Refusal.of("recording.forbidden", "there are recordings in it that you may not hear");
  }

  private boolean hears(EvidenceStore.Link link, Asked asked) {
    RecordingId recording = link.recording();
    return recording == null || hearers.admit(recording, asked.user()) instanceof Hearers.Admitted;
  }

  /** Why this is no reason, or null where it is one. */
  static @Nullable Refusal unreasoned(String reason) {
    return reason.isBlank() || reason.length() > LONGEST_REASON
        ? Refusal.of(
            "reason.invalid", "say why, in at most " + LONGEST_REASON + " characters", "reason")
        : null;
  }

  private static ManifestView view(EvidenceStore.Link link) {
    return new ManifestView(link.number(), link.day(), link.link(), link.signed());
  }

  /** Who wants it, and what for. */
  private record Asked(User user, String reason) {}

  /** A manifest in its place. */
  record ManifestView(long number, LocalDate day, String link, Signed signed) {}
}
