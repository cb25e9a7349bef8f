package linekeeper.workorder.web;

import java.time.InstantSource;
import java.util.Optional;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import linekeeper.platform.web.Problems;
import linekeeper.workorder.model.Sheet;
import linekeeper.workorder.model.SheetInput;
import linekeeper.workorder.model.SheetInput.Writer;
import linekeeper.workorder.model.SheetMachine;
import linekeeper.workorder.store.SheetStore;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A call's record sheet: to read, to write, to file. */
@RestController
final class SheetDoor {
  private static final Refusal UNKNOWN =
      Refusal.of("sheet.unknown", "no call of that id was answered");
  private final SheetStore sheets;
  private final Audit audit;
  private final InstantSource clock;

  SheetDoor(SheetStore sheets, Audit audit, InstantSource clock) {
    this.sheets = sheets;
    this.audit = audit;
    this.clock = clock;
  }

  /** The sheet: one's own, or any for those who may search calls. */
  @GetMapping("/api/calls/{callId}/sheet")
  @Needs({Permission.READ_CALLS, Permission.WRITE_SHEETS})
  ResponseEntity<?> read(@PathVariable CallId callId, @AuthenticationPrincipal User user) {
    Optional<Sheet> sheet = sheets.find(callId);
    if (sheet.isEmpty()) {
      return Problems.refused(UNKNOWN);
    }
    boolean own = sheet.get().agent().equals(new AgentId(user.name()));
    return own || user.may(Permission.READ_CALLS)
        ? ResponseEntity.ok(SheetView.of(sheet.get()))
        : Problems.refused(Refusal.of("sheet.forbidden", "it is another agent's"));
  }

  /** Writes it. */
  @PutMapping("/api/calls/{callId}/sheet")
  @Needs(Permission.WRITE_SHEETS)
  ResponseEntity<?> write(
      @PathVariable CallId callId,
      @RequestBody SheetForm form,
      @AuthenticationPrincipal User user) {
    Long version = form.version();
    if (version == null) {
      return Problems.refused(
          Refusal.of("sheet.invalid", "name the version that was read", "version"));
    }
    return answer(change(callId, new SheetInput.Write(writer(user), version, form.written())));
  }

  /** Files it; from then on it stays as it is. */
  @PostMapping("/api/calls/{callId}/sheet/file")
  @Needs(Permission.WRITE_SHEETS)
  ResponseEntity<?> file(@PathVariable CallId callId, @AuthenticationPrincipal User user) {
    Optional<Step<Sheet, Void>> step = change(callId, new SheetInput.FileIt(writer(user)));
    Refusal refusal = step.isEmpty() ? UNKNOWN : step.get().refusal();
    audit.record(
        user.name(),
        "sheet.file",
        "call:" + callId,
        refusal == null,
        refusal == null ? "" : refusal.code());
    return answer(step);
  }

  private Optional<Step<Sheet, Void>> change(CallId call, SheetInput input) {
    return sheets.change(call, sheet -> SheetMachine.step(sheet, input, clock.instant()));
  }

  private static ResponseEntity<?> answer(Optional<Step<Sheet, Void>> step) {
    if (step.isEmpty()) {
      return Problems.refused(UNKNOWN);
    }
    Refusal refusal = step.get().refusal();
    return refusal == null
        ? ResponseEntity.ok(SheetView.of(step.get().state()))
        : Problems.refused(refusal);
  }

  private static Writer writer(User user) {
    return new Writer(new AgentId(user.name()), user.may(Permission.LEAD_FLOOR));
  }
}
