package linekeeper.evidence.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.Objects;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.evidence.desk.Intake;
import linekeeper.evidence.model.EvidenceItem;
import linekeeper.evidence.store.ItemStore;
import linekeeper.kernel.CallId;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where evidence comes in: the file is the body, what is said of it stands in the query. */
@RestController
final class UploadDoor {
  static final String PATH = "/api/calls/{callId}/evidence";
  private static final String UPLOAD = "evidence.upload";

  private final Intake intake;
  private final ItemStore rows;
  private final Entitled entitled;

  UploadDoor(Intake intake, ItemStore rows, Entitled entitled) {
    this.intake = intake;
    this.rows = rows;
    this.entitled = entitled;
  }

  /**
   * Adds a photo, video, document or signed form to a call. 201 once the whole of it is on the disk
   * and on record; 200 with the item that was there already where the same file is sent again.
   */
  @PostMapping(PATH)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  @Needs(Permission.ADD_EVIDENCE)
  ResponseEntity<?> upload(
      @PathVariable CallId callId,
      @Valid @ModelAttribute @ParameterObject UploadForm form,
      @AuthenticationPrincipal User user,
      HttpServletRequest request)
      throws IOException {
    Refusal refusal = entitled.refusal(callId, user);
    if (refusal == null) {
      refusal = notTheirs(form.replaces(), user);
    }
    if (refusal != null) {
      return refused(callId, user, refusal, form);
    }
    Intake.Upload upload =
        new Intake.Upload(
            form.told(callId),
            user.name(),
            request.getContentLengthLong(),
            Objects.requireNonNullElse(request.getContentType(), ""),
            Objects.requireNonNullElse(form.sha256(), ""),
            request.getInputStream());
    return switch (intake.take(upload)) {
      case Intake.Turned it -> refused(callId, user, it.refusal(), form);
      case Intake.Taken it -> {
        String detail =
            "%s %s %s".formatted(it.item().id(), form.kind(), it.item().content().digest());
        entitled.note(user, UPLOAD, "call:" + callId, null, detail);
        yield ResponseEntity.status(it.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
            .body(ItemView.of(it.item()));
      }
    };
  }

  /** A correction withdraws what it replaces, which only some may. */
  private @Nullable Refusal notTheirs(@Nullable EvidenceItemId replaced, User user) {
    EvidenceItem item = replaced == null ? null : rows.find(replaced).orElse(null);
    return item == null ? null : ItemDoor.mayWithdraw(item, user);
  }

  private ResponseEntity<?> refused(CallId call, User user, Refusal refusal, UploadForm form) {
    entitled.note(user, UPLOAD, "call:" + call, refusal, String.valueOf(form.kind()));
    return Problems.refused(refusal);
  }
}
