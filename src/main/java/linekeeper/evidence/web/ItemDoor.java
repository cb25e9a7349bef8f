package linekeeper.evidence.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.evidence.desk.ItemQuarantine;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.model.EvidenceItem.Keeping;
import linekeeper.evidence.model.EvidenceItem.Withdrawn;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.delivery.ByteRange;
import linekeeper.platform.delivery.ObjectSender;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Evidence that is there: to list, to take out, to withdraw. */
@RestController
final class ItemDoor {
  private static final String READ = "evidence.read";

  private final ItemStore rows;
  private final ObjectSender sender;
  private final Entitled entitled;
  private final ItemQuarantine quarantine;
  private final InstantSource clock;

  ItemDoor(
      ItemStore rows,
      ObjectSender sender,
      Entitled entitled,
      ItemQuarantine quarantine,
      InstantSource clock) {
    this.rows = rows;
    this.sender = sender;
    this.entitled = entitled;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /** A call's evidence, in the order it came; what was withdrawn stays in the list. */
  @GetMapping("/api/calls/{callId}/evidence")
  @Needs({Permission.ADD_EVIDENCE, Permission.SEE_EVIDENCE})
  ResponseEntity<?> ofCall(@PathVariable CallId callId, @AuthenticationPrincipal User user) {
    Refusal refusal = entitled.refusal(callId, user);
    return refusal == null
        ? ResponseEntity.ok(Page.whole(rows.ofCall(callId).stream().map(ItemView::of).toList()))
        : Problems.refused(refusal);
  }

  /**
   * The file, to be saved and never shown here: whatever is in it, it does not run in our pages.
   * One byte range at a time; each is on record.
   */
  @RequestMapping(
      path = "/api/evidence/items/{id}/content",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  @Needs({Permission.ADD_EVIDENCE, Permission.SEE_EVIDENCE})
  @Nullable ResponseEntity<?> content(
      @PathVariable EvidenceItemId id,
      @AuthenticationPrincipal User user,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<EvidenceItem> found = rows.find(id);
    Refusal refusal = found.isEmpty() ? unknown() : refusal(found.get(), user);
    if (found.isEmpty() || refusal != null) {
      entitled.note(user, READ, "evidence:" + id, refusal, "");
      return Problems.refused(refusal == null ? unknown() : refusal);
    }
    ObjectSender.Parcel parcel = parcel(found.get());
    ByteRange range = sender.range(request, parcel);
    boolean body = !HttpMethod.HEAD.matches(request.getMethod());
    if (body) {
      entitled.note(user, READ, "evidence:" + id, null, found.get().told().call() + " " + range);
    }
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    try {
      ProblemDetail problem = sender.send(parcel, range, body, response);
      return problem == null ? null : Problems.answer(problem);
    } catch (ObjectStoreException e) {
      return Problems.refused(notHad(id, e));
    } catch (ObjectChanged e) {
      Refusal differs = differs(id);
      if (response.isCommitted()) {
        throw e; // what was sent so far is true, and the reader sees that it breaks off
      }
      response.reset();
      return Problems.refused(differs);
    }
  }

  private Refusal differs(EvidenceItemId id) {
    quarantine.differs(id);
    return Refusal.of("evidence.differs", "what is in the store is not what was sent");
  }

  private Refusal notHad(EvidenceItemId id, ObjectStoreException why) {
    return switch (why.why()) {
      case CHANGED -> differs(id);
      case SEALED ->
          Refusal.of("evidence.unavailable", "it is sealed, and the key that opens it is not here");
      case AWAY, ABSENT, LOCKED ->
          Refusal.of("evidence.unavailable", "the store does not give it; try again later");
    };
  }

  private @Nullable Refusal refusal(EvidenceItem item, User user) {
    Refusal refusal = entitled.refusal(item.told().call(), user);
    if (refusal != null) {
      return refusal;
    }
    return switch (item.keeping()) {
      case Keeping.Stored _ -> null;
      case Keeping.Held _ -> Refusal.of("evidence.not-stored", "it is not in the store yet");
      case Keeping.Spoilt _ -> Refusal.of("evidence.spoilt", "it is not what was received");
      case Keeping.Quarantined _ -> Refusal.of("content.infected", "malware was found in it");
      case Keeping.Purging _, Keeping.Purged _ ->
          Refusal.of("evidence.gone", "its time was over and it was deleted");
    };
  }

  private static ObjectSender.Parcel parcel(EvidenceItem item) {
    return new ObjectSender.Parcel(
        "evidence",
        item.objectKey(),
        item.content().size(),
        item.content().digest(),
        item.content().mediaType(),
        ContentDisposition.attachment()
            .filename(item.told().name().replaceAll("[/\\\\:]", "_"), StandardCharsets.UTF_8)
            .build());
  }

  /** Says that it does not count any more, and why; it stays, and the chain says so too. */
  @PostMapping("/api/evidence/items/{id}/withdraw")
  @Needs(Permission.ADD_EVIDENCE)
  ResponseEntity<ProblemDetail> withdraw(
      @PathVariable EvidenceItemId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody Why body) {
    Optional<EvidenceItem> found = rows.find(id);
    Refusal refusal = found.isEmpty() ? unknown() : withdrawn(found.get(), user, body.reason());
    entitled.note(user, "evidence.withdraw", "evidence:" + id, refusal, body.reason());
    return Problems.done(refusal);
  }

  private @Nullable Refusal withdrawn(EvidenceItem item, User user, String why) {
    Refusal refusal = entitled.refusal(item.told().call(), user);
    if (refusal == null) {
      refusal = mayWithdraw(item, user);
    }
    if (refusal != null) {
      return refusal;
    }
    Withdrawn withdrawn =
        new Withdrawn(clock.instant().truncatedTo(ChronoUnit.MILLIS), user.name(), why, null);
    if (item.over()) {
      return Refusal.of("evidence.gone", "its time was over and it was deleted");
    }
    return rows.withdraw(item.id(), withdrawn)
        ? null
        : Refusal.of("evidence.withdrawn", "it was withdrawn already");
  }

  /** Who uploaded it may, and who leads the floor. */
  static @Nullable Refusal mayWithdraw(EvidenceItem item, User user) {
    return item.uploadedBy().equals(user.name()) || user.may(Permission.LEAD_FLOOR)
        ? null
        : Refusal.of("evidence.forbidden", "only who uploaded it or a leader may withdraw it");
  }

  private static Refusal unknown() {
    return Refusal.of("evidence.unknown", "there is no such evidence");
  }

  /** Why. */
  record Why(@NotBlank @Size(max = 200) String reason) {}
}
