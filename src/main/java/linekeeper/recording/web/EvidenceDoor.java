package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.TakeOuts;
import linekeeper.recording.model.Consent;
import linekeeper.recording.model.TakeOutSubject;
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
 * anywhere. Taking a bundle out needs another person's consent and is audited before a byte is
 * sent.
 */
@RestController
final class EvidenceDoor {
  private static final String EXPORT = "evidence.export";
  private static final int MOST_OF_A_DAY = 200_000;

  private final EvidenceStore rows;
  private final Contents contents;
  private final BundleFile bundles;
  private final Takers takers;
  private final TakeOuts takeOuts;
  private final Audit audit;

  EvidenceDoor(
      EvidenceStore rows,
      Contents contents,
      BundleFile bundles,
      Takers takers,
      TakeOuts takeOuts,
      Audit audit) {
    this.rows = rows;
    this.contents = contents;
    this.bundles = bundles;
    this.takers = takers;
    this.takeOuts = takeOuts;
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
      @PathVariable CallId callId, @AuthenticationPrincipal User user, HttpServletResponse response)
      throws IOException {
    Asked asked = new Asked(user, "call:" + callId, it -> it.coversCall(callId));
    return send(asked, rows.ofCall(callId), true, response);
  }

  /** The same of everything that was signed for on a day; with or without the recordings. */
  @GetMapping("/api/evidence/days/{day}/bundle")
  @Needs(Permission.EXPORT_EVIDENCE)
  @Nullable ResponseEntity<?> ofDay(
      @PathVariable LocalDate day,
      @RequestParam(defaultValue = "true") boolean audio,
      @AuthenticationPrincipal User user,
      HttpServletResponse response)
      throws IOException {
    Asked asked = new Asked(user, "day:" + day, it -> it.coversDay(day));
    return send(asked, rows.ofDay(day, 0, MOST_OF_A_DAY), audio, response);
  }

  private @Nullable ResponseEntity<?> send(
      Asked asked, List<EvidenceStore.Link> links, boolean audio, HttpServletResponse response)
      throws IOException {
    String subject = asked.subject();
    Refusal refusal = takers.refusal(links, asked.user());
    if (refusal != null) {
      return turned(asked, refusal);
    }
    Optional<Consent> consent = takeOuts.consent(asked.user().name(), asked.covered());
    if (consent.isEmpty()) {
      return turned(asked, TakeOuts.UNAPPROVED);
    }
    audit.record(asked.user().name(), EXPORT, subject, true, consent.get().text());
    BundleContents whole = contents.of(subject, links, audio, consent.get());
    response.setContentType("application/zip");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"evidence-" + subject.replace(':', '-') + ".zip\"");
    bundles.write(whole, response.getOutputStream());
    return null;
  }

  private ResponseEntity<?> turned(Asked asked, Refusal refusal) {
    audit.record(asked.user().name(), EXPORT, asked.subject(), false, refusal.code());
    return Problems.refused(refusal);
  }

  private static ManifestView view(EvidenceStore.Link link) {
    return new ManifestView(link.number(), link.day(), link.link(), link.signed());
  }

  /**
   * Who wants what.
   *
   * @param covered by which consents
   */
  private record Asked(User user, String subject, Predicate<TakeOutSubject> covered) {}

  /** A manifest in its place. */
  record ManifestView(long number, LocalDate day, String link, Signed signed) {}
}
